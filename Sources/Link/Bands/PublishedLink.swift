import Synchronization

/// A band's stable name, held until it is removed or this object goes.
public final class PublishedLink: Sendable {
  /// What others are told.
  public let record: BandRecord
  private let held: Mutex<(lock: LockFile, claim: PlaceClaim)?>

  init(record: BandRecord, lock: LockFile, claim: PlaceClaim) {
    self.record = record
    held = Mutex((lock, claim))
  }

  deinit {
    remove()
  }

  /// Removes the link and the record. May be called twice.
  public func remove() {
    held.withLock { held in
      guard let lock = held?.lock else { return }
      SymbolicLink.remove(record.link, target: record.path)
      lock.remove()
      held = nil
    }
  }
}
