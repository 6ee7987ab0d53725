/// The work of a wake-up: a sensor's buffer is filtered, sorted and checked, and a text is searched. It is the same every time, so
/// that every wake-up takes the same number of cycles.
enum ProfileWork {
  private nonisolated(unsafe) static var samples = InlineArray<64, Int32>(repeating: 0)
  private nonisolated(unsafe) static var smooth = InlineArray<32, Int32>(repeating: 0)
  private nonisolated(unsafe) static var sorted = InlineArray<32, Int32>(repeating: 0)
  private nonisolated(unsafe) static var table = InlineArray<16, UInt32>(repeating: 0)

  /// Fills the CRC's table. Once, before `run`.
  static func prepare() {
    for entry in 0..<16 {
      var value = UInt32(entry)
      for _ in 0..<4 { value = value & 1 != 0 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      table[entry] = value
    }
  }

  /// All of it; the checksum depends on everything and on the one before.
  @inline(never) static func run(_ before: UInt32) -> UInt32 {
    measure()
    filter()
    sort()
    return checksum(before) &+ UInt32(truncatingIfNeeded: occurrences)
  }

  /// What a sensor might have: 64 readings of twelve bits, with noise on a slope.
  @inline(never) private static func measure() {
    var noise: UInt32 = 1
    for place in 0..<64 {
      noise = noise &* 1_664_525 &+ 1_013_904_223
      samples[place] = Int32(truncatingIfNeeded: noise >> 24) + Int32(place) * 48
    }
  }

  /// Every second reading behind a binomial low-pass of five taps; the ends repeat.
  @inline(never) private static func filter() {
    func sample(_ place: Int) -> Int32 { samples[place < 0 ? 0 : place > 63 ? 63 : place] }
    for half in 0..<32 {
      let place = 2 * half
      let sides = sample(place - 2) + sample(place + 2) + 4 * (sample(place - 1) + sample(place + 1))
      smooth[half] = (sides + 6 * sample(place)) >> 4
    }
  }

  /// What is left of them without that, by insertion.
  @inline(never) private static func sort() {
    for place in 0..<32 {
      let value = samples[2 * place] &- smooth[place]
      var hole = place
      while hole > 0, sorted[hole - 1] > value {
        sorted[hole] = sorted[hole - 1]
        hole -= 1
      }
      sorted[hole] = value
    }
  }

  /// CRC-32 (IEEE 802.3, reflected) of the low bytes of what was sorted, a nibble at a time.
  @inline(never) private static func checksum(_ before: UInt32) -> UInt32 {
    var crc = ~before
    for place in 0..<32 {
      crc ^= UInt32(truncatingIfNeeded: sorted[place]) & 0xFF
      crc = crc >> 4 ^ table[Int(crc & 15)]
      crc = crc >> 4 ^ table[Int(crc & 15)]
    }
    return ~crc
  }

  /// How often a word stands in a text.
  @inline(never) private static var occurrences: Int {
    let text: StaticString =
      "sleep, wake, measure, filter, sort, check, search, sleep; wake, measure, filter, sort, check, search, sleep"
    let word: StaticString = "sort"
    var count = 0
    for start in 0...(text.utf8CodeUnitCount - word.utf8CodeUnitCount) {
      var length = 0
      while length < word.utf8CodeUnitCount, text.utf8Start[start + length] == word.utf8Start[length] { length += 1 }
      if length == word.utf8CodeUnitCount { count += 1 }
    }
    return count
  }
}
