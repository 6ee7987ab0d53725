import Synchronization

/// A band's stable name, held until it is removed or this object goes.
public final class PublishedLink: Sendable {
  /// What others are told.
  public let record: BandRecord
  private let lock: Mutex<LockFile?>

  init(record: BandRecord, lock: LockFile) {
    self.record = record
    self.lock = Mutex(lock)
  }

  deinit {
    remove()
  }

  /// Removes the link and the record. May be called twice.
  public func remove() {
    lock.withLock { lock in
      guard let held = lock else { return }
      SymbolicLink.remove(record.link, target: record.path)
      held.remove()
      lock = nil
    }
  }
}
