import Machine

/// Addresses of the peripheral bus that no block has: they read 0, ignore writes and are noted.
final class PeripheralHole: BusTarget {
  private let journal: Journal

  init(_ journal: Journal) { self.journal = journal }

  override func read(_ address: UInt32, width: Int) -> UInt32 {
    journal.note(address, "APB.hole", isWrite: false)
    return 0
  }

  override func write(_ address: UInt32, width: Int, value: UInt32) {
    journal.note(address, "APB.hole", isWrite: true)
  }
}
