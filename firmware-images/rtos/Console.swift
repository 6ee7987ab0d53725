/// UART (the one without FIFO) on the cradle's pads, fed by DMA channel 1.
enum Console {
  static let base: UInt = 0x5000_1000
  static var lineStatus: Register { Register(base + 0x14) }
  static var dmaControl: Register { Register(0x5000_351C) }
  nonisolated(unsafe) static var buffer: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  nonisolated(unsafe) static var length = 0

  static func start() {
    Clocks.peripherals.set(Clocks.uartEnable)
    let control = Register(base + 0x0C)
    _ = Register(base + 0x7C).value  // takes back an old busy-detect interrupt
    control.set(0x80)
    Register(base + 0xC0).value = 11
    Register(base).value = 8
    Register(base + 0x04).value = 0
    control.clear(0x80)
    control.value = 0
    control.set(3)
    Register(0x5000_301E + (1 * 8 + 3) * 2).value = 0x300 | 2  // P1_3 UART_TX
    Register(0x5000_301E + (2 * 8 + 3) * 2).value = 1  // P2_3 UART_RX
  }

  static func append(_ byte: UInt8) {
    withUnsafeMutableBytes(of: &buffer) { $0[length] = byte }
    length += 1
  }

  static func append(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { append(text.utf8Start[index]) }
  }

  static func append(decimal number: UInt32) {
    if number > 9 { append(decimal: number / 10) }
    append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
  }

  /// Sends the buffer and returns at once.
  static func send() {
    let address = withUnsafeMutableBytes(of: &buffer) { UInt32(UInt(bitPattern: $0.baseAddress)) }
    Register(base + 0xA8).value = 1
    dmaControl.value = 1 << 3 | 1 << 4 | 1 << 6  // interrupt, paced by requests, source counts
    Register(0x5000_3580).value = 2  // channels 0 and 1: UART
    Register(0x5000_3510).value = UInt16(truncatingIfNeeded: address)
    Register(0x5000_3512).value = UInt16(truncatingIfNeeded: address >> 16)
    Register(0x5000_3514).value = 0x1000
    Register(0x5000_3516).value = 0x5000
    Register(0x5000_3518).value = UInt16(length - 1)
    Register(0x5000_351A).value = UInt16(length - 1)
    length = 0
    dmaControl.set(1)
    WideRegister(0xE000_E100).value = 1 << 26
  }

  /// Nothing is being sent.
  static var isIdle: Bool { !dmaControl.has(1) && lineStatus.has(1 << 6) }
}

@_cdecl("dma_interrupt") func dmaInterrupt() {
  let risen = Register(0x5000_3582).value
  Register(0x5000_3584).value = risen
  Console.dmaControl.clear(1 | 1 << 3)
}
