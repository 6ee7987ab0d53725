/// What a bootloader asks of its chip: here the DA14681. Another chip's bootloader brings its own, and its own `Key`,
/// `RecoveryClock` and `RecoveryPort`.
enum BootChip {
  typealias ClockSettings = UInt16

  /// Runs as fast as the clock that the reset left allows; what was before is for `run`.
  @inline(__always) static func runFast() -> ClockSettings {
    let before = Clocks.amba.value
    Clocks.runUndivided()
    return before
  }

  /// The clocks as the image is to find them.
  @inline(__always) static func run(_ clocks: ClockSettings) { Clocks.amba.value = clocks }

  @inline(__always) static func feedWatchdog() { Register(0x5000_3100).value = 0xFF }

  /// Powers what recovery needs, and lets the crystal start.
  @inline(__always) static func prepareRecovery() {
    Clocks.powerPeripherals()
    Clocks.startCrystal()
  }
}
