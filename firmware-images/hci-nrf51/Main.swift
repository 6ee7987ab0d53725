/// A Bluetooth Low Energy controller: HCI over UART0 on a tracker's pads, the link layer of `../bluetooth` behind it. The 16 MHz
/// crystal always runs, for the UART.
@_cdecl("main_swift") func main() {
  Interrupt.wakeOnPending()
  Clocks.startLowPowerCrystal()
  RadioClock.keepsCrystal = true
  Clocks.startCrystal()
  Clocks.runFromCrystal()
  LinkLayer.start()
  // The UART's six places are full after half a millisecond, which the link layer can take.
  LinkLayer.giveWay()
  Commands.reset()
  Line.open(receive: Pin(17), transmit: Pin(18))
  while true {
    Inbox.work()
    if Volatile.load(&LinkLayer.hasWork) != 0 { LinkLayer.work() }
    Line.sleep()
  }
}
