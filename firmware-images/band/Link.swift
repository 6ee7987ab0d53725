/// The cradle's cable: SMP frames for tools, and a console of plain text for people on the same line.
struct Link: ~Copyable {
  private enum Storage {
    /// The longest message accepted, its checksum, and some room.
    nonisolated(unsafe) static var request = InlineArray<1032, UInt8>(repeating: 0)
    nonisolated(unsafe) static var reply = InlineArray<1032, UInt8>(repeating: 0)
    static func buffer(_ array: inout InlineArray<1032, UInt8>) -> UnsafeMutableBufferPointer<UInt8> {
      withUnsafeMutablePointer(to: &array) {
        UnsafeMutableBufferPointer(start: UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self), count: 1032)
      }
    }
  }
  private var decoder = ConsoleDecoder(buffer: Storage.buffer(&Storage.request))
  private var server = SMPServer(BandDevice())
  private var line = InlineArray<128, UInt8>(repeating: 0)
  private var lineLength = 0

  /// Frames and lines that were thrown away.
  nonisolated(unsafe) private(set) static var drops = ConsoleDecoder.Drops()

  var isAttached: Bool { Cable.isOpen }

  /// The cable was plugged in. The line is served from the RC oscillator until the crystal has settled, so that a host
  /// that speaks at once is heard.
  mutating func attach() {
    Statistic.linkAttaches.count()
    decoder.reset()
    lineLength = 0
    Clocks.startCrystal()
    Cable.open()
    Log.stamp()
    Log.text(Board.greeting)
    Log.text(BandDevice.version)
    Log.text(", type help")
    Log.end()
  }

  /// Changes over to the crystal once it is there.
  func settle() {
    guard Cable.isOpen, Clocks.isCrystalSettled, !Clocks.isRunningFromCrystal else { return }
    Clocks.runFromCrystal()
  }

  mutating func detach() {
    Cable.close()
    Clocks.runFromRC()
  }

  #if BOARD_BAND1
    /// Takes what was received up to the next whole request, and returns its size: its host says nothing until `answer`.
    mutating func nextRequest() -> Int? {
      while let byte = Cable.take() {
        if case .message(let count) = decoder.feed(byte) { return count }
      }
      return nil
    }
  #else
    /// Deals with everything received.
    mutating func poll() {
      while let byte = Cable.take() {
        switch decoder.feed(byte) {
        case .none: break
        case .message(let count): answer(count)
        case .text(let text): type(text)
        case .heldText(_, let text): type(text)
        }
      }
    }
  #endif

  /// Answers the request of `count` bytes that came last.
  mutating func answer(_ count: Int) {
    Statistic.smpRequests.count()
    Self.drops = decoder.drops
    let reply = Storage.buffer(&Storage.reply)
    switch server.handle(decoder.message(count: count), reply: reply) {
    case .ignored: Statistic.smpErrors.count()
    case .reply(let size): send(reply, size)
    case .replyThenReset(let size, let mode):
      send(reply, size)
      reset(mode == 1 ? .recovery : .none)
    }
    // The shell's way to a reset.
    if let request = Shell.reset { reset(request) }
  }

  /// Restarts once everything has left the line.
  private func reset(_ request: BootRequest) -> Never {
    Cable.drain()
    Retention.save()
    Retention.note(cause: .request)
    Reboot.now(request)
  }

  private func send(_ reply: UnsafeMutableBufferPointer<UInt8>, _ size: Int) {
    var encoder = ConsoleEncoder(UnsafeBufferPointer(rebasing: reply[0..<size]), afterText: Log.isMidLine)
    while let byte = encoder.next() {
      Log.byte(byte)
      Watchdog.feed()
    }
  }

  /// Takes a typed character, with echo, and runs the line when it ends.
  private mutating func type(_ character: UInt8) {
    switch character {
    case 0x0D, 0x0A:
      guard lineLength > 0 else { return }
      Log.end()
      runLine()
      lineLength = 0
    case 0x08, 0x7F:
      guard lineLength > 0 else { return }
      lineLength -= 1
      Log.text("\u{8} \u{8}")
    case 0x20...0x7E:
      guard lineLength < SMPShell.lineLimit else { return }
      line[lineLength] = character
      lineLength += 1
      Log.byte(character)
    default: break
    }
  }

  private mutating func runLine() {
    let count = lineLength
    var output = TextWriter(Storage.buffer(&Storage.reply))
    withUnsafeMutableBytes(of: &line) { raw in
      let text = UnsafeBufferPointer(raw.assumingMemoryBound(to: UInt8.self))
      _ = Shell.run(UnsafeBufferPointer(rebasing: text[0..<count]), &output)
    }
    Log.lines(output.written)
    if let request = Shell.reset { reset(request) }
  }
}
