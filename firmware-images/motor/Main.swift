/// Runs the motor in a pattern of two seconds: a quarter of a second on, as long off, half a second on, a second off.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Board.configurePads()
  Console.print("motor runs\r\n")
  var beat = Beat()
  while true {
    Board.setMotor(true)
    beat.wait(ticks: 256)
    Board.setMotor(false)
    beat.wait(ticks: 256)
    Board.setMotor(true)
    beat.wait(ticks: 512)
    Board.setMotor(false)
    beat.wait(ticks: 1024)
  }
}
