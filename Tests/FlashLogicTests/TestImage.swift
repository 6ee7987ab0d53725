@testable import FlashLogic

/// Images as imgtool makes them, small and with anything that can be wrong.
struct TestImage: Sendable {
  var version = ImageVersion(major: 1)
  var headerSize: UInt16 = 0x200
  var payload: [UInt8]
  var flags: UInt32 = 0
  var loadAddress: UInt32 = 0
  /// Protected records, as they stand in the file.
  var protected: [(type: UInt16, bytes: [UInt8])] = []
  /// Records beside the hash.
  var others: [(type: UInt16, bytes: [UInt8])] = []
  var hashes = [HashKind.sha256]

  /// `size` bytes of payload from `seed`, behind good vectors.
  init(size: Int, seed: UInt8, version: ImageVersion = ImageVersion(major: 1)) {
    self.version = version
    let start = FlashMap.window + FlashMap.slot0.start + 0x200
    payload = Self.bytes(0x07FC_8000 as UInt32) + Self.bytes(start + 0x41)
    payload += (0..<max(0, size - 8)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ Int(seed)) }
  }

  static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  static func bytes(_ value: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)] }

  private static func area(_ magic: UInt16, _ records: [(type: UInt16, bytes: [UInt8])]) -> [UInt8] {
    let contents = records.flatMap { bytes($0.type) + bytes(UInt16($0.bytes.count)) + $0.bytes }
    return bytes(magic) + bytes(UInt16(contents.count + 4)) + contents
  }

  /// The file.
  var bytes: [UInt8] {
    let guarded = protected.isEmpty ? [] : Self.area(0x6908, protected)
    var file = Self.bytes(ImageHeader.magic) + Self.bytes(loadAddress) + Self.bytes(headerSize)
    file += Self.bytes(UInt16(guarded.count)) + Self.bytes(UInt32(payload.count)) + Self.bytes(flags)
    file += [version.major, version.minor] + Self.bytes(version.revision) + Self.bytes(version.build)
    file += [0, 0, 0, 0]
    file += [UInt8](repeating: 0xFF, count: max(0, Int(headerSize) - file.count)) + payload + guarded
    let records = hashes.map { ($0.rawValue, MessageDigest.digest($0, of: file)) } + others
    return file + Self.area(0x6907, records)
  }
}
