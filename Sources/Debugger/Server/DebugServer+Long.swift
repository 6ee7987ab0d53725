import Machine
import Session

/// Packets with names: those that begin with `v`.
extension DebugServer {
  func handleLong(_ cursor: inout PacketCursor, _ client: DebugClient) {
    if cursor.take("Cont?") { return send("vCont;c;C;s;S;t;r", to: client) }
    if cursor.take("Cont;") { return goOn(&cursor, client) }
    if cursor.take("FlashErase:") { return eraseFlash(&cursor, client) }
    if cursor.take("FlashWrite:") { return writeFlash(&cursor, client) }
    if cursor.take("FlashDone") { return finishFlash(client) }
    if cursor.take("Run") { return restart(client, answers: true) }
    if cursor.take("Attach;") { return send(stopReply(to: client), to: client) }
    if cursor.take("Kill") {
      send("OK", to: client)
      // Who can start it again only wants it to stand still.
      if !client.canRestart { run.end() }
      return
    }
    send("", to: client)
  }

  /// `vCont`: the first action, which is the only one that counts. All threads go on; a step may be that of one.
  private func goOn(_ cursor: inout PacketCursor, _ client: DebugClient) {
    if cursor.take("c") || cursor.take("C") { return resume(step: false) }
    if cursor.take("s") { return resume(step: true, in: stepped(&cursor)) }
    if cursor.take("S") {
      _ = cursor.number()
      return resume(step: true, in: stepped(&cursor))
    }
    if cursor.take("r") {
      guard let start = cursor.address(), cursor.take(","), let end = cursor.address(), start <= end else {
        return send("E16", to: client)
      }
      return resume(step: true, through: start..<end, in: stepped(&cursor))
    }
    send(cursor.take("t") ? "OK" : "E16", to: client)
  }

  /// The thread that a step is of; `nil` for the processor's next instruction, whosever it is. So it is too where the others
  /// are not to go on: GDB then steps over a breakpoint that it has taken away, and would miss theirs.
  private func stepped(_ cursor: inout PacketCursor) -> UInt32? {
    guard cursor.take(":"), let id = thread(&cursor) else { return nil }
    return id == machine.threads.current && !cursor.take(";c") ? nil : id
  }

  private func flashRange(_ address: UInt32, _ length: Int) -> Range<Int>? {
    guard let offset = machine.flashOffset(address), offset + length <= run.band.chip.flash.size else { return nil }
    return offset..<offset + length
  }

  private func eraseFlash(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let (address, length) = cursor.range() else { return send("E16", to: client) }
    guard let range = flashRange(address, length) else { return send("E14", to: client) }
    client.flash.erase(range)
    send("OK", to: client)
  }

  private func writeFlash(_ cursor: inout PacketCursor, _ client: DebugClient) {
    guard let address = cursor.address(), cursor.take(":") else { return send("E16", to: client) }
    guard let range = flashRange(address, cursor.rest.count) else { return send("E.memtype", to: client) }
    client.flash.write(cursor.rest, at: range.lowerBound)
    send("OK", to: client)
  }

  private func finishFlash(_ client: DebugClient) {
    let writes = client.flash.writes { run.band.chip.flash[$0] }
    client.flash = FlashProgram()
    change(writes, client)
  }
}
