import SMP

/// Asks a device for things over SMP and waits for each answer. For one thread at a time.
public final class SMPClient {
  /// Carries the messages.
  public let transport: any SMPTransport
  /// How long an answer may take.
  public var timeout: Duration
  /// How often a request is sent again that may safely be done twice.
  public var retries = 2
  /// The largest request that is sent, in bytes, header included. `readParameters` raises it to what the device says.
  public internal(set) var messageLimit = 256
  /// How often the last request was sent.
  private(set) var lastTries = 0
  private var sequence: UInt8 = 0
  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: SMPClient.largestMessage)

  /// No device of the field takes more, and its length must fit into 16 bits.
  static let largestMessage = 65_000

  /// A client over a transport, with the time-out that the field's tools have.
  public init(_ transport: any SMPTransport, timeout: Duration = .seconds(2)) {
    self.transport = transport
    self.timeout = timeout
  }

  deinit { memory.deallocate() }

  /// Sends a request and returns the map of its answer.
  ///
  /// `what` names the request in errors. A request that may be done twice is sent again when no answer comes; the answer
  /// to any of them counts. Late answers to earlier requests are passed over. Throws an `SMPError`.
  func request(
    _ what: String, again: Bool = true, timeout: Duration? = nil,
    _ write: (SMPRequest, UnsafeMutableBufferPointer<UInt8>) -> Int?
  ) throws(SMPError) -> SMPValue {
    let message = try encode(what, write)
    guard let header = message.withUnsafeBufferPointer({ SMPHeader($0) }) else {
      throw .malformed(command: what, what: "header")
    }
    sequence &+= 1
    let limit = timeout ?? self.timeout
    let tries = again ? retries + 1 : 1
    for number in 1...tries {
      lastTries = number
      let answer: Result<SMPValue, SMPError>?
      do throws(LinkError) {
        answer = try exchange(message, header, what, until: .now + limit)
      } catch {
        throw .link(error)
      }
      if let answer { return try answer.get() }
    }
    let (seconds, attoseconds) = limit.components
    throw .noAnswer(
      port: transport.name, command: what, seconds: Double(seconds) + Double(attoseconds) / 1e18, tries: tries)
  }

  /// What `body` asks for; nil where the device refuses, as one may that does not know the question.
  public func optional<Answer>(_ body: () throws(SMPError) -> Answer) throws(SMPError) -> Answer? {
    do throws(SMPError) {
      return try body()
    } catch {
      guard case .refused = error else { throw error }
      return nil
    }
  }

  private func exchange(
    _ message: [UInt8], _ header: SMPHeader, _ what: String, until deadline: ContinuousClock.Instant
  ) throws(LinkError) -> Result<SMPValue, SMPError>? {
    try transport.send(message, until: deadline)
    while let answer = try transport.receive(until: deadline) {
      if let result = Self.read(answer, to: header, what) { return result }
    }
    return nil
  }

  /// A request as a message of at most `messageLimit` bytes.
  func encode(
    _ what: String, _ write: (SMPRequest, UnsafeMutableBufferPointer<UInt8>) -> Int?
  ) throws(SMPError) -> [UInt8] {
    let room = UnsafeMutableBufferPointer(rebasing: memory[..<messageLimit])
    guard let count = write(SMPRequest(sequence: sequence), room) else {
      throw .tooLarge(command: what, limit: messageLimit)
    }
    return Array(memory[..<count])
  }

  /// What a message says to a request; nil when it is no answer to it.
  private static func read(_ message: [UInt8], to request: SMPHeader, _ what: String) -> Result<SMPValue, SMPError>? {
    message.withUnsafeBufferPointer { message in
      guard let reply = SMPReply(message), reply.answers(request) else { return nil }
      let fields = SMPValue.map(SMPValue.fields(reply.fields))
      guard let error = reply.error else { return .success(fields) }
      return .failure(
        .refused(
          command: what, group: error.group.map { UInt16(clamping: $0) }, code: error.code,
          reason: fields["rsn"]?.string))
    }
  }
}
