/// What a debugger does to the chip.
extension DA14681 {
  /// Holds the watchdog still, as a debugger's start script does; firmware can let it run again (RESET_FREEZE).
  public func freezeWatchdog() {
    bus.write(gpreg.bank.base &+ GPREG.setFreeze.offset, width: 2, value: Freeze.watchdog.rawValue)
  }
}
