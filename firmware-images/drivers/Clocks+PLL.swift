extension Clocks {
  private static var pllControl: Register { Register(0x5000_3310) }
  private static var pllStatus: Register { Register(0x5000_3316) }
  private static let pll: UInt16 = 3
  private static let runningAtPLL: UInt16 = 1 << 15

  /// 96 MHz from the crystal, which has settled. What divides it to 16 MHz goes on as before.
  static func runFromPLL() {
    pllControl.set(1 << 1)
    while !pllStatus.has(1 << 1) {}  // its regulator
    pllControl.set(1)
    while !pllStatus.has(1) {}  // locked
    control.replace(systemClockMask, by: pll)
    while !control.has(runningAtPLL) {}
  }
}
