/// Sleeps as deep as the chip can and still go on where it was. Only the touch key wakes it.
@_cdecl("main_swift") func main() {
  Console.start()
  Console.print("sleeper sleeps\r\n")
  Board.configurePads()
  Accelerometer.stop()  // another image may have let it measure
  Nap.start()
  while true {
    Console.drain()
    UART2.stop()
    let isTouched = Board.touch.isHigh
    Nap.sleep(untilKeyIs: !isTouched)
    Console.start()
    Board.configurePads()
    if !isTouched { Console.print("sleeper is touched\r\n") }
  }
}
