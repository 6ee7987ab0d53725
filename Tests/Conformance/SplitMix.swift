/// A seeded generator (SplitMix64, public domain algorithm by Sebastiano Vigna), equal on every machine.
package struct SplitMix {
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

  package mutating func halfword() -> UInt16 { UInt16(truncatingIfNeeded: next() >> 20) }

  package mutating func word() -> UInt32 { UInt32(truncatingIfNeeded: next() >> 13) }
}
