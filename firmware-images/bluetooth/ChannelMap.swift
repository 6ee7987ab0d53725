/// The data channels that a connection uses, and which is next: channel selection algorithm #1.
///
/// Bluetooth Core Specification, volume 6, part B, 4.5.8.2.
struct ChannelMap {
  /// Bit n: channel n, 0 ... 31; channels 32 ... 36.
  private(set) var low: UInt32 = .max
  private(set) var high: UInt8 = 0x1F

  init() {}

  /// Reads five bytes.
  init(_ bytes: Packet) {
    low = bytes.word(at: 0)
    high = bytes[4] & 0x1F
  }

  func write(to bytes: Packet) {
    bytes.put(word: low, at: 0)
    bytes[4] = high
  }

  var count: UInt32 {
    var sum: UInt32 = 0
    for channel: UInt32 in 0..<37 where contains(channel) { sum += 1 }
    return sum
  }

  func contains(_ channel: UInt32) -> Bool {
    channel < 32 ? low >> channel & 1 != 0 : high >> UInt8(channel & 7) & 1 != 0
  }

  /// The channel for an unmapped one, 0 ... 36.
  func channel(_ unmapped: UInt32) -> UInt32 {
    if contains(unmapped) { return unmapped }
    let used = count
    guard used > 0 else { return unmapped }
    var left = unmapped % used
    for channel: UInt32 in 0..<37 where contains(channel) {
      if left == 0 { return channel }
      left -= 1
    }
    return unmapped
  }
}
