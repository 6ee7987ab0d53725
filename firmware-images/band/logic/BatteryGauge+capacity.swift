/// What the full cell holds.
extension BatteryGauge {
  /// Longer than ten days, losses that the counter does not see would count for too much.
  private static let markLimit: Int32 = 10 * 864_000

  /// Takes the middle of a narrow range as a mark. Two that lie a quarter of the cell apart, and the charge counted
  /// between them, tell the capacity.
  mutating func setMark(_ middle: Int32) {
    let distance = middle - (markPlace ?? middle)
    if markPlace != nil, markTenths <= Self.markLimit {
      guard abs(distance) >= 250 else { return }
      if (distance > 0) == (sinceMark > 0) {
        let estimate = Int32(min(sinceMark.magnitude, 2_000_000)) * 1000 / abs(distance)
        let before = permille
        // The first time it is believed more than what a new cell would have.
        let known: Int32 = isLearned ? 2 : 1
        capacity = (capacity * known + Self.plausible(estimate) * (4 - known)) / 4
        setPermille(before)
        isLearned = true
      }
    }
    markPlace = middle
    sinceMark = 0
    markTenths = 0
  }

  /// A steady current that has shown the resistance goes on to show the capacity: by how far the voltage says that the
  /// charge counted has brought the cell.
  mutating func learnWhileFlowing(_ middle: Int32, _ part: Int32) {
    let distance = middle - start
    guard milliohms != nil, abs(distance) >= 100, (distance > 0) == (sinceStart > 0),
      abs(sinceStart) >= Self.designCapacity / 10, measurement.celsius >= 10
    else { return }
    let estimate = Self.plausible(Int32(min(sinceStart.magnitude, 2_000_000)) * 1000 / abs(distance))
    setCapacityFromStart(capacity + (estimate - capacity) / 100 * part / 30)
  }

  /// Where nothing is known of the cell, more resistance than that of a new one means that it is old: a cell that has
  /// lost a fifth has about half as much again. Two thirds of that are believed.
  mutating func expectAge() {
    guard let milliohms, milliohms > CellProfile.milliohms else { return }
    let lost = min((milliohms - CellProfile.milliohms) * 260 / CellProfile.milliohms, 200)
    setCapacityFromStart(Self.designCapacity - Self.designCapacity / 1000 * lost)
  }

  /// Another capacity, and what it would have made of the charge counted since the plug was put in or pulled.
  private mutating func setCapacityFromStart(_ next: Int32) {
    capacity = Self.plausible(next)
    setPermille(start + sinceStart * 100 / (capacity / 10))
    if let again = measuredAgain { milliohms = again }
  }
}
