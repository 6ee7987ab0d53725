/// A peripheral on the bus and its addresses. The reference is not counted: the bus holds every peripheral for its life,
/// and this is copied at every access.
struct TargetRange {
  let first: UInt32
  let last: UInt32
  private let target: Unmanaged<BusTarget>

  init(_ range: ClosedRange<UInt32>, _ target: BusTarget) {
    first = range.lowerBound
    last = range.upperBound
    self.target = .passUnretained(target)
  }

  @inline(__always)
  func contains(_ address: UInt32) -> Bool { first <= address && address <= last }

  @inline(__always)
  func read(_ address: UInt32, width: Int) -> UInt32 {
    target._withUnsafeGuaranteedRef { $0.read(address, width: width) }
  }

  var block: BusTarget { target.takeUnretainedValue() }

  @inline(__always)
  func write(_ address: UInt32, width: Int, value: UInt32) {
    target._withUnsafeGuaranteedRef { $0.write(address, width: width, value: value) }
  }
}
