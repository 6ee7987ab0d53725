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
  private var line = InlineArray<16, UInt8>(repeating: 0)
  private var lineLength = 0

  /// What a person typed.
  enum Command { case status, help, unknown }

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
    Log.text("bandbox band 1.0.0, type help")
    Log.end()
  }

  /// Changes over to the crystal once it is there.
  func settle() {
    guard Cable.isOpen, Clocks.isCrystalSettled, !Clocks.control.has(Clocks.runningAtCrystal) else { return }
    Clocks.runFromCrystal()
  }

  mutating func detach() {
    Cable.close()
    Clocks.runFromRC()
  }

  /// Deals with everything received. Returns a command when a person has typed one.
  mutating func poll() -> Command? {
    while let byte = Cable.take() {
      switch decoder.feed(byte) {
      case .none: break
      case .message(let count): answer(count)
      case .text(let text): if let command = type(text) { return command }
      case .heldText(_, let text): if let command = type(text) { return command }
      }
    }
    return nil
  }

  private mutating func answer(_ count: Int) {
    Statistic.smpRequests.count()
    let reply = Storage.buffer(&Storage.reply)
    switch server.handle(decoder.message(count: count), reply: reply) {
    case .ignored: Statistic.smpErrors.count()
    case .reply(let size): send(reply, size)
    case .replyThenReset(let size, _):
      send(reply, size)
      Cable.drain()
      Retention.save(
        steps: Statistic.steps.value, isTimeSet: BandDevice.isTimeSet, boots: Statistic.boots.value)
      Retention.note(cause: .request)
      Chip.reset()
    }
  }

  private func send(_ reply: UnsafeMutableBufferPointer<UInt8>, _ size: Int) {
    var encoder = ConsoleEncoder(UnsafeBufferPointer(rebasing: reply[0..<size]), afterText: Log.isMidLine)
    while let byte = encoder.next() {
      Log.byte(byte)
      Watchdog.feed()
    }
  }

  /// Takes a typed character, with echo; returns the command at the end of the line.
  private mutating func type(_ character: UInt8) -> Command? {
    switch character {
    case 0x0D, 0x0A:
      guard lineLength > 0 else { return nil }
      Log.end()
      defer { lineLength = 0 }
      if lineLength <= 16, matches("status") { return .status }
      return lineLength <= 16 && matches("help") ? .help : .unknown
    case 0x08, 0x7F:
      guard lineLength > 0 else { return nil }
      lineLength -= 1
      Log.text("\u{8} \u{8}")
    case 0x20...0x7E:
      guard lineLength < 64 else { return nil }
      if lineLength < 16 { line[lineLength] = character }
      lineLength += 1
      Log.byte(character)
    default: break
    }
    return nil
  }

  private func matches(_ word: StaticString) -> Bool {
    guard word.utf8CodeUnitCount == lineLength else { return false }
    for index in 0..<lineLength where line[index] != word.utf8Start[index] { return false }
    return true
  }
}
