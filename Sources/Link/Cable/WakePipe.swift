import Glibc

/// Ends the `poll` of a thread from another one: a pipe to oneself.
package final class WakePipe: Sendable {
  private let reader: Descriptor
  private let writer: Descriptor

  /// Throws a `LinkError` that names `owner`, what it is for, where no more files can be opened.
  package init(for owner: String) throws(LinkError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(owner, errno, "raise the limit of open files (ulimit -n)") }
    (reader, writer) = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    reader.setNonBlocking()
    writer.setNonBlocking()
  }

  /// What `poll` waits for.
  package var waiting: pollfd { pollfd(fd: reader.number, events: Int16(POLLIN), revents: 0) }

  /// Ends the wait under way, or else the next one.
  package func wake() { withUnsafeBytes(of: UInt8(0)) { _ = writer.write($0) } }

  /// Forgets what has woken.
  func drain() {
    var ignored: [UInt8] = []
    _ = reader.drain(into: &ignored, limit: 4_096)
  }
}
