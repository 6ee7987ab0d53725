/// A peripheral on the bus and its addresses. The reference is not counted: the bus holds every peripheral for its life,
/// and this is copied at every access.
struct TargetRange {
  let first: UInt32
  let last: UInt32
  unowned(unsafe) let target: any BusTarget

  init(_ range: ClosedRange<UInt32>, _ target: any BusTarget) {
    first = range.lowerBound
    last = range.upperBound
    self.target = target
  }

  @inline(__always)
  func contains(_ address: UInt32) -> Bool { first <= address && address <= last }
}
