import Glibc

/// What the kernel tells about a watched slave.
enum SlaveActivity: Equatable {
  case opened
  case closed
  /// At least one write to the slave ended since the entry before.
  case wrote
  /// The kernel's queue overran: some of the above are missing.
  case lost
}

/// Watches who opens, writes and closes a pseudo-terminal's slave, through inotify. Descriptors that were open before
/// the watch began do not show up until they are closed.
///
/// inotify merges equal neighbours in its queue, so two opens would look like one. Watching the directory as well puts
/// a record of another kind before every open and close of the slave, and so keeps them apart.
final class SlaveWatch: Sendable {
  let descriptor: Descriptor
  private let slave: Int32

  init(path: String) throws(LinkError) {
    let advice = "raise /proc/sys/fs/inotify/max_user_instances or stop some programs"
    let number = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard number >= 0 else { throw .system(path, errno, advice) }
    descriptor = Descriptor(owning: number)
    let comings = UInt32(IN_OPEN) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_CLOSE_NOWRITE)
    slave = inotify_add_watch(number, path, comings | UInt32(IN_MODIFY))
    guard slave >= 0 else { throw .system(path, errno, advice) }
    let directory = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    guard inotify_add_watch(number, directory, comings) >= 0 else { throw .system(directory, errno, advice) }
  }

  /// All activity since the last call, oldest first.
  func read() -> [SlaveActivity] {
    var raw: [UInt8] = []
    _ = descriptor.drain(into: &raw, limit: 1 << 20)
    return Self.parse(raw, slave: slave)
  }

  /// Takes apart the records of inotify(7): watch, mask, cookie and name length, 32 bits each, then the name.
  static func parse(_ raw: [UInt8], slave: Int32) -> [SlaveActivity] {
    var activity: [SlaveActivity] = []
    raw.withUnsafeBytes { raw in
      var offset = 0
      while offset + 16 <= raw.count {
        let watch = raw.loadUnaligned(fromByteOffset: offset, as: Int32.self)
        let mask = raw.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
        let nameLength = raw.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self)
        offset += 16 + Int(nameLength)
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { activity.append(.lost) }
        guard watch == slave else { continue }
        if mask & UInt32(IN_OPEN) != 0 { activity.append(.opened) }
        if mask & UInt32(IN_MODIFY) != 0 { activity.append(.wrote) }
        if mask & UInt32(IN_CLOSE_WRITE | IN_CLOSE_NOWRITE) != 0 { activity.append(.closed) }
      }
    }
    return activity
  }
}
