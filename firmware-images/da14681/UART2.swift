/// UART2 at 115200 8N1 from 16 MHz, on the cradle's pads P1_3 (out) and P2_3 (in).
enum UART2 {
  static var data: Register { Register(0x5000_1100) }
  static var interruptEnable: Register { Register(0x5000_1104) }
  static var identity: Register { Register(0x5000_1108) }
  static var lineControl: Register { Register(0x5000_110C) }
  static var lineStatus: Register { Register(0x5000_1114) }
  static var status: Register { Register(0x5000_117C) }
  static var divisorFraction: Register { Register(0x5000_11C0) }

  static let dataReady: UInt16 = 1
  static let overrun: UInt16 = 1 << 1
  static let transmitterEmpty: UInt16 = 1 << 6
  /// USR: room in the transmit FIFO.
  static let transmitNotFull: UInt16 = 1 << 1

  static func start() {
    Clocks.peripherals.set(Clocks.uartEnable)
    lineControl.value = 0x80
    data.value = 8  // 16 MHz / 16 / 115200 = 8 + 11/16
    interruptEnable.value = 0
    divisorFraction.value = 11
    lineControl.value = 0x03
    identity.value = 0x07 | 0x80  // FIFO on and emptied; receive trigger at half of its sixteen bytes
    Pin(1, 3).configure(.uart2Transmit, .output)
    Pin(2, 3).configure(.uart2Receive, .up)
  }

  static func stop() {
    interruptEnable.value = 0
    Pin(1, 3).configure(.gpio, .up)  // the line keeps its idle level
    Pin(2, 3).configure(.gpio, .up)
    Clocks.peripherals.clear(Clocks.uartEnable)
  }

  static func send(_ byte: UInt8) {
    while !status.has(transmitNotFull) {}
    data.value = UInt16(byte)
  }

  /// True when nothing is left in the FIFO or the shift register.
  static var isDrained: Bool { lineStatus.has(transmitterEmpty) }
}

/// Sends the text without its terminating zero.
func print(uart text: StaticString) {
  let start = text.utf8Start
  for index in 0..<text.utf8CodeUnitCount { UART2.send(start[index]) }
}
