/// Waits in WFI from one point in time to the next, by TIMER1 and without drift.
struct Beat {
  private var next = Deadline()

  /// Starts the time; the first wait begins here. The 32,768 Hz crystal becomes the low-power clock.
  init() {
    Clocks.lowPower.set(1)
    Clocks.control.replace(Clocks.lowPowerSourceMask, by: Clocks.lowPowerXTAL32K)
    Timebase.start()
    next.set(inTicks: 0)
  }

  /// Waits until so many 1/1024 s after the end of the last wait.
  mutating func wait(ticks: UInt32) {
    next.move(ticks: ticks)
    while true {
      Timebase.update()
      if next.isDue { return }
      cpu_interrupts_off()
      if Timebase.setAlarm(next) { cpu_wait_for_interrupt() }
      cpu_interrupts_on()
    }
  }

  mutating func wait(seconds: UInt32) { wait(ticks: seconds * Timebase.ticksPerSecond) }
}
