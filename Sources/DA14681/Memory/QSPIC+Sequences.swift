import Machine

/// What the flash controller does by itself: the microcode at the end of a sleep, and erasing while in auto mode.
extension QSPIC {
  private func command(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    select.value = false
    defer { select.value = true }
    return bytes.map { UInt8(truncatingIfNeeded: flash.exchange(UInt32($0), bits: 8)) }
  }

  // MARK: Microcode

  private var microcode: [UInt8] {
    (0..<16).flatMap { index in
      let word = bank[Self.qspicUcodeStart.offset + UInt32(4 * index)]
      return (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
    }
  }

  /// The entry at `place`, or `nil` where the microcode ends.
  private static func entry(_ microcode: [UInt8], at place: Int) -> (bytes: ArraySlice<UInt8>, cycles: UInt64)? {
    guard place + 3 <= microcode.count, microcode[place] & 1 != 0 else { return nil }
    let bytes = microcode[(place + 3)...].prefix(Int(microcode[place] >> 3))
    let wait = UInt64(microcode[place + 1]) | UInt64(microcode[place + 2]) << 8
    return (bytes, UInt64(bytes.count) * 8 + wait)
  }

  private static func time(ofCycles cycles: UInt64) -> Tick { ClockTree.sixteenMegahertz.time(ofEdge: cycles) }

  /// How long the microcode runs: one line, 16 MHz.
  var microcodeTime: Tick {
    let microcode = microcode
    var (place, cycles) = (0, 0 as UInt64)
    while let entry = Self.entry(microcode, at: place) {
      place += 3 + entry.bytes.count
      cycles += entry.cycles
    }
    return Self.time(ofCycles: cycles)
  }

  /// Runs the microcode that software left for the end of a sleep (SYS_CTRL.QSPI_INIT), entry by entry.
  func runMicrocode(at time: Tick) {
    core.microcodePlace = 0
    continueMicrocode(at: time)
  }

  func continueMicrocode(at time: Tick) {
    guard let place = core.microcodePlace, let entry = Self.entry(microcode, at: place) else {
      core.microcodePlace = nil
      return
    }
    if !entry.bytes.isEmpty { _ = command(entry.bytes) }
    core.microcodePlace = place + 3 + entry.bytes.count
    step.set(at: time &+ Self.time(ofCycles: entry.cycles))
  }

  // MARK: Erasing in auto mode

  private enum EraseState {
    static let none: UInt32 = 0
    static let running: UInt32 = 2
  }

  /// What makes the flash leave its continuous read before a command that is no read: BURSTBRK, where reads send their
  /// instruction once only. Source: the public register descriptions; of one byte it is the upper half.
  private func breakBurst() {
    let sequence = bank[Self.qspicBurstbrk]
    guard Self.qspicBrkEn.get(sequence) != 0, bank.isSet(Self.qspicBurstcmdb, Self.instOnce) else { return }
    let word = Self.qspicBrkWrd.get(sequence)
    let bytes = [UInt8(truncatingIfNeeded: word >> 8), UInt8(truncatingIfNeeded: word)]
    _ = command(bytes.prefix(Self.qspicBrkSz.get(sequence) != 0 ? 2 : 1))
  }

  /// Write enable, then the erase of the block at ERS_ADDR. Fetches do not suspend it here, as the real controller lets
  /// them.
  func startErase() {
    guard isAutomatic, core.eraseState == EraseState.none else { return }
    breakBurst()
    let commands = bank[Self.qspicErasecmda]
    let address = bank[Self.qspicErasectrl] & 0xFF_FFF0
    _ = command([UInt8(truncatingIfNeeded: Self.qspicWenInst.get(commands))])
    let instruction = Self.qspicErsInst.get(commands)
    _ = command([instruction, address >> 16, address >> 8, address].map { UInt8(truncatingIfNeeded: $0) })
    core.eraseState = EraseState.running
  }

  /// Asks the flash whether it is done, in the way that STATUSCMD says; the time of that is not counted.
  func checkErase() {
    guard core.eraseState == EraseState.running, isAutomatic else { return }
    let how = bank[Self.qspicStatuscmd]
    let status = command([UInt8(truncatingIfNeeded: Self.qspicRstatInst.get(how)), 0])[1]
    let bit = UInt32(status) >> Self.qspicBusyPos.get(how) & 1
    guard bit != Self.qspicBusyVal.get(how) else { return }
    core.eraseState = EraseState.none
    bank[Self.qspicErasectrl, Self.qspicEraseEn] = 0
  }
}
