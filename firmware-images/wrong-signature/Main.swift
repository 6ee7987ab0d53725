/// Says on the cradle's line that it runs. It does not feed the watchdog, which takes the chip back to the bootloader.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  Clocks.powerPeripherals()
  UART2.start()
  print(uart: "wrong-signature runs\r\n")
  while true { cpu_wait_for_interrupt() }
}
