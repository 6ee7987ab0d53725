/// Answers requests in recovery: of the OS group echo, reset, parameters and which bootloader this is; of the image group
/// state, upload, erase and slots. Sources: the Zephyr documentation of both groups; MCUboot's documentation, "Serial
/// recovery", for what `image` of an upload means here.
struct RecoveryServer {
  /// What is to be sent and done.
  struct Outcome {
    /// Bytes of the reply; 0 for none.
    var count = 0
    /// Resets after the reply.
    var reset: BootRequest?
  }

  /// How a command ended.
  enum Result: Equatable {
    case done
    case failed(ManagementError)
    case image(ImageError)
    case os(OSError)
  }

  private var upload = RecoveryUpload()

  mutating func handle<Flash: FlashDevice>(
    _ message: UnsafeBufferPointer<UInt8>, reply: UnsafeMutableBufferPointer<UInt8>, _ flash: inout Flash
  ) -> Outcome {
    guard let header = SMPHeader(message), header.operation.isRequest else { return Outcome() }
    var outcome = Outcome()
    var writer = CBORWriter(UnsafeMutableBufferPointer(rebasing: reply[SMPHeader.size...]))
    var result = dispatch(header, message, &writer, &outcome, &flash)
    if writer.overflowed { result = .failed(.messageSize) }
    if result != .done {
      outcome.reset = nil
      Self.writeError(result, header, &writer)
    }
    var answer = header
    answer.flags = 0
    answer.version = min(header.version, 1)
    answer.operation = header.operation.response
    answer.length = UInt16(truncatingIfNeeded: writer.count)
    answer.write(to: reply)
    outcome.count = SMPHeader.size &+ writer.count
    return outcome
  }

  private mutating func dispatch<Flash: FlashDevice>(
    _ header: SMPHeader, _ message: UnsafeBufferPointer<UInt8>, _ reply: inout CBORWriter, _ outcome: inout Outcome,
    _ flash: inout Flash
  ) -> Result {
    guard header.version <= 1 else { return .failed(.tooNew) }
    guard let request = header.payload(in: message) else { return .failed(.invalid) }
    let reads = header.operation == .read
    switch (header.group, header.command) {
    case (SMPGroup.os, OSCommand.echo): return Self.echo(request, &reply)
    case (SMPGroup.os, OSCommand.reset) where !reads: return Self.reset(request, &reply, &outcome)
    case (SMPGroup.os, OSCommand.parameters) where reads:
      reply.map(2)
      reply.text("buf_size")
      reply.unsigned(1024)
      reply.text("buf_count")
      reply.unsigned(1)
      return .done
    case (SMPGroup.os, OSCommand.bootloader) where reads: return Self.bootloader(request, &reply)
    case (SMPGroup.image, ImageCommand.state):
      if !reads {
        let result = RecoveryImages.write(request, &flash)
        guard result == .done else { return result }
      }
      return RecoveryImages.list(&reply, &flash)
    case (SMPGroup.image, ImageCommand.upload) where !reads: return upload.take(request, &reply, &flash)
    case (SMPGroup.image, ImageCommand.erase) where !reads: return RecoveryImages.erase(request, &reply, &flash)
    case (SMPGroup.image, ImageCommand.slotInfo) where reads: return RecoveryImages.slots(&reply)
    default: return .failed(.notSupported)
    }
  }

  private static func writeError(_ result: Result, _ header: SMPHeader, _ writer: inout CBORWriter) {
    writer.restart()
    var group: UInt16?
    var code: UInt16 = 0
    switch result {
    case .done: return
    case .failed(let error): code = error.rawValue
    case .image(let error):
      group = header.version >= 1 ? SMPGroup.image : nil
      code = header.version >= 1 ? error.rawValue : error.version1.rawValue
    case .os(let error):
      group = header.version >= 1 ? SMPGroup.os : nil
      code = header.version >= 1 ? error.rawValue : error.version1.rawValue
    }
    writer.map(1)
    if let group {
      writer.text("err")
      writer.map(2)
      writer.text("group")
      writer.unsigned(UInt64(group))
    }
    writer.text("rc")
    writer.unsigned(UInt64(code))
  }

  // MARK: The OS group

  private static func echo(_ request: CBORContainer, _ reply: inout CBORWriter) -> Result {
    var fields = request
    reply.map(1)
    reply.text("r")
    while let field = fields.nextField() {
      guard field.key.equals("d") else { continue }
      guard case .text(let text) = field.value else { return .failed(.invalid) }
      reply.text(text)
      return .done
    }
    reply.text("")
    return .done
  }

  private static func reset(
    _ request: CBORContainer, _ reply: inout CBORWriter, _ outcome: inout Outcome
  ) -> Result {
    var fields = request
    outcome.reset = BootRequest.none
    while let field = fields.nextField() {
      guard field.key.equals("boot_mode") else { continue }
      guard case .unsigned(let mode) = field.value, mode <= 0xFF else { return .failed(.invalid) }
      outcome.reset = mode == 1 ? .recovery : BootRequest.none
    }
    reply.map(0)
    return .done
  }

  private static func bootloader(_ request: CBORContainer, _ reply: inout CBORWriter) -> Result {
    var fields = request
    while let field = fields.nextField() {
      guard field.key.equals("query") else { continue }
      guard case .text(let query) = field.value, query.equals("mode") else { return .os(.noAnswer) }
      reply.map(1)
      reply.text("mode")
      reply.unsigned(1)  // swap with a scratch area
      return .done
    }
    reply.map(1)
    reply.text("bootloader")
    reply.text("MCUboot")
    return .done
  }
}
