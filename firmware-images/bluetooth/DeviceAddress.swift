/// A device's address of 48 bits, and whether it is a random one.
struct DeviceAddress: Equatable {
  var isRandom = false
  var low: UInt32 = 0
  var high: UInt16 = 0

  init() {}

  /// Reads six bytes, the lowest first.
  init(isRandom: Bool, _ bytes: Packet) {
    self.isRandom = isRandom
    low = bytes.word(at: 0)
    high = bytes.half(at: 4)
  }

  func write(to bytes: Packet) {
    bytes.put(word: low, at: 0)
    bytes.put(half: high, at: 4)
  }

  /// The static random address that the factory gave the chip: FICR.DEVICEADDR.
  static var ofChip: DeviceAddress {
    var address = DeviceAddress()
    address.isRandom = true
    address.low = WideRegister(0x1000_00A4).value
    address.high = UInt16(truncatingIfNeeded: WideRegister(0x1000_00A8).value) | 0xC000
    return address
  }

  static func == (a: DeviceAddress, b: DeviceAddress) -> Bool {
    a.low == b.low && a.high == b.high && a.isRandom == b.isRandom
  }
}
