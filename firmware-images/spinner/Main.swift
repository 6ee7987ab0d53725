/// Computes for ever, as fast as the chip can: the PLL at 96 MHz, no sleep.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Console.print("spinner runs\r\n")
  Console.drain()
  UART2.stop()
  Clocks.runFromPLL()
  Checksum.prepare()
  var checksum: UInt32 = 0
  while true { checksum = Checksum.run(checksum, count: 4096) }
}
