/// The words in one of an SPI controller's FIFOs, at most four. No array: every word on the wire goes through it.
struct SPIWords: Codable, Equatable {
  /// Words that a FIFO can hold.
  static let capacity = 4

  private var words = SIMD4<UInt32>()
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  /// The oldest word.
  var first: UInt32? { count > 0 ? words[0] : nil }

  /// Adds a word; one too many takes the place of the newest.
  mutating func append(_ word: UInt32) {
    if count == Self.capacity { count -= 1 }
    words[count] = word
    count += 1
  }

  /// Takes the oldest word, 0 where there is none.
  mutating func removeFirst() -> UInt32 {
    guard count > 0 else { return 0 }
    let word = words[0]
    words = SIMD4(words[1], words[2], words[3], 0)
    count -= 1
    return word
  }

  /// Drops the newest word.
  mutating func removeLast() {
    if count > 0 { count -= 1 }
  }

  init() {}

  /// Reads what `encode` wrote; more words than the FIFO holds are left out.
  init(from decoder: any Decoder) throws {
    for word in try [UInt32](from: decoder).prefix(Self.capacity) { append(word) }
  }

  /// Writes the words, oldest first.
  func encode(to encoder: any Encoder) throws { try (0..<count).map { words[$0] }.encode(to: encoder) }

  static func == (left: SPIWords, right: SPIWords) -> Bool {
    left.count == right.count && (0..<left.count).allSatisfy { left.words[$0] == right.words[$0] }
  }
}
