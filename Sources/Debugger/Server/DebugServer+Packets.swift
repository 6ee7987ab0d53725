import Link
import Machine
import Session

/// What the packets of a client ask for, by their first letter.
extension DebugServer {
  /// Packets that a client which only looks may send: those that change nothing.
  private static let harmless = Set("?gmpqQHTDv!".utf8)

  func handle(_ packet: ArraySlice<UInt8>, from client: DebugClient) {
    guard let letter = packet.first else { return send("", to: client) }
    var cursor = PacketCursor(packet.dropFirst())
    if client.isObserver, !Self.harmless.contains(letter) || isChange(packet) { return send("E01", to: client) }
    switch letter {
    case UInt8(ascii: "?"):
      client.selected = nil
      send(client.isObserver ? "T00thread:\(Self.text(machine.threads.current));" : stopReply(to: client), to: client)
    case UInt8(ascii: "H"): selectThread(&cursor, client)
    case UInt8(ascii: "T"): tellWhetherAlive(&cursor, client)
    case UInt8(ascii: "!"):
      client.canRestart = true
      send("OK", to: client)
    case UInt8(ascii: "g"): readAll(&cursor, client)
    case UInt8(ascii: "G"): writeAll(&cursor, client)
    case UInt8(ascii: "p"): readRegister(&cursor, client)
    case UInt8(ascii: "P"): writeRegister(&cursor, client)
    case UInt8(ascii: "m"): readMemory(&cursor, client)
    case UInt8(ascii: "M"), UInt8(ascii: "X"): writeMemory(&cursor, isBinary: letter == UInt8(ascii: "X"), client)
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): changeStop(&cursor, inserts: letter == UInt8(ascii: "Z"), client)
    case UInt8(ascii: "c"), UInt8(ascii: "s"): goOn(&cursor, step: letter == UInt8(ascii: "s"), client)
    case UInt8(ascii: "C"), UInt8(ascii: "S"):
      _ = cursor.number()
      _ = cursor.take(";")
      goOn(&cursor, step: letter == UInt8(ascii: "S"), client)
    case UInt8(ascii: "b"): goBack(cursor, client)
    case UInt8(ascii: "D"):
      send("OK", to: client)
      if client === controller { letGo() }
    case UInt8(ascii: "k"):
      send("X09", to: client)
      run.end()
    case UInt8(ascii: "R"): restart(client, answers: false)
    case UInt8(ascii: "v"): handleLong(&cursor, client)
    case UInt8(ascii: "q"), UInt8(ascii: "Q"): handleQuery(&cursor, sets: letter == UInt8(ascii: "Q"), client)
    default: send("", to: client)
    }
  }

  /// Whether a client that has let the run go wants it again with this.
  func isRequest(_ item: PacketReader.Item) -> Bool {
    guard case .packet(let packet) = item, let letter = packet.first else { return false }
    return !Set("qQDHT!v".utf8).contains(letter) || isChange(packet[...])
  }

  /// Of the packets whose first letter says little: those that change something.
  private func isChange(_ packet: ArraySlice<UInt8>) -> Bool {
    ["vCont;", "vRun", "vKill", "vFlash", "vAttach", "qRcmd"].contains { packet.starts(with: $0.utf8) }
  }

  // MARK: Changes

  /// Does what a client changes, and answers.
  func change(_ changes: [DebuggerWrite], _ client: DebugClient) {
    do throws(DebuggerError) {
      for change in changes { try machine.write(change) }
      send("OK", to: client)
    } catch {
      // In the reply itself: who does not wait for a stop takes no text beside it.
      send("E." + error.description, to: client)
    }
  }

  // MARK: Memory

  private func readMemory(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let (address, length) = cursor.range(), length <= 0x4000 else { return send("E16", to: client) }
    let bytes = machine.read(address, length)
    send(bytes.isEmpty && length > 0 ? "E14" : HexText.of(bytes), to: client)
  }

  private func writeMemory(_ cursor: inout PacketCursor, isBinary: Bool, _ client: DebugClient) {
    guard let (address, length) = cursor.range(), cursor.take(":"),
      let bytes = isBinary ? Array(cursor.rest) : HexText.bytes(cursor.rest), bytes.count == length
    else { return send("E16", to: client) }
    if bytes.isEmpty { return send("OK", to: client) }
    guard UInt64(address) + UInt64(length) <= 1 << 32, machine.read(address, length).count == length,
      machine.isWritable(address, length)
    else { return send("E14", to: client) }
    change([.memory(address, bytes)], client)
  }

  // MARK: Stops

  private func changeStop(_ cursor: inout PacketCursor, inserts: Bool, _ client: DebugClient) {
    guard let type = cursor.number(), cursor.take(","), let address = cursor.address(), cursor.take(","),
      let size = cursor.number()
    else { return send("E16", to: client) }
    switch type {
    case 0, 1:
      let place = address & ~1
      guard inserts else {
        machine.stops.remove(breakpointAt: place)
        return send("OK", to: client)
      }
      guard let conditions = conditions(&cursor) else { return send("E16", to: client) }
      let isIn = machine.stops.insert(Breakpoint(address: place, isHardware: type == 1, conditions: conditions))
      send(isIn ? "OK" : "E1C", to: client)
    case 2, 3, 4:
      guard let kind = Watchpoint.Kind(rawValue: Int(type)), (1...Watchpoint.largest).contains(size),
        UInt64(address) + size <= 1 << 32
      else {
        return send("E16", to: client)
      }
      let watchpoint = Watchpoint(kind: kind, range: address...address + UInt32(size - 1))
      if !inserts { machine.stops.remove(watchpoint) }
      send(!inserts || machine.stops.insert(watchpoint) ? "OK" : "E1C", to: client)
    default: send("", to: client)
    }
  }

  /// `;X` with a length, a comma and the program's bytes, for each condition; `nil` where it is something else.
  private func conditions(_ cursor: inout PacketCursor) -> [AgentExpression]? {
    var conditions: [AgentExpression] = []
    _ = cursor.take(";")
    while cursor.take("X") {
      guard let length = cursor.number(), length <= 4_096, cursor.take(","), cursor.rest.count >= 2 * Int(length),
        let code = HexText.bytes(cursor.rest.prefix(2 * Int(length)))
      else { return nil }
      cursor = PacketCursor(cursor.rest.dropFirst(2 * Int(length)))
      conditions.append(AgentExpression(code: code))
    }
    return conditions
  }

  // MARK: Going on

  private func goOn(_ cursor: inout PacketCursor, step: Bool, _ client: DebugClient) {
    if let address = cursor.address() {
      do throws(DebuggerError) { try machine.write(.register(RegisterFile.programCounter, address)) } catch {
        return send("E01", to: client)
      }
    }
    resume(step: step)
  }

  private func goBack(_ cursor: PacketCursor, _ client: DebugClient) {
    switch cursor.text {
    case "s": go { machine.stepBack() }
    case "c": go { machine.runBack() }
    default: send("", to: client)
    }
  }

  func restart(_ client: DebugClient, answers: Bool) {
    do throws(DebuggerError) {
      try machine.reset()
      if answers { send(stopReply(to: client), to: client) }
    } catch {
      if answers { send("E." + error.description, to: client) }
    }
  }

  /// Why the machine stands still, and the registers that clients ask for first.
  func stopReply(to client: DebugClient) -> String {
    let reason = machine.lastStop
    var text = "T" + HexText.of([UInt8(reason.signal)])
    for number in [13, 14, RegisterFile.programCounter] {
      text += "\(HexText.of([UInt8(number)])):\(HexText.of(RegisterFile.bytes(number, of: machine)));"
    }
    text += "thread:\(Self.text(machine.threads.current));"
    switch reason {
    case .breakpoint(_, let isHardware):
      if isHardware, client.knowsHardwareBreaks { text += "hwbreak:;" }
      if !isHardware, client.knowsSoftwareBreaks { text += "swbreak:;" }
      text += "reason:breakpoint;"
    case .watchpoint(let kind, let address): text += "\(kind.name):\(String(address, radix: 16));"
    case .beginning: text += "replaylog:begin;"
    case .step: text += "reason:trace;"
    default: break
    }
    return text
  }
}
