/// What an assembler has written, little-endian.
struct CodeBytes {
  private let room: UnsafeMutableRawBufferPointer
  /// Bytes written, or that would have been where there was no room.
  private(set) var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = UnsafeMutableRawBufferPointer(room) }

  /// Whether all that was written had room.
  var isComplete: Bool { count <= room.count }

  mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
    set(value, at: count)
    count &+= MemoryLayout<Value>.size
  }

  /// Writes over what is there; nothing where there was no room for all of it.
  func set<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, at place: Int) {
    guard place + MemoryLayout<Value>.size <= room.count else { return }
    room.storeBytes(of: value.littleEndian, toByteOffset: place, as: Value.self)
  }

  /// The 32 bits at a place; 0 where there was no room for them.
  func word(at place: Int) -> UInt32 {
    guard place + 4 <= room.count else { return 0 }
    return UInt32(littleEndian: room.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }
}
