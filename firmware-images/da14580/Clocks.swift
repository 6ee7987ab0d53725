/// Clock and power registers (block CRG) and what is done with them.
enum Clocks {
  static var amba: Register { Register(0x5000_0000) }
  static var peripherals: Register { Register(0x5000_0004) }
  static var control: Register { Register(0x5000_000A) }
  static var power: Register { Register(0x5000_0010) }
  static var system: Register { Register(0x5000_0012) }
  static var status: Register { Register(0x5000_0014) }
  static var lowPower: Register { Register(0x5000_0020) }
  static var rc16m: Register { Register(0x5000_0022) }

  /// CLK_PER_REG enables.
  static let spiEnable: UInt16 = 1 << 11
  static let uartEnable: UInt16 = 1 << 7
  static let wakeupEnable: UInt16 = 1 << 4

  /// SYS_CTRL_REG fields.
  static let padsFollow: UInt16 = 1 << 5
  static let lowPowerFromCrystal: UInt16 = 1 << 3
  static let retainSysRAM: UInt16 = 1 << 2
  static let remapMask: UInt16 = 3
  static let softwareReset: UInt16 = 1 << 15

  private static let crystalDisable: UInt16 = 1 << 2
  private static let runningAtCrystal: UInt16 = 1 << 7
  private static let runningAtRC: UInt16 = 1 << 6

  /// AHB and APB run at the system clock, undivided: after a reset the CPU runs at 4 MHz.
  static func runUndivided() { amba.value = 0 }

  /// Powers the peripheral domain and waits until it is up. The radio's stays off; all cells of the retention RAM are kept.
  static func powerPeripherals() {
    power.value = 0x0F04
    while !status.has(1 << 3) {}
  }

  /// Lets the 32,768 Hz crystal start; it takes 400 ms (data sheet).
  static func startLowPowerCrystal() { lowPower.set(1) }

  /// Takes the 32,768 Hz crystal for the low-power clock; the RC oscillator stops.
  static func useLowPowerCrystal() {
    system.set(lowPowerFromCrystal)
    lowPower.clear(1 << 7)
  }

  /// Lets the 16 MHz crystal start; it is usable when `isCrystalSettled`.
  static func startCrystal() { control.clear(crystalDisable) }
  static var isCrystalSettled: Bool { status.has(1 << 7) }
  static var isRunningFromCrystal: Bool { control.has(runningAtCrystal) }

  static func runFromCrystal() {
    control.replace(3, by: 0)
    while !control.has(runningAtCrystal) {}
  }

  /// Back to the RC oscillator; the crystal stops.
  static func runFromRC() {
    rc16m.set(1)
    control.replace(3, by: 1)
    while !control.has(runningAtRC) {}
    control.set(crystalDisable)
  }
}
