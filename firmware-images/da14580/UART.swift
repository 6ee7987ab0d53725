/// UART from 16 MHz, 8N1. It has no divider of fractions: 115200 is 111,111, which is 3.5 percent low.
enum UART {
  static var data: Register { Register(0x5000_1000) }
  static var interruptEnable: Register { Register(0x5000_1004) }
  static var identity: Register { Register(0x5000_1008) }
  static var lineControl: Register { Register(0x5000_100C) }
  static var lineStatus: Register { Register(0x5000_1014) }
  static var status: Register { Register(0x5000_107C) }

  static let dataReady: UInt16 = 1
  static let overrun: UInt16 = 1 << 1
  static let transmitterEmpty: UInt16 = 1 << 6
  /// USR: room in the transmit FIFO.
  static let transmitNotFull: UInt16 = 1 << 1

  /// On, with both FIFOs; the pads are the caller's.
  static func start() {
    Clocks.peripherals.set(Clocks.uartEnable)
    lineControl.value = 0x80
    data.value = 9  // 16 MHz / 16 / 9
    interruptEnable.value = 0
    lineControl.value = 0x03
    identity.value = 0x07 | 0x80  // FIFO on and emptied; receive trigger at half of its sixteen bytes
  }

  static func stop() {
    interruptEnable.value = 0
    Clocks.peripherals.clear(Clocks.uartEnable)
  }

  /// True when nothing is left in the FIFO or the shift register.
  static var isDrained: Bool { lineStatus.has(transmitterEmpty) }
}
