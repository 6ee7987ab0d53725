/// Once a second by RTC1 on the 32,768 Hz crystal: wakes from System ON, works a fixed 11,000 cycles or so, and goes back. P0.25
/// is high while it works.
@_cdecl("main_swift") func main() {
  Clocks.startCrystal()
  Clocks.runFromCrystal()
  UART0.start(receive: Board.receive, transmit: Board.transmit)
  UART0.print("core-profile begins\r\n")
  UART0.stop()
  Interrupt.wakeOnPending()
  Clocks.startLowPowerCrystal()
  Timebase.start()
  Board.configurePads()
  Pin(25).output(high: false)
  Clocks.runFromRC()
  ProfileWork.prepare()
  var second = Deadline()
  second.set(inSeconds: 1)
  cpu_interrupts_off()
  while true {
    if Timebase.setAlarm(second) { cpu_wait_for_interrupt() }
    cpu_interrupts_on()  // the handler takes the request
    cpu_interrupts_off()
    second.move(ticks: Timebase.ticksPerSecond)
    Pin(25).setHigh()
    band_statistics.values.1 = ProfileWork.run(band_statistics.values.1)
    band_statistics.values.0 += 1
    Pin(25).setLow()
  }
}
