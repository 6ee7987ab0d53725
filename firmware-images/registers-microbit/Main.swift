/// A million rounds of ten accesses to registers: TIMER1 counts what it is told to, and P0.1 to P0.3 go up and down.
///
/// Addresses: nRF51 Series Reference Manual, chapters 14 (GPIO) and 18 (TIMER); tasks, events and registers are words.
@_cdecl("main_swift") func main() {
  UART0.start(receive: Pin(25), transmit: Pin(24))
  Lines.line("begin", nil, UART0.send)
  Lines.line("registers", touch(), UART0.send)
  Lines.line("end", nil, UART0.send)
  UART0.stop()
  while true {
    cpu_interrupts_off()
    cpu_wait_for_interrupt()
  }
}

@inline(never) private func touch() -> UInt32 {
  let (timer, pads) = (Peripheral(9), Peripheral(0x1_0000))
  let (mode, bits) = (timer.register(0x504), timer.register(0x508))
  let (count, clear, capture) = (timer.register(0x008), timer.register(0x00C), timer.register(0x040))
  let (captured, scratch) = (timer.register(0x540), timer.register(0x544))
  let (out, set, reset, direction) = (
    pads.register(0x504), pads.register(0x508), pads.register(0x50C), pads.register(0x514)
  )
  mode.value = 1  // a counter
  bits.value = 0  // of 16 bits
  clear.value = 1
  pads.register(0x518).value = 0xE  // DIRSET: P0.1 to P0.3
  timer.trigger(0x000)
  var mixed: UInt32 = 0
  for round: UInt32 in 0..<1_000_000 {
    count.value = 1
    capture.value = 1
    mixed = mixed &* 31 &+ captured.value
    scratch.value = round & 0xFFFF
    mixed ^= scratch.value
    set.value = round & 0xE
    mixed = mixed &+ out.value & 0xE
    reset.value = ~round & 0xE
    mixed ^= out.value << 8
    mixed = mixed &+ direction.value
  }
  return mixed
}
