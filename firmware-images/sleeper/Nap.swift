/// Extended sleep with the 32,768 Hz crystal alone, the lowest 8 KiB of RAM retained, and the flash powered down.
enum Nap {
  private static var wakeControl: Register { Register(0x5000_0100) }
  private static var wakeResetInterrupt: Register { Register(0x5000_0104) }
  private static var wakeResetCounter: Register { Register(0x5000_0108) }
  private static var wakeOnLow: Register { Register(0x5000_0116) }
  private static var systemControl: WideRegister { WideRegister(0xE000_ED10) }
  private static let key: UInt16 = 1

  static func start() {
    cpu_interrupts_off()
    Clocks.lowPower.set(1)
    Clocks.control.replace(Clocks.lowPowerSourceMask, by: Clocks.lowPowerXTAL32K)
    Clocks.lowPower.clear(1 << 7)  // RC32K
    Clocks.timers.set(1 << 13)
    Register(0x5000_0102).value = 1  // one event is enough
    Register(0x5000_010C).value = key
    Interrupt.wakeup.enable()
  }

  /// Interrupts stay off: the event ends the sleep, and its request is thrown away.
  static func sleep(untilKeyIs isTouched: Bool) {
    wakeControl.value = 0
    wakeOnLow.value = isTouched ? 0 : key
    wakeResetCounter.value = 1
    wakeResetInterrupt.value = 1
    Interrupt.wakeup.clearPending()
    wakeControl.value = 1 << 7
    // A key that moved while the controller was being armed has been counted, and wakes nobody.
    if Board.touch.isHigh != isTouched { sleep() }
    Watchdog.freeze()
  }

  private static func sleep() {
    Clocks.runFromRC()
    Clocks.system.clear(1 << 5)  // the pads keep their levels
    Clocks.power.value = 0x0100 | 0x000F  // retain macro 0; every domain may go
    while !Clocks.status.has(1 << 2) || !Clocks.status.has(1) {}
    systemControl.value = 4
    sleep_without_flash()
    systemControl.value = 0
  }
}
