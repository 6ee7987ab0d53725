import Glibc

/// Ends the `poll` of all threads that wait for it too, once and for ever: a pipe to oneself.
final class Bell: Sendable {
  private let reader: Descriptor
  private let writer: Descriptor

  /// Throws where no more files can be opened.
  init() throws(ListenError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system }
    (reader, writer) = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    reader.setNonBlocking()
    writer.setNonBlocking()
  }

  /// What `poll` waits for. It is never read, so it stays.
  var waiting: pollfd { pollfd(fd: reader.number, events: Int16(POLLIN), revents: 0) }

  func ring() { withUnsafeBytes(of: UInt8(0)) { _ = write(writer.number, $0.baseAddress, 1) } }
}
