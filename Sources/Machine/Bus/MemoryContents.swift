import Machine

/// A memory's bytes as a block of the snapshot; in a file, hexadecimal.
final class MemoryContents: Snapshotting {
  /// All bytes.
  struct State: Codable {
    var bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(from decoder: any Decoder) throws {
      let nibbles = try decoder.singleValueContainer().decode(String.self).utf8
        .map { $0 >= 0x61 ? $0 &- 0x61 &+ 10 : $0 &- 0x30 }
      bytes = (0..<nibbles.count / 2).map { nibbles[2 * $0] << 4 | nibbles[2 * $0 + 1] & 15 }
    }

    func encode(to encoder: any Encoder) throws {
      let digits = Array("0123456789abcdef".utf8)
      var text: [UInt8] = []
      text.reserveCapacity(2 * bytes.count)
      for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
      var container = encoder.singleValueContainer()
      try container.encode(String(decoding: text, as: UTF8.self))
    }
  }

  private let memory: Memory

  init(_ memory: Memory) { self.memory = memory }

  func saveState() -> State { State(bytes: memory.contents) }

  func check(_ state: State) throws(SnapshotError) {
    guard state.bytes.count != memory.size else { return }
    throw SnapshotError("\(memory.name) has \(state.bytes.count) bytes, this machine's has \(memory.size)")
  }

  func restoreState(_ state: State) { memory.store(state.bytes, at: 0) }
}
