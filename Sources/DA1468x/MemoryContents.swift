import Machine

/// A memory's bytes as a block of the snapshot, in hexadecimal.
final class MemoryContents: Snapshotting {
  private let memory: Memory

  init(_ memory: Memory) { self.memory = memory }

  func saveState() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * memory.size)
    for byte in memory.contents {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  func restoreState(_ text: String) {
    let nibbles = text.utf8.map { $0 >= 0x61 ? $0 &- 0x61 &+ 10 : $0 &- 0x30 }
    memory.store((0..<nibbles.count / 2).map { nibbles[2 * $0] << 4 | nibbles[2 * $0 + 1] & 15 }, at: 0)
  }
}
