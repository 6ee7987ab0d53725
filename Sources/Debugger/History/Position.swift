import Machine

/// Where a run is, between two instructions. Of two positions of one run the later one is the greater.
struct Position: Comparable, Hashable {
  /// Instructions executed and faults taken so far: a faulting instruction is not counted among the former.
  var count: UInt64
  var time: Tick

  static func < (one: Position, other: Position) -> Bool { (one.count, one.time) < (other.count, other.time) }
}
