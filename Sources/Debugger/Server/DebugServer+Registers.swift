import Link
import Session

/// Packets that read and write registers, of the thread that the client has selected.
extension DebugServer {
  /// The thread that a packet is about: `;thread:` and a number behind it, as LLDB has it, or what the client has selected.
  private func subject(_ cursor: inout PacketCursor, _ client: DebugClient) -> UInt32? {
    let id = cursor.take(";thread:") ? thread(&cursor) : client.selected
    return id == machine.threads.current ? nil : id
  }

  /// Digits of a register; `x` for what is not known.
  private func digits(_ number: Int, in context: SavedContext?) -> String {
    let bytes = machine.bytes(of: number, in: context)
    return bytes.map(HexText.of) ?? String(repeating: "x", count: RegisterFile.all[number].size / 4)
  }

  func readAll(_ cursor: inout PacketCursor, _ client: DebugClient) {
    let id = subject(&cursor, client)
    let context = id.flatMap(machine.threads.context)
    guard id == nil || context != nil else { return send("E01", to: client) }
    send(RegisterFile.all.indices.map { digits($0, in: context) }.joined(), to: client)
  }

  func readRegister(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let number = cursor.number(), number < RegisterFile.all.count else { return send("E16", to: client) }
    let id = subject(&cursor, client)
    let context = id.flatMap(machine.threads.context)
    guard id == nil || context != nil else { return send("E01", to: client) }
    send(digits(Int(number), in: context), to: client)
  }

  func writeRegister(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let number = cursor.number(), number < RegisterFile.writableCount, cursor.take("="),
      let value = word(cursor.rest.prefix(8))
    else { return send("E16", to: client) }
    cursor.skip(8)
    guard cursor.isAtEnd || cursor.text.hasPrefix(";") else { return send("E16", to: client) }
    let id = subject(&cursor, client)
    let context = id.flatMap(machine.threads.context)
    guard id == nil || context != nil, let change = machine.write(Int(number), value, in: context) else {
      return send("E01", to: client)
    }
    self.change([change], client)
  }

  /// Those of the core; what else the client sends back of `g` stays as it is.
  func writeAll(_ cursor: inout PacketCursor, _ client: DebugClient) {
    let digits = Array(cursor.rest.prefix { $0 != UInt8(ascii: ";") })
    cursor.skip(digits.count)
    let id = subject(&cursor, client)
    let context = id.flatMap(machine.threads.context)
    guard id == nil || context != nil else { return send("E01", to: client) }
    let changes = (0..<RegisterFile.writableCount).compactMap { number -> DebuggerWrite? in
      guard digits.count >= 8 * (number + 1), let value = word(digits[8 * number..<8 * number + 8]),
        let present = machine.bytes(of: number, in: context), word(HexText.of(present).utf8) != value
      else { return nil }
      return machine.write(number, value, in: context)
    }
    change(changes, client)
  }

  private func word(_ digits: some Collection<UInt8>) -> UInt32? {
    guard let bytes = HexText.bytes(digits), bytes.count == 4 else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
