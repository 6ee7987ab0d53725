/// A range of the flash, by offsets from its start.
struct FlashArea: Equatable {
  let start: UInt32
  let size: UInt32

  @inline(__always) init(_ start: UInt32, size: UInt32) {
    self.start = start
    self.size = size
  }

  /// The offset behind the last byte.
  var end: UInt32 { start &+ size }

  /// Whether `count` bytes at the offset `address` lie within.
  func contains(_ address: UInt32, count: UInt32) -> Bool {
    address >= start && address &- start <= size && count <= size &- (address &- start)
  }
}
