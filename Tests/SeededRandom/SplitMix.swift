/// The random numbers of all tests: the same ones for a seed in every run and on every machine (SplitMix64; Steele, Lea and
/// Flood, OOPSLA 2014). Emulated things have `SeededNoise`, which needs no state.
package struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A number below `bound`.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  package mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

  package mutating func halfword() -> UInt16 { UInt16(truncatingIfNeeded: next() >> 20) }

  package mutating func word() -> UInt32 { UInt32(truncatingIfNeeded: next() >> 13) }

  package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }

  /// A number of a random length in bits, so that small and extreme ones are equally likely.
  package mutating func anyMagnitude() -> UInt64 {
    let bits = below(65)
    return bits == 0 ? 0 : next() >> (64 - bits)
  }
}
