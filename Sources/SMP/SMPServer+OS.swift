extension SMPServer where Device: ~Copyable {
  mutating func handleOS(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter, _ reset: inout Reset?
  ) -> SMPResult {
    let reads = header.operation == .read
    switch header.command {
    case OSCommand.echo: return echo(request, &reply)
    case OSCommand.taskStatistics where reads: return readTasks(&reply)
    case OSCommand.memoryPools where reads: return readMemoryPools(&reply)
    case OSCommand.dateTime: return reads ? readDateTime(&reply) : writeDateTime(request, &reply)
    case OSCommand.reset where !reads: return prepareReset(request, &reply, &reset)
    case OSCommand.parameters where reads: return readParameters(&reply)
    case OSCommand.info where reads: return readInfo(request, &reply)
    case OSCommand.bootloader where reads: return readBootloader(request, &reply)
    default: return .failed(.notSupported)
    }
  }

  /// A request without `d` is answered by an empty text.
  private func echo(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    var text = CBORString(UnsafeBufferPointer(start: nil, count: 0))
    if let field = request["d"] {
      guard case .text(let value) = field else { return .failed(.invalid) }
      text = value
    }
    reply.map(1)
    reply.text("r")
    reply.text(text)
    return .done
  }

  private mutating func readTasks(_ reply: inout CBORWriter) -> SMPResult {
    let count = max(0, device.taskCount)
    reply.map(1)
    reply.text("tasks")
    reply.map(count)
    for index in 0..<count {
      let task = device.task(index)
      reply.text(task.name)
      reply.map(9)
      reply.field("prio", UInt32(task.priority))
      reply.field("tid", UInt32(truncatingIfNeeded: index))
      reply.field("state", UInt32(task.state))
      reply.field("stkuse", task.stackUsed)
      reply.field("stksiz", task.stackSize)
      reply.field("cswcnt", task.switches)
      reply.field("runtime", task.runtime)
      // Check-ins are of Mynewt's watchdog; Zephyr says 0.
      reply.field("last_checkin", 0)
      reply.field("next_checkin", 0)
    }
    return .done
  }

  private mutating func readMemoryPools(_ reply: inout CBORWriter) -> SMPResult {
    let count = max(0, device.memoryPoolCount)
    reply.map(count)
    for index in 0..<count {
      let pool = device.memoryPool(index)
      reply.text(pool.name)
      reply.map(4)
      reply.field("blksiz", pool.blockSize)
      reply.field("nblks", pool.blocks)
      reply.field("nfree", pool.free)
      reply.field("min", pool.leastFree)
    }
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
    guard let text = request.text("datetime"), let value = DateTime(text), device.accepts(value) else {
      return .failed(.invalid)
    }
    guard device.setDateTime(value) else { return .error(OSError.clockFailed) }
    reply.map(0)
    return .done
  }

  private mutating func prepareReset(
    _ request: CBORContainer, _ reply: inout CBORWriter, _ reset: inout Reset?
  ) -> SMPResult {
    guard let force = request.flag("force") else { return .failed(.invalid) }
    var bootMode: UInt8?
    if request["boot_mode"] != nil {
      guard let mode = request.number("boot_mode", or: 0), mode <= 0xFF else { return .failed(.invalid) }
      bootMode = UInt8(truncatingIfNeeded: mode)
    }
    guard device.allowsReset(force: force) else { return .failed(.busy) }
    reply.map(0)
    reset = Reset(bootMode: bootMode)
    return .done
  }

  private func readParameters(_ reply: inout CBORWriter) -> SMPResult {
    reply.map(2)
    reply.field("buf_size", device.bufferSize)
    reply.field("buf_count", device.bufferCount)
    return .done
  }

  /// The fields come in their own order, whatever the order of the letters (as Zephyr does it).
  private mutating func readInfo(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    var wanted: UInt16 = 0
    if let field = request["format"] {
      guard case .text(let format) = field else { return .failed(.invalid) }
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

  private func readBootloader(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let bootloader = device.bootloader else { return .failed(.notSupported) }
    guard let field = request["query"] else {
      reply.map(1)
      reply.text("bootloader")
      reply.text(bootloader.name)
      return .done
    }
    guard case .text(let query) = field else { return .failed(.invalid) }
    guard query.equals("mode"), let mode = bootloader.mode else { return .error(OSError.noAnswer) }
    reply.map(1)
    reply.field("mode", UInt32(mode))
    return .done
  }
}

extension CBORWriter {
  /// A number with its key.
  mutating func field(_ key: StaticString, _ value: UInt32) {
    text(key)
    unsigned(UInt64(value))
  }

  /// A truth with its key.
  mutating func field(_ key: StaticString, _ value: Bool) {
    text(key)
    boolean(value)
  }
}
