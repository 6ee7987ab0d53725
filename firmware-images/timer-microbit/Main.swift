/// 200,000 interrupts of TIMER0, 25 us apart, with a little work in each, asleep in between.
///
/// Addresses: nRF51 Series Reference Manual, chapter 18 (TIMER); tasks, events and registers are words.
@_cdecl("main_swift") func main() {
  UART0.start(receive: Pin(25), transmit: Pin(24))
  Lines.line("begin", nil, UART0.send)
  Ticks.timer.register(0x504).value = 0  // MODE: timer
  Ticks.timer.register(0x508).value = 0  // BITMODE: 16 bits
  Ticks.timer.register(0x510).value = 0  // PRESCALER: 16 MHz
  Ticks.timer.register(0x540).value = 400  // CC[0]
  Ticks.timer.register(0x200).value = 1  // SHORTS: the compare clears the count
  Ticks.timer.enableInterrupts(1 << 16)
  WideRegister(0xE000_E100).value = 1 << 8  // NVIC_ISER: TIMER0
  Ticks.timer.trigger(0x000)
  cpu_interrupts_off()
  while Volatile.load(&Ticks.count) < 200_000 {
    cpu_wait_for_interrupt()
    cpu_interrupts_on()
    cpu_interrupts_off()
  }
  Ticks.timer.trigger(0x004)
  Lines.line("ticks", Ticks.sum, UART0.send)
  Lines.line("end", nil, UART0.send)
  UART0.stop()
  while true { cpu_wait_for_interrupt() }
}

/// What the interrupts did.
enum Ticks {
  static var timer: Peripheral { Peripheral(8) }
  static let compared: UInt = 0x140
  nonisolated(unsafe) static var count: UInt32 = 0
  nonisolated(unsafe) static var sum: UInt32 = 1
}

@_cdecl("timer0_interrupt") func timer0Interrupt() {
  Ticks.timer.clear(Ticks.compared)
  guard Ticks.count < 200_000 else { return }
  Ticks.count += 1
  var sum = Ticks.sum
  for _ in 0..<8 { sum = sum & 1 != 0 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  Ticks.sum = sum &+ Ticks.count
}
