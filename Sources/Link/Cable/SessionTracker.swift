/// Tells one client's stay from the next, and whose bytes are whose.
///
/// The bytes of a pseudo-terminal carry no mark of who wrote them; the kernel's notes about opening, writing and closing
/// come on a second channel. Two facts join them: an open is noted before the client can write, and a write before the
/// client's close. So if the notes are read first and the bytes after, a stay without a noted write has no bytes in them.
struct SessionTracker {
  /// How many descriptors of clients are open, by the notes. The kernel merges equal notes now and then, so this may be
  /// off while several clients come and go at the same instant.
  private(set) var openers = 0
  /// The stays within the notes since the last `finish`; the first may have begun earlier.
  private var stays: [Stay] = []

  var isAttached: Bool { openers > 0 }
  /// The client that is there now, or was last, has come within the notes at hand.
  var isNew: Bool { stays.last?.attaches == true }
  /// The notes tell of a client that went, so that all its bytes can be read by now.
  var hasDetached: Bool { stays.contains(where: \.detaches) }

  /// One client's stay, as far as it lies within the notes at hand.
  private struct Stay {
    var attaches: Bool
    var hasWritten: Bool
    var detaches = false
  }

  /// Takes notes, oldest first.
  mutating func note(_ activity: [SlaveActivity]) {
    for entry in activity {
      switch entry {
      case .opened:
        if openers == 0 { stays.append(Stay(attaches: true, hasWritten: false)) }
        openers += 1
      case .wrote:
        if openers > 0 { stays[stays.count - 1].hasWritten = true }
      case .closed:
        guard openers > 0 else { break }
        openers -= 1
        if openers == 0 { stays[stays.count - 1].detaches = true }
      case .lost:
        noteNobody()
      }
    }
  }

  /// Takes it as known that no client has the port open.
  mutating func noteNobody() {
    guard openers > 0 else { return }
    stays[stays.count - 1].detaches = true
    openers = 0
  }

  /// Takes the bytes that were read after all these notes, and returns everything since the last call in order.
  /// `leavingUnread` says that more bytes may be in the port already.
  ///
  /// Where several stays may own the bytes, the last one gets them: what a new client writes is never lost.
  mutating func finish(_ bytes: [UInt8], leavingUnread: Bool = false) -> [LinkEvent] {
    if stays.isEmpty && !bytes.isEmpty {
      // A note must have been lost: somebody is there.
      stays.append(Stay(attaches: true, hasWritten: true))
      openers = 1
    }
    let owner = stays.lastIndex(where: \.hasWritten) ?? stays.count - 1
    var events: [LinkEvent] = []
    for (index, stay) in stays.enumerated() {
      if stay.attaches { events.append(.attached) }
      if index == owner && !bytes.isEmpty { events.append(.bytes(bytes)) }
      if stay.detaches { events.append(.detached) }
    }
    stays = openers > 0 ? [Stay(attaches: false, hasWritten: leavingUnread)] : []
    return events
  }
}
