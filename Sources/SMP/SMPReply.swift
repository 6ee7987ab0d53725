/// Reads replies: the client's side.
public struct SMPReply {
  /// The reply's header.
  public let header: SMPHeader
  /// The reply's map.
  public let fields: CBORContainer
  /// The error carried, if any: the group (nil for an error of the protocol) and its code.
  public let error: (group: UInt64?, code: UInt64)?

  /// The reply in `message`; nil when it is no reply or malformed.
  public init?(_ message: UnsafeBufferPointer<UInt8>) {
    guard let header = SMPHeader(message), !header.operation.isRequest, let map = header.payload(in: message) else {
      return nil
    }
    self.header = header
    fields = map
    error = SMPReply.error(in: map)
  }

  /// Whether this answers `request`.
  public func answers(_ request: SMPHeader) -> Bool {
    header.group == request.group && header.command == request.command && header.sequence == request.sequence
      && header.operation == request.operation.response
  }

  private static func error(in map: CBORContainer) -> (group: UInt64?, code: UInt64)? {
    var fields = map
    while let field = fields.nextField() {
      // Old servers send rc 0 with a success.
      if field.key.equals("rc"), case .unsigned(let code) = field.value, code != 0 { return (nil, code) }
      guard field.key.equals("err"), case .map(var inner) = field.value else { continue }
      var group: UInt64?
      var code: UInt64?
      while let part = inner.nextField() {
        guard case .unsigned(let value) = part.value else { continue }
        if part.key.equals("group") { group = value }
        if part.key.equals("rc") { code = value }
      }
      if let code, code != 0 { return (group, code) }
    }
    return nil
  }
}
