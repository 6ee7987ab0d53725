import CortexM0
import Machine
import Session

/// What a client reads and writes.
extension Debuggee {
  /// What all loads have drawn so far, in nC.
  var nanocoulombs: Int64 {
    Charge.nanocoulombs(run.band.power.ledger.reduce(0) { $0 + $1.charge.typical })
  }

  /// Bytes at an address, without any effect of reading them; as many as answer, up to `count`.
  func read(_ address: UInt32, _ count: Int) -> [UInt8] { chip.bus.bytes(at: address, count: count) }

  /// Whether the bus takes writes there: at registers always, at memory where masters can change it.
  func isWritable(_ address: UInt32, _ length: Int) -> Bool {
    [address, address &+ UInt32(truncatingIfNeeded: length - 1)].allSatisfy {
      chip.bus.mapping(at: $0)?.memory.isWritable ?? true
    }
  }

  /// The part of the flash at an address, as an offset; `nil` elsewhere.
  func flashOffset(_ address: UInt32) -> Int? {
    guard let flash = flashRange, flash.contains(address) else { return nil }
    return Int(address - flash.lowerBound)
  }

  /// Where the flash is on the bus; `nil` where it is not.
  var flashRange: ClosedRange<UInt32>? { chip.bus.range(of: chip.flash) }

  /// Changes something. What the run did after the present position is forgotten where that is in the past. Throws what a
  /// person is told where that may not be.
  func write(_ change: DebuggerWrite) throws(DebuggerError) {
    try forgetFuture()
    purpose = .ignore
    run.happen(.debugger(change))
    purpose = .stop
  }

  /// What comes behind the present position has not been, where that is in the past. Throws where it may not be forgotten.
  private func forgetFuture() throws(DebuggerError) {
    guard isInPast else { return }
    guard !run.isRecorded else {
      throw DebuggerError(
        "the past cannot be changed where --record, --replay or a PPK2 has the run; go on to where it has come first")
    }
    history.cut(after: position, events: eventsPlayed)
    run.host?.forgetAnswers()
    frontier = position
    run.forgotten()
  }

  /// Goes on to where the run has come, as if it had not gone back.
  func returnToPresent() {
    guard isInPast else { return }
    repeating {
      go(to: frontier)
      playDue()
    }
  }

  /// Something has come from outside.
  func note(_ event: OutsideEvent) {
    history.add(History.Event(position: position, what: event))
    eventsPlayed = history.events.count
  }

  /// Resets the chip, as its reset line does, and stops at the first instruction.
  func reset() throws(DebuggerError) {
    try forgetFuture()
    run.happen(.input(.reset))
    purpose = .ignore
    chip.run(until: now)
    purpose = .stop
    frontier = position
    pending = nil
    motion = .held
    lastStop = .start
    stoppedAt = position
    keep()
  }
}
