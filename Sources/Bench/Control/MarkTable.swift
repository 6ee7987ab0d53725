import Machine

/// Moments from which charge is counted, with the ledger as it was then.
final class MarkTable {
  private(set) var marks: [(name: String, time: Tick, ledger: [LedgerRow])] = []

  /// Marks a moment, in place of the one that had the name.
  func set(_ name: String, at time: Tick, _ ledger: [LedgerRow]) {
    _ = remove(name)
    marks.append((name, time, ledger))
  }

  /// Lets go of one; whether there was one.
  func remove(_ name: String) -> Bool {
    let count = marks.count
    marks.removeAll { $0.name == name }
    return marks.count < count
  }

  /// What comes behind a time has not been.
  func cut(after time: Tick) { marks.removeAll { $0.time > time } }
}
