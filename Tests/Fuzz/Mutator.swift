import Conformance
import SeededRandom

/// Damages bytes as fuzzers do.
struct Mutator {
  var random: SplitMix

  private static let words: [UInt32] = [
    0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF_FFFC, 0x0800_0000,
    0x07FC_0000, 0x07FD_FFFF, 0x0810_0000,
  ]

  /// A damaged copy; places before `hot` are hit more often.
  mutating func damage(_ bytes: [UInt8], hot: Int) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<(1 + random.below(6)) where !bytes.isEmpty {
      let bound = random.below(3) == 0 ? bytes.count : min(bytes.count, max(1, hot))
      let place = random.below(bound)
      switch random.below(9) {
      case 0: bytes[place] ^= 1 << UInt8(random.below(8))
      case 1: bytes[place] = UInt8(random.below(256))
      case 2, 3, 4: put(Mutator.words[random.below(Mutator.words.count)], at: place & ~3, &bytes)
      case 5: put(random.word(), at: place & ~1, &bytes)
      case 6: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(16)))
      case 7: bytes.insert(contentsOf: (0..<random.below(16)).map { _ in UInt8(random.below(256)) }, at: place)
      default: bytes.removeSubrange((random.below(2) == 0 ? random.below(bytes.count) : place)...)
      }
    }
    return bytes
  }

  private func put(_ word: UInt32, at place: Int, _ bytes: inout [UInt8]) {
    for index in 0..<4 where place + index < bytes.count {
      bytes[place + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index))
    }
  }
}
