import SMP

/// Takes SMP requests and the answers to them out of the bytes of the two directions of a cable.
package final class SMPPairs {
  /// What a byte of the host's ends or begins.
  package enum Asked {
    /// What may be a request begins with it.
    case begins
    /// It is the last of a request; the message is valid until the next byte.
    case request(SMPHeader, UnsafeBufferPointer<UInt8>)
  }

  private static let bufferSize = 4_096

  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * SMPPairs.bufferSize)
  private var requests: ConsoleDecoder
  private var answers: ConsoleDecoder
  private var hasBegun = false
  /// The latest request, until its answer has come.
  private var pending: SMPHeader?

  package init() {
    requests = ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[..<SMPPairs.bufferSize]))
    answers = ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[SMPPairs.bufferSize...]))
  }

  deinit { memory.deallocate() }

  /// A host tool has sent a byte.
  package func asked(_ byte: UInt8) -> Asked? {
    let begins = byte == ConsoleFraming.start0
    if begins { hasBegun = true }
    guard case .message(let count) = requests.feed(byte) else { return begins ? .begins : nil }
    let message = requests.message(count: count)
    guard hasBegun, let header = SMPHeader(message), header.operation.isRequest else { return nil }
    hasBegun = false
    pending = header
    return .request(header, message)
  }

  /// The band has sent a byte: the request that it ends the answer to, and the answer, valid until the next byte.
  package func answered(_ byte: UInt8) -> (request: SMPHeader, answer: SMPHeader, message: UnsafeBufferPointer<UInt8>)?
  {
    guard case .message(let count) = answers.feed(byte), let asked = pending else { return nil }
    let message = answers.message(count: count)
    guard let header = SMPHeader(message), header.group == asked.group, header.command == asked.command,
      header.sequence == asked.sequence
    else { return nil }
    pending = nil
    return (asked, header, message)
  }
}
