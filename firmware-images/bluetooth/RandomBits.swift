/// Random numbers: those of RNG, and cheap ones for delays.
enum RandomBits {
  private static var port: Peripheral { Peripheral(13) }
  nonisolated(unsafe) private static var state: UInt32 = 1

  /// Begins the cheap ones, from RNG.
  static func start() { state = word() | 1 }

  /// 32 bits of RNG, which takes 3 ms.
  static func word() -> UInt32 {
    var value: UInt32 = 0
    port.register(0x504).value = 1
    port.trigger(0x000)
    for _ in 0..<4 {
      port.clear(0x100)
      while !port.has(0x100) {}
      value = value << 8 | port.register(0x508).value & 0xFF
    }
    port.trigger(0x004)
    return value
  }

  /// A number below `limit`, by Marsaglia's xorshift.
  static func cheap(below limit: UInt32) -> UInt32 {
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    return state % limit
  }

  /// An access address as the specification wants it: volume 6, part B, 2.1.2.
  static func accessAddress() -> UInt32 {
    while true {
      let value = word()
      if isGood(value) { return value }
    }
  }

  private static func isGood(_ value: UInt32) -> Bool {
    let distance = value ^ Transceiver.advertisingAccess
    guard distance & (distance &- 1) != 0 else { return false }
    guard value != value << 8 | value >> 24 else { return false }
    var (equal, changes, late) = (1, 0, 0)
    for bit: UInt32 in 1..<32 {
      if value >> bit & 1 == value >> (bit - 1) & 1 {
        equal += 1
        if equal > 6 { return false }
      } else {
        equal = 1
        changes += 1
        if bit > 26 { late += 1 }
      }
    }
    return changes <= 24 && late >= 2
  }
}
