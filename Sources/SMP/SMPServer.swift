/// What is to be done with a message that `SMPServer` has handled.
public enum SMPOutcome: Equatable, Sendable {
  /// It was no request: nothing is sent.
  case ignored
  /// Send the first `count` bytes of the reply's buffer.
  case reply(count: Int)
  /// Send the first `count` bytes, wait until they have left, then reset. `bootMode` 1 asks for the bootloader; nil
  /// leaves the choice.
  case replyThenReset(count: Int, bootMode: UInt8?)
}

/// The device's side of the protocol: takes a message, asks the device, writes the reply. Between messages it keeps only
/// how far an image's upload has come and which file is open; requests are answered strictly in the order in which they
/// are given to it.
public struct SMPServer<Device: SMPDevice & ~Copyable>: ~Copyable {
  /// The device spoken for.
  public var device: Device
  var upload = SMPUpload<Device.Digest>()
  /// Size of the file that is open.
  var fileLength: UInt32 = 0

  /// A server for `device`.
  public init(_ device: consuming Device) {
    self.device = device
  }

  /// Handles one message and writes the answer, if there is one, to `reply`, which may not overlap `message` and should
  /// be as large as the largest message accepted.
  public mutating func handle(
    _ message: UnsafeBufferPointer<UInt8>, reply: UnsafeMutableBufferPointer<UInt8>
  ) -> SMPOutcome {
    guard let header = SMPHeader(message), header.operation.isRequest, reply.count >= SMPHeader.size else {
      return .ignored
    }
    var answer = header
    answer.flags = 0
    answer.operation = header.operation.response
    answer.version = min(header.version, 1)
    var writer = CBORWriter(UnsafeMutableBufferPointer(rebasing: reply[SMPHeader.size...]))
    var reset: Reset?
    var result = dispatch(header, message, &writer, &reset)
    if result == .done && writer.overflowed { result = .failed(.messageSize) }
    if result != .done {
      reset = nil
      SMPServer.writeError(result, header: answer, &writer)
      guard !writer.overflowed else { return .ignored }
    }
    answer.length = UInt16(truncatingIfNeeded: writer.count)
    answer.write(to: reply)
    let count = SMPHeader.size &+ writer.count
    if let reset { return .replyThenReset(count: count, bootMode: reset.bootMode) }
    return .reply(count: count)
  }

  struct Reset {
    var bootMode: UInt8?
  }

  private mutating func dispatch(
    _ header: SMPHeader, _ message: UnsafeBufferPointer<UInt8>, _ reply: inout CBORWriter, _ reset: inout Reset?
  ) -> SMPResult {
    guard header.version <= 1 else { return .failed(.tooNew) }
    guard let request = header.payload(in: message) else { return .failed(.invalid) }
    let groups = device.groups
    switch header.group {
    case SMPGroup.os where groups.contains(.os): return handleOS(header, request, &reply, &reset)
    case SMPGroup.image where groups.contains(.image): return handleImage(header, request, &reply)
    case SMPGroup.statistics where groups.contains(.statistics): return handleStatistics(header, request, &reply)
    case SMPGroup.settings where groups.contains(.settings): return handleSettings(header, request, &reply)
    case SMPGroup.files where groups.contains(.files): return handleFiles(header, request, &reply)
    case SMPGroup.shell where groups.contains(.shell): return handleShell(header, request, &reply)
    case SMPGroup.enumeration where groups.contains(.enumeration): return handleEnumeration(header, request, &reply)
    case SMPGroup.basic where groups.contains(.basic): return handleBasic(header, &reply)
    default: return device.handle(header, request, reply: &reply)
    }
  }

  private static func writeError(_ result: SMPResult, header: SMPHeader, _ writer: inout CBORWriter) {
    writer.restart()
    writer.map(1)
    switch result {
    case .groupError(let code, _) where header.version >= 1:
      writer.text("err")
      writer.map(2)
      writer.text("group")
      writer.unsigned(UInt64(header.group))
      writer.text("rc")
      writer.unsigned(UInt64(code))
    case .groupError(_, let error), .failed(let error):
      writer.text("rc")
      writer.unsigned(UInt64(error.rawValue))
    case .done: break
    }
  }
}
