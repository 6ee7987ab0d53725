/// What a snapshot keeps besides the blocks' states.
struct SnapshotHeader: Codable {
  /// Grows when a snapshot of an older build can no longer be read.
  static let currentVersion = 1

  var version: Int
  var now: Tick
  /// Every line's drivers and pull, in the order of construction.
  var lines: [Line.State]
  var unmodelled: [Journal.Entry]

  init(now: Tick, lines: [Line.State], unmodelled: [Journal.Entry]) {
    version = SnapshotHeader.currentVersion
    self.now = now
    self.lines = lines
    self.unmodelled = unmodelled
  }
}
