/// A tracker that is found by Bluetooth: it advertises, lets itself be connected to, and tells battery and pulse. Between events
/// of the radio it sleeps with nothing but the 32,768 Hz crystal.
@_cdecl("main_swift") func main() {
  Interrupt.wakeOnPending()
  Clocks.startLowPowerCrystal()
  Timebase.start()
  Board.start()
  LinkLayer.start()
  Host.start()
  while true {
    Timebase.update()
    if Volatile.load(&LinkLayer.hasWork) != 0 { LinkLayer.work() }
    Host.work()
    sleep(until: Host.next)
  }
}

private func sleep(until deadline: Deadline) {
  cpu_interrupts_off()
  if Timebase.setAlarm(deadline), Volatile.load(&LinkLayer.hasWork) == 0 { cpu_wait_for_interrupt() }
  cpu_interrupts_on()
}
