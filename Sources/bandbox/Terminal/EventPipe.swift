import Formats
import Foundation
import Glibc
import Session

/// Wakes the thread that waits for keys when another has something for it.
final class EventPipe: Sendable {
  /// What another thread may post.
  enum Note: UInt8 {
    /// The run has ended.
    case ended
    /// The terminal's size has changed (SIGWINCH).
    case resized
    /// Somebody wants us to stop for a while: Ctrl-Z (SIGTSTP).
    case suspended
    /// We go on after a stop: `fg`, `bg` (SIGCONT).
    case continued
  }

  private let reading: Int32
  private let writing: Int32

  /// Throws where the system has no file descriptors left.
  init() throws(InputError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw InputError("cannot open a pipe: \(String(cString: strerror(errno)))") }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  /// Posts a note when the run has ended.
  func watch(_ runner: Runner) {
    Thread.detachNewThread { [self] in
      _ = runner.join()
      post(.ended)
    }
  }

  /// Posts a note from any thread. A full pipe has enough to wake anybody.
  func post(_ note: Note) {
    var byte = note.rawValue
    write(writing, &byte, 1)
  }

  /// Waits for notes, or for keys on standard input where they are wanted, at most so long. `keys` is `nil` where the input
  /// has ended.
  func wait(withKeys: Bool, for limit: Duration) -> (notes: Set<Note>, keys: [UInt8]?) {
    var sources = [
      pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: withKeys ? 0 : -1, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&sources, 2, Int32(limit.inSeconds * 1_000)) > 0 else { return ([], []) }
    let notes = sources[0].revents == 0 ? [] : EventPipe.bytes(reading) ?? []
    let keys = sources[1].revents == 0 ? [] : EventPipe.bytes(0)
    return (Set(notes.compactMap(Note.init)), keys)
  }

  private static func bytes(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
