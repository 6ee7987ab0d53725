/// What a snapshot keeps besides the blocks' states.
struct SnapshotHeader: Codable {
  var version = Snapshot.version
  var now: Tick
  /// Every line's drivers and pull.
  var lines: NamedValues<Line.State>
  var unmodelled: [Journal.Entry]
}
