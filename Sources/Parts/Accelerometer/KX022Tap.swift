/// The tap engine of a KX022: it looks at the jerk, |dX| + |dY| + |dZ| from sample to sample.
///
/// A tap begins where the jerk rises above TTL. For TLT samples those above TTL are counted: it is one where there are
/// FTDL ... FTDH of them and none was above twice TTH. A second one begins from TDTC samples after the first on and
/// before TWS; both together may have STD samples. A double tap is reported at the end of the second one's TLT, a
/// single one at the end of TWS. Chosen: jerk in sixty-fourths of a g, as the buffer's upper bytes; the direction is
/// that of the first jerk.
struct KX022Tap: Codable {
  /// What the registers ask for, in samples and counts.
  struct Settings {
    var low: Int
    var high: Int
    var least: Int
    var most: Int
    var together: Int
    var latency: Int
    var separation: Int
    var window: Int
    var reportsSingle: Bool
    var reportsDouble: Bool
    /// INC3: which directions count, as in INS1.
    var directions: UInt8
  }

  /// What a tap is made of.
  private struct Tap: Codable {
    var age = 0
    var count = 0
    var isTooHard = false
    var direction: UInt8
  }

  /// INS1 of the last report.
  private(set) var direction: UInt8 = 0
  /// TDTS of the last report: 1 single, 2 double.
  private(set) var kind: UInt8 = 0
  private var last: SIMD3<Int32>?
  private var first: Tap?
  private var second: Tap?
  /// Samples since the first tap began.
  private var elapsed = 0

  /// Begins anew; the last report stays.
  mutating func restart() {
    last = nil
    first = nil
    second = nil
  }

  /// INT_REL was read.
  mutating func release() {
    direction = 0
    kind = 0
  }

  /// Takes a sample in counts; returns whether a tap is reported.
  mutating func take(_ sample: SIMD3<Int32>, _ settings: Settings) -> Bool {
    let change = sample &- (last ?? sample)
    last = sample
    let jerk = Int(change.x.magnitude) + Int(change.y.magnitude) + Int(change.z.magnitude)
    if first == nil, jerk > settings.low {
      first = Tap(direction: KX022Direction.main(change))
      elapsed = -1
    }
    guard let tap = first else { return false }
    elapsed &+= 1
    if tap.age < settings.latency {
      KX022Tap.note(jerk, &first, settings)
      if tap.age &+ 1 >= settings.latency, !isTap(first, settings) { first = nil }
      return false
    }
    if second == nil, settings.reportsDouble, jerk > settings.low, elapsed >= settings.separation,
      elapsed < settings.window
    {
      second = Tap(direction: KX022Direction.main(change))
    }
    if let other = second {
      KX022Tap.note(jerk, &second, settings)
      guard other.age &+ 1 >= settings.latency else { return false }
      let isDouble = isTap(second, settings) && tap.count &+ (second?.count ?? 0) <= settings.together
      second = nil
      if isDouble { return report(2, tap.direction, settings) }
    }
    guard second == nil, elapsed >= settings.window else { return false }
    return settings.reportsSingle ? report(1, tap.direction, settings) : forget()
  }

  private static func note(_ jerk: Int, _ tap: inout Tap?, _ settings: Settings) {
    tap?.age &+= 1
    if jerk > settings.low { tap?.count &+= 1 }
    if jerk > settings.high { tap?.isTooHard = true }
  }

  private func isTap(_ tap: Tap?, _ settings: Settings) -> Bool {
    guard let tap else { return false }
    return !tap.isTooHard && tap.count >= settings.least && tap.count <= settings.most
  }

  private mutating func forget() -> Bool {
    first = nil
    return false
  }

  private mutating func report(_ kind: UInt8, _ direction: UInt8, _ settings: Settings) -> Bool {
    first = nil
    guard direction & settings.directions != 0 else { return false }
    self.kind = kind
    self.direction = direction
    return true
  }
}
