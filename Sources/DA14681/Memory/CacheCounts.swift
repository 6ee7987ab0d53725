/// What the miss-rate monitor's counts come from, modulo 2^64.
struct CacheCounts: Codable {
  var loads: UInt64 = 0
  var instructions: UInt64 = 0
  /// Fetches that had to wait, in the cache or past it.
  var slowFetches: UInt64 = 0
  var misses: UInt32 = 0

  /// What was counted after `earlier`.
  func since(_ earlier: CacheCounts) -> CacheCounts {
    CacheCounts(
      loads: loads &- earlier.loads, instructions: instructions &- earlier.instructions,
      slowFetches: slowFetches &- earlier.slowFetches)
  }

  func with(misses: UInt32) -> CacheCounts {
    var result = self
    result.misses = misses
    return result
  }

  /// Loads that hit, and the words fetched for two halfwords each, less those that had to be waited for.
  var hits: UInt32 {
    let words = instructions / 2
    return UInt32(truncatingIfNeeded: loads &+ (words > slowFetches ? words &- slowFetches : 0))
  }
}
