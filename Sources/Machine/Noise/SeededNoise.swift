/// Random numbers without state: value n of a seed is a hash of both, so that snapshots need nothing and any value can be
/// had at any time.
///
/// The hash is the output function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; constants of Stafford's mix 13).
@frozen
public struct SeededNoise: Hashable, Codable, Sendable {
  @usableFromInline let seed: UInt64

  /// The numbers of a seed; `stream` keeps the users of one seed apart.
  @inlinable
  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = SeededNoise.mix(seed &+ SeededNoise.mix(stream &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// 64 random bits for an index.
  @inlinable
  public func bits(_ index: UInt64) -> UInt64 {
    SeededNoise.mix(seed &+ index &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform in 0 ..< 1.
  @inlinable
  public func unit(_ index: UInt64) -> Double { Double(bits(index) >> 11) * 0x1p-53 }

  /// Uniform in -1 ..< 1.
  @inlinable
  public func signed(_ index: UInt64) -> Double { 2 * unit(index) - 1 }

  /// A smooth curve through -1 ... 1 that passes a random value at every whole `position` (at least 0).
  @inlinable
  public func smooth(_ position: Double) -> Double {
    let whole = position.rounded(.down)
    let part = position - whole
    let index = UInt64(min(max(whole, 0), 9e18))
    let from = signed(index)
    let weight = part * part * (3 - 2 * part)
    return from + (signed(index &+ 1) - from) * weight
  }

  @inlinable
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
