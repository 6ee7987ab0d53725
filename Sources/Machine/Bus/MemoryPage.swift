import Glibc

/// A copy of some bytes of a memory, which never changes: checkpoints share it. In a file, hexadecimal.
public final class MemoryPage: Codable {
  /// The bytes.
  let bytes: UnsafeMutableRawPointer
  /// Their number.
  public let count: Int

  /// Copies `count` bytes.
  init(copying source: UnsafeRawPointer, count: Int) {
    self.count = count
    bytes = .allocate(byteCount: max(count, 1), alignment: 16)
    bytes.copyMemory(from: source, byteCount: count)
  }

  deinit { bytes.deallocate() }

  /// Whether these bytes follow at `other`.
  func equals(_ other: UnsafeRawPointer) -> Bool { memcmp(bytes, other, count) == 0 }

  /// Reads hexadecimal digits.
  public convenience init(from decoder: any Decoder) throws {
    let bytes = MemoryPage.bytes(try decoder.singleValueContainer().decode(String.self))
    self.init(copying: bytes, count: bytes.count)
  }

  /// Writes hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(MemoryPage.text([self]))
  }

  /// The hexadecimal digits of pages that follow each other.
  static func text(_ pages: [MemoryPage]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * pages.reduce(0) { $0 + $1.count })
    for page in pages {
      for byte in UnsafeRawBufferPointer(start: page.bytes, count: page.count) {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of such digits.
  static func bytes(_ text: String) -> [UInt8] {
    let nibbles = text.utf8.map { $0 >= 0x61 ? $0 &- 0x61 &+ 10 : $0 &- 0x30 }
    return (0..<nibbles.count / 2).map { nibbles[2 * $0] << 4 | nibbles[2 * $0 + 1] & 15 }
  }
}
