/// Feeds the watchdog once a second, three times, and then no more.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.start()
  Console.print("watchdog-bite runs\r\n")
  var beat = Beat()
  for _ in 0..<3 {
    beat.wait(seconds: 1)
    Watchdog.feed()
    Console.print("fed\r\n")
  }
  while true { cpu_no_operation() }
}

/// The NMI, sixteen steps of 10.24 ms before the reset.
@_cdecl("watchdog_bite") func watchdogBite() {
  Console.print("bitten\r\n")
  while true { cpu_no_operation() }
}
