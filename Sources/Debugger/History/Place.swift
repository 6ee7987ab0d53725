/// What tells two instructions of a run apart that a person steps through: a step ends where this is another one.
struct Place: Hashable {
  /// As in `Position`.
  var count: UInt64
  var programCounter: UInt32
  /// The exception being handled.
  var exception: Int
  /// Resets of the chip so far.
  var resets: Int
}
