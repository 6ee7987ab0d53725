/// RADIO in Bluetooth's format: a packet in RAM is header, length and payload.
///
/// Registers: the vendor's public register list; format, channels, CRC and whitening: Bluetooth Core Specification, volume 6,
/// part B, 2.1, 3.1 and 3.2.
enum Transceiver {
  private static var radio: Peripheral { Peripheral(1) }
  private static let ended: UInt = 0x10C
  private static let disabled: UInt = 0x110

  /// What the radio does by itself: SHORTS.
  enum Short {
    static let startWhenReady: UInt32 = 1
    static let stopAtEnd: UInt32 = 2
    static let thenTransmit: UInt32 = 4
    static let thenReceive: UInt32 = 8
    static let measure: UInt32 = 16
  }

  /// Sends one packet; sends one and receives; receives one, or receives one and sends.
  static let send = Short.startWhenReady | Short.stopAtEnd
  static let sendAndReceive = send | Short.thenReceive
  static let receive = Short.startWhenReady | Short.stopAtEnd | Short.measure
  static let receiveAndSend = receive | Short.thenTransmit

  /// The access address and the CRC's beginning of advertising channels.
  static let advertisingAccess: UInt32 = 0x8E89_BED6
  static let advertisingCRC: UInt32 = 0x55_5555

  static func start() {
    radio.register(0x50C).value = 0
    radio.register(0x510).value = 3
    radio.register(0x514).value = 8 | 1 << 8
    radio.register(0x518).value = 37 | 3 << 16 | 1 << 25
    radio.register(0x52C).value = 0
    radio.register(0x530).value = 1
    radio.register(0x534).value = 3 | 1 << 8
    radio.register(0x538).value = 0x00_065B
    radio.register(0x544).value = 150
    radio.enableInterrupts(Peripheral.bit(disabled))
    WideRegister(0xE000_E100).value = 1 << 1
  }

  /// Channel 0 ... 39 by the link layer's numbers, and whose packets.
  static func tune(_ channel: UInt32, access: UInt32, crc: UInt32) {
    radio.register(0x508).value = frequency(channel)
    radio.register(0x554).value = channel
    radio.register(0x51C).value = access << 8
    radio.register(0x524).value = access >> 24
    radio.register(0x53C).value = crc
  }

  /// 2,400 MHz and so many more.
  private static func frequency(_ channel: UInt32) -> UInt32 {
    switch channel {
    case 37: 2
    case 38: 26
    case 39: 80
    case ..<11: 4 + 2 * channel
    default: 6 + 2 * channel
    }
  }

  /// What the next packet is sent from or received into, and what follows.
  static func prepare(_ packet: UnsafeMutablePointer<UInt8>, _ shorts: UInt32) {
    radio.register(0x504).value = UInt32(UInt(bitPattern: packet))
    radio.register(0x200).value = shorts
  }

  static func transmitNow() { radio.trigger(0x000) }
  static func receiveNow() { radio.trigger(0x004) }

  /// Takes notice of the interrupt; whether a packet has ended.
  static func acknowledge() -> Bool {
    radio.clear(disabled)
    guard radio.has(ended) else { return false }
    radio.clear(ended)
    return true
  }

  /// Off, whatever it is at. What follows by itself is called off.
  static func stop() {
    radio.register(0x200).value = 0
    radio.trigger(0x010)
    while radio.register(0x550).value != 0 {}
    radio.clear(ended)
    radio.clear(disabled)
    WideRegister(0xE000_E280).value = 1 << 1
  }

  /// Whether the packet's check was right.
  static var isIntact: Bool { radio.register(0x400).value & 1 != 0 }
  /// The signal's strength in dBm, as a byte.
  static var strength: UInt8 { UInt8(truncatingIfNeeded: 0 &- radio.register(0x548).value) }
}
