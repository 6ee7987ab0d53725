/// Reads an address that nothing answers at. The handler says where, and leaves the rest to the watchdog.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.start()
  Console.print("hard-fault reads 0x30000000\r\n")
  Console.drain()
  read_nothing()
  Console.print("hard-fault goes on\r\n")
}

@_cdecl("hard_fault_at") func hardFault(at programCounter: UInt32) {
  Console.print("hard fault at ")
  Console.print(hexadecimal: programCounter)
  Console.print("\r\n")
  while true { cpu_no_operation() }
}
