/// Blinks and counts every half second by RTC1, the PPI and GPIOTE, and sleeps in between.
///
/// Addresses: nRF51 Series Reference Manual; tasks, events and registers are words.
@_cdecl("main_swift") func main() {
  startSlowClock()
  let port = SerialPort()
  WideRegister(0x5000_0508).value = 1 << 24  // OUTSET: the line's idle level
  WideRegister(0x5000_0518).value = 1 << 24 | 1 << 4 | 1 << 13  // DIRSET: TXD, the LED's column and row

  // GPIOTE channel 0 toggles P0.13; PPI channel 0 leads RTC1's compare 0 to it.
  WideRegister(0x4000_6510).value = 3 | 13 << 8 | 3 << 16
  WideRegister(0x4001_F510).value = 0x4001_1140
  WideRegister(0x4001_F514).value = 0x4000_6000
  WideRegister(0x4001_F504).value = 1

  let (event, compare) = (WideRegister(0x4001_1140), WideRegister(0x4001_1540))
  WideRegister(0x4001_1344).value = 1 << 16  // EVTENSET
  WideRegister(0x4001_1304).value = 1 << 16  // INTENSET
  compare.value = 16_384
  WideRegister(0x4001_1000).value = 1  // START
  let (enable, clearPending) = (WideRegister(0xE000_E100), WideRegister(0xE000_E280))
  enable.value = 1 << 17

  var count: UInt32 = 0
  cpu_interrupts_off()
  while true {
    cpu_wait_for_interrupt()
    guard event.value != 0 else { continue }
    event.value = 0
    clearPending.value = 1 << 17
    compare.value = (compare.value &+ 16_384) & 0xFF_FFFF
    count &+= 1
    port.send(count)
  }
}

/// Starts the 32 kHz RC oscillator, as the board has no crystal for it, and waits for LFCLKSTAT to say that it runs.
private func startSlowClock() {
  WideRegister(0x4000_0518).value = 0  // LFCLKSRC: the RC oscillator
  WideRegister(0x4000_0008).value = 1  // LFCLKSTART
  while WideRegister(0x4000_0418).value & 0x1_0003 != 0x1_0000 {}
}
