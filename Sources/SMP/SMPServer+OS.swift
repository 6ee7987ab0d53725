extension SMPServer where Device: ~Copyable {
  mutating func handleOS(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter, _ reset: inout Reset?
  ) -> SMPResult {
    let reads = header.operation == .read
    switch header.command {
    case OSCommand.echo: return echo(request, &reply)
    case OSCommand.dateTime: return reads ? readDateTime(&reply) : writeDateTime(request, &reply)
    case OSCommand.reset where !reads: return prepareReset(request, &reply, &reset)
    case OSCommand.parameters where reads: return readParameters(&reply)
    case OSCommand.info where reads: return readInfo(request, &reply)
    default: return .failed(.notSupported)
    }
  }

  /// A request without `d` is answered by an empty text.
  private func echo(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    var fields = request
    var text = CBORString(UnsafeBufferPointer(start: nil, count: 0))
    while let field = fields.nextField() {
      guard field.key.equals("d") else { continue }
      guard case .text(let value) = field.value else { return .failed(.invalid) }
      text = value
    }
    reply.map(1)
    reply.text("r")
    reply.text(text)
    return .done
  }

  private mutating func readDateTime(_ reply: inout CBORWriter) -> SMPResult {
    guard let now = device.dateTime() else { return .error(OSError.clockNotSet) }
    reply.map(1)
    reply.text("datetime")
    var text = reply.beginText()
    now.write(to: &text)
    reply.endText(text)
    return .done
  }

  private mutating func writeDateTime(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    var fields = request
    var value: DateTime?
    while let field = fields.nextField() {
      guard field.key.equals("datetime") else { continue }
      guard case .text(let text) = field.value else { return .failed(.invalid) }
      value = DateTime(text)
    }
    guard let value else { return .failed(.invalid) }
    guard device.setDateTime(value) else { return .error(OSError.clockFailed) }
    reply.map(0)
    return .done
  }

  private mutating func prepareReset(
    _ request: CBORContainer, _ reply: inout CBORWriter, _ reset: inout Reset?
  ) -> SMPResult {
    var fields = request
    var force = false
    var bootMode: UInt8?
    while let field = fields.nextField() {
      if field.key.equals("force") {
        switch field.value {
        case .boolean(let value): force = value
        case .unsigned(let value) where value <= 1: force = value == 1
        default: return .failed(.invalid)
        }
      } else if field.key.equals("boot_mode") {
        guard case .unsigned(let value) = field.value, value <= 0xFF else { return .failed(.invalid) }
        bootMode = UInt8(truncatingIfNeeded: value)
      }
    }
    guard device.allowsReset(force: force) else { return .failed(.busy) }
    reply.map(0)
    reset = Reset(bootMode: bootMode)
    return .done
  }

  private func readParameters(_ reply: inout CBORWriter) -> SMPResult {
    reply.map(2)
    reply.text("buf_size")
    reply.unsigned(UInt64(device.bufferSize))
    reply.text("buf_count")
    reply.unsigned(UInt64(device.bufferCount))
    return .done
  }

  /// The fields come in their own order, whatever the order of the letters (as Zephyr does it).
  private mutating func readInfo(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    var fields = request
    var wanted: UInt16 = 0
    while let field = fields.nextField() {
      guard field.key.equals("format") else { continue }
      guard case .text(let format) = field.value else { return .failed(.invalid) }
      var letters = format.bytes()
      while let letter = letters.next() {
        if letter == 0x61 {
          wanted = 1 << UInt16(InfoField.count) &- 1
        } else if let known = InfoField(letter: letter) {
          wanted |= 1 << UInt16(known.rawValue)
        } else {
          return .error(OSError.invalidFormat)
        }
      }
    }
    if wanted == 0 { wanted = 1 << UInt16(InfoField.kernelName.rawValue) }
    reply.map(1)
    reply.text("output")
    var text = reply.beginText()
    for bit in 0..<InfoField.count where wanted >> UInt16(bit) & 1 != 0 {
      guard let field = InfoField(rawValue: bit) else { continue }
      if text.count > 0 { text.append(" ") }
      device.info(field, to: &text)
    }
    reply.endText(text)
    return .done
  }
}
