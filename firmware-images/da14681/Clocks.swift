/// Clock and power registers (block CRG_TOP) and what is done with them.
enum Clocks {
  static var amba: Register { Register(0x5000_0000) }
  static var control: Register { Register(0x5000_000A) }
  static var timers: Register { Register(0x5000_000C) }
  static var power: Register { Register(0x5000_0010) }
  static var system: Register { Register(0x5000_0012) }
  static var status: Register { Register(0x5000_0014) }
  static var lowPower: Register { Register(0x5000_0020) }
  static var rc16m: Register { Register(0x5000_0022) }
  static var crystalReady: Register { Register(0x5000_0050) }
  static var peripherals: Register { Register(0x5000_1C04) }

  /// CLK_CTRL_REG fields.
  static let systemClockMask: UInt16 = 0x3
  static let crystal: UInt16 = 0
  static let rcOscillator: UInt16 = 1
  static let crystalDisable: UInt16 = 1 << 2
  static let lowPowerSourceMask: UInt16 = 0x3 << 8
  static let lowPowerXTAL32K: UInt16 = 0x2 << 8
  static let runningAtRC: UInt16 = 1 << 13
  static let runningAtCrystal: UInt16 = 1 << 14

  /// CLK_PER_REG enables.
  static let uartEnable: UInt16 = 1
  static let spiEnable: UInt16 = 1 << 1
  static let i2cEnable: UInt16 = 1 << 2

  /// AHB and APB run at the system clock, undivided: the dividers' reset values slow both.
  static func runUndivided() { amba.clear(0x37) }

  /// Powers the peripheral domain and waits until it is up.
  static func powerPeripherals() {
    power.clear(1)
    while !status.has(1 << 3) {}
  }

  /// Lets the 16 MHz crystal start; it is usable when `isCrystalSettled`.
  static func startCrystal() { control.clear(crystalDisable) }
  static var isCrystalSettled: Bool { status.has(1 << 6) }
  static var isRunningFromCrystal: Bool { control.has(runningAtCrystal) }

  static func runFromCrystal() {
    control.replace(systemClockMask, by: crystal)
    while !control.has(runningAtCrystal) {}
  }

  /// Back to the RC oscillator; the crystal stops.
  static func runFromRC() {
    rc16m.set(1)
    control.replace(systemClockMask, by: rcOscillator)
    while !control.has(runningAtRC) {}
    control.set(crystalDisable)
  }
}
