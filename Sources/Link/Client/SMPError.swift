import SMP

/// Why a request did not get the answer that it should.
public enum SMPError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The port or the network: one line with the port's name.
  case link(LinkError)
  /// Nothing, or nothing that fits, came in time.
  case noAnswer(port: String, command: String, seconds: Double, tries: Int)
  /// The device refused. The group is nil for an error of the protocol itself; `reason` is what the device says of it.
  case refused(command: String, group: UInt16?, code: UInt64, reason: String?)
  /// The answer lacks something.
  case malformed(command: String, what: String)
  /// The request is larger than the device takes.
  case tooLarge(command: String, limit: Int)
  /// The device took the data and says that they are not what was sent.
  case corrupted(String)

  /// One line for people.
  public var description: String {
    switch self {
    case .link(let error): return "\(error)"
    case .noAnswer(let port, let command, let seconds, let tries):
      let limit = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
      return "\(port): no answer to \(command) in \(limit) s" + (tries > 1 ? ", asked \(tries) times" : "")
        + "; is a device that speaks SMP there, at this baud rate?"
    case .refused(let command, let group, let code, let reason):
      let text = SMPErrorName(group: group, code: code)
      return "\(command): the device answered \(text)" + (reason.map { " (\($0))" } ?? "")
    case .malformed(let command, let what): return "\(command): the answer has no \(what)"
    case .tooLarge(let command, let limit):
      return "\(command): the request is longer than the \(limit) bytes that the device takes"
    case .corrupted(let what): return what
    }
  }
}
