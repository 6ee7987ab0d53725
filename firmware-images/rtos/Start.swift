/// What comes before the tasks.
enum Start {
  /// Reads the calibration table from OTP: 24 entries of address, complement, value, complement; empty ones are zero.
  static func readCalibration() -> Bool {
    let mode = WideRegister(0x07F4_0000)
    Clocks.amba.set(1 << 9)
    mode.value = 1
    var isCalibrated = false
    for entry in 0..<24 as Range<UInt> {
      let words = (0..<4 as Range<UInt>).lazy.map { WideRegister(0x07F8_EA78 + entry * 16 + $0 * 4).value }
      let (address, value) = (words[0], words[2])
      if address == 0 && value == 0 { continue }
      if address == ~words[1] && value == ~words[3] { isCalibrated = true }
    }
    mode.value = 0
    Clocks.amba.clear(1 << 9)
    return isCalibrated
  }

  /// The 16 MHz crystal settles by the RC oscillator's cycles, as the 32,768 Hz one is only starting.
  static func crystals() {
    Interrupt.xtal16mReady.clearPending()
    Clocks.lowPower.set(1 << 7)
    Clocks.control.clear(Clocks.lowPowerSourceMask)
    Clocks.crystalReady.value = 110
    Clocks.startCrystal()
    Interrupt.xtal16mReady.enable()
    Clocks.lowPower.set(1)
    while !Clocks.isCrystalSettled {}
    while WideRegister(0xE000_E200).value & 1 << 30 == 0 { cpu_wait_for_interrupt() }
    Interrupt.xtal16mReady.clearPending()
    Clocks.runFromCrystal()
    Clocks.control.replace(Clocks.lowPowerSourceMask, by: Clocks.lowPowerXTAL32K)
  }

  /// P1_6 low for ten milliseconds is the key.
  static func wakeUpByKey() {
    Clocks.timers.set(1 << 13)
    Register(0x5000_0100).value = 0
    Register(0x5000_0102).value = 1
    Register(0x5000_0116).set(1 << 6)  // active low
    Register(0x5000_010C).set(1 << 6)
    Register(0x5000_0100).value = 10
    Register(0x5000_0100).set(1 << 7)
    Interrupt.wakeup.clearPending()
    Interrupt.wakeup.enable()
  }
}

@_cdecl("xtal16m_ready_interrupt") func crystalReadyInterrupt() {}
