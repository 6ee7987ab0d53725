extension SMPServer where Device: ~Copyable {
  /// The words are joined by blanks, so that `["status"]`, `["set", "x"]` and `["set x"]` all are lines.
  mutating func handleShell(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter
  ) -> SMPResult {
    guard header.command == ShellCommand.execute, header.operation == .write else { return .failed(.notSupported) }
    guard case .array(var words)? = request["argv"] else { return .failed(.invalid) }
    var storage = InlineArray<128, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) { raw in
      var line = TextWriter(raw.bindMemory(to: UInt8.self))
      while let item = words.next() {
        guard case .text(let word) = item else { return .failed(.invalid) }
        if line.count > 0 { line.append(byte: 0x20) }
        var bytes = word.bytes()
        while !line.overflowed, let byte = bytes.next() { line.append(byte: byte) }
      }
      if line.overflowed { return .error(ShellError.commandTooLong) }
      return run(line, &reply)
    }
  }

  private mutating func run(_ line: TextWriter, _ reply: inout CBORWriter) -> SMPResult {
    let text = line.written
    guard text.contains(where: { $0 != 0x20 }) else { return .error(ShellError.emptyCommand) }
    reply.map(2)
    reply.text("o")
    // Behind it come the key `ret` and a number of 32 bits.
    var output = reply.beginText(leaving: 9)
    let result = device.run(text, output: &output)
    reply.endText(output, isCut: true)
    reply.text("ret")
    reply.integer(Int64(result))
    return .done
  }
}
