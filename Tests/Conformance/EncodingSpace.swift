/// Every encoding that is executed alone: all 16-bit ones, each first half of the 32-bit ones with four random second
/// halves, and all of MSR, MRS and the barriers.
import SeededRandom

package enum EncodingSpace {
  /// The 16-bit encodings are those below.
  static let wide = 0xE800
  /// Second halves for each first half of a 32-bit encoding.
  static let seconds = 4
  private static let wideCount = (0x1_0000 - wide) * seconds
  private static let special = 16 * 256

  /// How many there are.
  package static let count = wide + wideCount + 2 * special + 256

  /// The encoding of a place, 0 to `count` - 1. What it leaves open comes from `random`.
  static func encoding(_ place: Int, _ random: inout SplitMix) -> (first: UInt16, second: UInt16) {
    if place < wide { return (UInt16(place), random.halfword()) }
    var rest = place - wide
    if rest < wideCount { return (UInt16(wide + rest / seconds), random.halfword()) }
    rest -= wideCount
    if rest < special { return (0xF380 | UInt16(rest >> 8), 0x8800 | UInt16(rest & 0xFF)) }
    rest -= special
    if rest < special { return (0xF3EF, 0x8000 | UInt16(rest)) }
    return (0xF3BF, 0x8F00 | UInt16(rest - special))
  }
}
