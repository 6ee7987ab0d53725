/// Extended sleep from the idle task, with interrupts off around WFI: execution goes on after it.
enum Sleep {
  static var setEnable: WideRegister { WideRegister(0xE000_E100) }
  static var setPending: WideRegister { WideRegister(0xE000_E200) }
  static var systemControl: WideRegister { WideRegister(0xE000_ED10) }
  /// Of the system domain, reads 0 again after a sleep.
  static var flag: Register { Register(0x5000_30D0) }
  nonisolated(unsafe) static var count: UInt32 = 0

  /// Sleeps until `cycles` after the last tick, or until the key.
  static func run(until cycles: UInt16) {
    Kernel.reload.value = Kernel.lastTick &+ cycles
    Interrupt.timer1.clearPending()
    Kernel.control.set(Kernel.interruptEnable)
    guard setEnable.value & setPending.value == 0 else { return Kernel.advance() }
    Clocks.crystalReady.value = 90
    systemControl.value |= 4
    Clocks.control.replace(Clocks.systemClockMask, by: Clocks.rcOscillator)
    while !Clocks.control.has(Clocks.runningAtRC) {}
    Clocks.system.clear(1 << 5)  // the pads keep their state
    Clocks.power.set(1)
    while !Clocks.status.has(1 << 2) {}
    while !Clocks.status.has(1) {}
    Clocks.rc16m.clear(1)
    flag.value = 1
    cpu_wait_for_interrupt()
    Kernel.reload.value = Kernel.value.value &- 1
    systemControl.value &= ~4
    Register(0x5000_3300).value = 1 << 3  // the watchdog ran again from here on
    if flag.value == 0 { restore() }
    runFromSettledCrystal()
    Kernel.advance()
  }

  /// The peripheral domain is still down, pads are latched, the crystal starts.
  private static func restore() {
    count &+= 1
    guard !Clocks.status.has(1 << 3) else { fail() }
    Clocks.powerPeripherals()
    Console.start()
    Register(0x5000_301E + (1 * 8 + 6) * 2).value = 0x100  // P1_6, pulled up
    Clocks.system.set(1 << 5)
    while !Clocks.isCrystalSettled {}
    // Slowly until the interrupt that says so is pending; it is not taken, but ends WFI.
    while setPending.value & 1 << 30 == 0 {
      Clocks.amba.set(4)
      cpu_wait_for_interrupt()
      Clocks.amba.clear(7)
    }
    Interrupt.xtal16mReady.clearPending()
  }

  private static func runFromSettledCrystal() {
    Clocks.control.replace(Clocks.systemClockMask, by: Clocks.crystal)
    while !Clocks.control.has(Clocks.runningAtCrystal) {}
  }

  /// What cannot be: a reset loop shows it.
  private static func fail() -> Never {
    Clocks.system.set(1 << 15)
    while true {}
  }
}
