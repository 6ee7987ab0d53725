/// Extended sleep until a time, with the 32,768 Hz crystal and the lowest 8 KiB of RAM alone, and the flash powered down.
enum Nap {
  private static var systemControl: WideRegister { WideRegister(0xE000_ED10) }

  static func start() {
    cpu_interrupts_off()
    Clocks.lowPower.set(1)
    Clocks.control.replace(Clocks.lowPowerSourceMask, by: Clocks.lowPowerXTAL32K)
    Clocks.lowPower.clear(1 << 7)  // RC32K
    Clocks.runFromRC()
  }

  static func sleep(until deadline: Deadline) {
    cpu_interrupts_off()
    if Timebase.setAlarm(deadline) {
      Clocks.system.clear(1 << 5)  // the pads keep their levels
      Clocks.power.value = 0x0100 | 0x000F  // retain macro 0; every domain may go
      while !Clocks.status.has(1 << 2) || !Clocks.status.has(1) {}
      systemControl.value = 4
      sleep_without_flash()
      systemControl.value = 0
      wake()
    }
    cpu_interrupts_on()  // the handler takes the request
    cpu_interrupts_off()
  }

  private static func wake() {
    Clocks.runUndivided()
    Clocks.powerPeripherals()
    Pin(2, 4).output(high: false)
    Board.configurePads()
    Watchdog.freeze()
    Interrupt.timer1.enable()
  }
}
