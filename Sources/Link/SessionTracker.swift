/// Tells one client's stay from the next, and whose bytes are whose.
///
/// The bytes of a pseudo-terminal carry no mark of who wrote them; the kernel's notes about opening, writing and closing
/// come on a second channel. Two facts join them: an open is noted before the client can write, and a write before the
/// client's close. So if the notes are read first and the bytes after, a stay without a noted write has no bytes in them.
struct SessionTracker {
  /// How many descriptors of clients are open now.
  private(set) var openers = 0
  var isAttached: Bool { openers > 0 }

  /// Takes the notes since the last call and the bytes read after them.
  ///
  /// `hadUnread` says that bytes noted earlier may have been left in the port by the last call. Returns the events
  /// in order.
  mutating func advance(
    _ activity: [SlaveActivity], bytes: [UInt8], hadUnread: Bool = false
  ) -> [LinkEvent] {
    var stays = openers > 0 ? [Stay(attaches: false, hasWritten: hadUnread, detaches: false)] : []
    for entry in activity {
      switch entry {
      case .opened:
        if openers == 0 { stays.append(Stay(attaches: true, hasWritten: false, detaches: false)) }
        openers += 1
      case .wrote:
        if openers > 0 { stays[stays.count - 1].hasWritten = true }
      case .closed:
        guard openers > 0 else { break }
        openers -= 1
        if openers == 0 { stays[stays.count - 1].detaches = true }
      case .lost:
        if openers > 0 { stays[stays.count - 1].detaches = true }
        openers = 0
      }
    }
    if stays.isEmpty && !bytes.isEmpty {
      // A note must have been lost: somebody is there.
      stays.append(Stay(attaches: true, hasWritten: true, detaches: false))
      openers = 1
    }
    return Self.events(stays, bytes)
  }

  /// One client's stay, as far as it lies within the notes at hand.
  private struct Stay {
    var attaches: Bool
    var hasWritten: Bool
    var detaches: Bool
  }

  /// Where several stays may own the bytes, the last one gets them: what a new client writes is never lost.
  private static func events(_ stays: [Stay], _ bytes: [UInt8]) -> [LinkEvent] {
    let owner = stays.lastIndex(where: \.hasWritten) ?? stays.count - 1
    var events: [LinkEvent] = []
    for (index, stay) in stays.enumerated() {
      if stay.attaches { events.append(.attached) }
      if index == owner && !bytes.isEmpty { events.append(.bytes(bytes)) }
      if stay.detaches { events.append(.detached) }
    }
    return events
  }
}
