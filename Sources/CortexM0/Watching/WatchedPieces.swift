/// Where the pieces of code begin that those who watch transfers asked for.
final class WatchedPieces {
  private var all: [Int: [UInt32]] = [:]
  private var last = 0

  /// Those of all together.
  var starts: [UInt32] { all.values.flatMap(\.self) }

  /// Adds pieces; the result removes them.
  func add(_ starts: [UInt32]) -> Int {
    last += 1
    all[last] = starts
    return last
  }

  func remove(_ key: Int) { all[key] = nil }
}
