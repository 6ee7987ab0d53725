/// Registers and parameters of the Si1143, after its data sheet rev. 1.3.
enum Si1143Register {
  static let partID: UInt8 = 0x00
  static let sequenceID: UInt8 = 0x02
  static let interruptControl: UInt8 = 0x03
  static let interruptEnable: UInt8 = 0x04
  static let interruptMode1: UInt8 = 0x05
  static let interruptMode2: UInt8 = 0x06
  static let key: UInt8 = 0x07
  static let measureRate: UInt8 = 0x08
  static let ambientRate: UInt8 = 0x09
  static let proximityRate: UInt8 = 0x0A
  static let ambientLow: UInt8 = 0x0B
  static let ambientHigh: UInt8 = 0x0D
  static let led21: UInt8 = 0x0F
  static let led3: UInt8 = 0x10
  static let threshold1: UInt8 = 0x11
  static let parameterWrite: UInt8 = 0x17
  static let command: UInt8 = 0x18
  static let response: UInt8 = 0x20
  static let interruptStatus: UInt8 = 0x21
  static let visible: UInt8 = 0x22
  static let proximity1: UInt8 = 0x26
  static let parameterRead: UInt8 = 0x2E
  static let chipStatus: UInt8 = 0x30

  /// Registers there are.
  static let count = 0x31
  /// What HW_KEY must hold.
  static let keyValue: UInt8 = 0x17

  /// All registers after a reset.
  static let reset: [UInt8] = {
    var values = [UInt8](repeating: 0, count: count)
    values[Int(partID)] = 0x43
    values[Int(sequenceID)] = 0x08
    return values
  }()

  /// The bits that a write stores.
  static func writableBits(_ address: UInt8) -> UInt8 {
    switch address {
    case interruptControl: 0x03
    case interruptEnable: 0x3F
    case interruptMode1: 0xF7
    case interruptMode2, led3: 0x0F
    case key...led21, threshold1...parameterWrite, command: 0xFF
    default: 0
    }
  }

  /// Bits of IRQ_STATUS and IRQ_ENABLE.
  enum Interrupt {
    static let ambient: UInt8 = 0x01
    static let proximity1: UInt8 = 0x04
    static let command: UInt8 = 0x20
  }

  /// Addresses in the parameter RAM.
  enum Parameter {
    static let address = 0x00
    static let channels = 0x01
    static let ledSelect12 = 0x02
    static let ledSelect3 = 0x03
    static let proximityMux1 = 0x07
    static let proximityGain = 0x0B
    static let proximityMisc = 0x0C
    static let auxiliaryMux = 0x0F
    static let visibleGain = 0x11
    static let visibleMisc = 0x12
    static let infraredGain = 0x1E
    static let infraredMisc = 0x1F
  }

  /// The parameter RAM after a reset; those that the register list does not name are from memory of the data sheet.
  static let resetParameters: [UInt8] = {
    var values = [UInt8](repeating: 0, count: 32)
    for (address, value) in [
      (0x02, 0x21), (0x03, 0x04), (0x07, 0x03), (0x08, 0x03), (0x09, 0x03), (0x0A, 0x70), (0x0C, 0x04), (0x0E, 0x03),
      (0x0F, 0x65), (0x10, 0x70), (0x1A, 0x80), (0x1D, 0x70),
    ] as [(Int, UInt8)] { values[address] = value }
    return values
  }()

  /// The number of a compressed byte: a mantissa of four bits with a hidden one, and an exponent; 0 is 0.
  static func uncompressed(_ byte: UInt8) -> Int {
    byte == 0 ? 0 : ((16 + Int(byte & 0x0F)) << Int(byte >> 4)) >> 4
  }
}
