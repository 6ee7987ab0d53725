/// A debugger that is connected.
final class DebugClient {
  /// By which the server knows the connection.
  let number: Int
  /// Whether it only looks: another one controlled the run when it said its first word.
  var isObserver = false
  var hasSpoken = false
  var reader = PacketReader()
  /// What it has sent and what has not been answered yet.
  var waiting: [PacketReader.Item] = []
  /// Whether packets are acknowledged.
  var acknowledges = true
  /// The latest packet, for a client that has not understood it.
  var latest: [UInt8] = []
  /// Whether it is one of `target extended-remote`, which can start the program again.
  var canRestart = false
  /// Whether it knows these parts of a stop reply.
  var knowsHardwareBreaks = false
  var knowsSoftwareBreaks = false
  /// The thread whose registers it asks for; `nil` for the one that runs.
  var selected: UInt32?
  /// Names that it was asked for.
  var askedSymbols: Set<String> = []
  /// What `vFlashErase` and `vFlashWrite` have asked for so far.
  var flash = FlashProgram()

  /// Items that may wait; whoever sends more does not wait for answers.
  static let waitingLimit = 100_000

  init(_ number: Int) { self.number = number }
}
