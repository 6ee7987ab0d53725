/// The state of charge by the cell's voltage alone, for there is neither a counter of charge nor room for more. It follows what
/// the voltage says in the sleeping band, which takes next to nothing, a point at a time, and on the charger less what the
/// charger lifts it by.
struct BatteryGauge: ~Copyable {
  static let designCapacity: Int32 = 41_000
  var capacity: Int32 { Self.designCapacity }
  /// The capacity is never learned.
  var isLearned: Bool { false }

  private(set) var millivolts: UInt32 = 0
  private var permille: Int32 = 0
  private var isKnown = false
  /// 20 mA through what the cell and its protection circuit resist.
  private static let lift: Int32 = 60

  /// In percent.
  var percent: UInt32 { UInt32(max(permille + 5, 0)) / 10 }
  /// Seconds until the next look.
  var period: UInt32 { millivolts < 3500 ? 60 : 600 }

  mutating func take(millivolts now: UInt32, isCharging: Bool, isQuiet: Bool) {
    millivolts = now
    guard isQuiet || !isKnown else { return }
    let seen = CellProfile.permille(at: Int32(now) - (isCharging ? Self.lift : 0))
    permille = isKnown ? min(max(seen, permille - 10), permille + 10) : seen
    isKnown = true
  }

  mutating func setFull() { (permille, isKnown) = (1000, true) }
}
