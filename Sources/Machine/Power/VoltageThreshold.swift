/// A comparator on the cell's terminal voltage.
final class VoltageThreshold {
  /// For snapshots.
  let name: String
  let low: Int64
  let high: Int64
  private let action: (Bool) -> Void
  var isBelow = false

  /// Levels in microvolts.
  init(_ name: String, low: Int64, high: Int64, action: @escaping (Bool) -> Void) {
    self.name = name
    self.low = low
    self.high = high
    self.action = action
  }

  func check(_ microvolts: Int64) {
    if isBelow ? microvolts >= high : microvolts < low {
      isBelow.toggle()
      action(isBelow)
    }
  }
}
