import Formats
import Link
import Machine

/// One run on a thread of its own: the thread makes and owns the machine, and only values cross.
public final class Runner: Sendable {
  /// What a person asks of the band.
  public let commands: Mailbox<RunCommand>
  /// The pseudo-terminal, where there is one.
  public let port: BandPort?
  /// That of the instrument in the band's supply, where there is one.
  public let ppk2: PPK2Port?
  /// The UDP port, where there is one.
  public let udp: UDPPort?
  /// That for RTT, where there is one.
  public let rtt: RTTPort?
  /// What ends a pause of the emulation.
  private let wakeup: Wakeup
  private let board: StatusBoard
  private let inputs: RunInputs
  private let stopFlag = StopFlag()
  private let pauseFlag = PauseFlag()
  private let thread = EmulationThread<RunOutcome>()

  /// Reads all files and opens the pty. Throws one clear line for what is wrong.
  public convenience init(_ options: RunOptions) throws { try self.init(options, controller: nil) }

  /// The same, controlled by a debugger.
  package convenience init(
    _ options: RunOptions, controller: (@Sendable (ControlledRun) -> any RunController)?
  ) throws {
    var inputs = try RunInputs(options)
    inputs.controller = controller
    let wakeup = Wakeup()
    self.init(
      inputs, wakeup: wakeup, port: options.hasLink ? try BandPort(options, wakeup: wakeup) : nil,
      ppk2: options.hasPPK2 ? try PPK2Port(options, wakeup: wakeup) : nil,
      udp: try options.udpPort.map { number throws(LinkError) in try UDPPort(number: number, wakeup: wakeup) },
      rtt: try options.rttAddress.map { place throws(LinkError) in try RTTPort(place, wakeup: wakeup) })
  }

  /// What the image was recognised as and where it goes; `nil` where the band starts what its flash holds.
  public var imageSummary: String? { inputs.image?.summary }

  /// What was recognised in recordings, such as another unit; a line each.
  public var notes: [String] { inputs.notes }

  /// A run with its inputs read.
  package init(
    _ inputs: RunInputs, wakeup: Wakeup = Wakeup(), port: BandPort? = nil, ppk2: PPK2Port? = nil, udp: UDPPort? = nil,
    rtt: RTTPort? = nil
  ) {
    self.inputs = inputs
    self.wakeup = wakeup
    self.port = port
    self.ppk2 = ppk2
    self.udp = udp
    self.rtt = rtt
    board = StatusBoard(wakeup)
    commands = Mailbox { wakeup.signal() }
  }

  /// Starts the run. `tell` is given, on the run's thread, each line that a person should read.
  public func start(telling tell: @escaping @Sendable (String) -> Void = { _ in }) {
    thread.start { [self] in
      try run(tell)
    } end: { [self] in
      port?.close()
      ppk2?.close()
      udp?.close()
      rtt?.close()
      board.close()
    }
  }

  /// Asks the run to end at its next slice, with this exit status: 128 and a signal's number, or 0 for a person's wish.
  public func stop(status: Int32 = 130) {
    stopFlag.set(status: status)
    wakeup.signal()
  }

  /// Holds virtual time at the end of the present slice, until `resume`.
  public func pause() { pauseFlag.set() }

  /// Goes on where `pause` has held it, as if no time had passed.
  public func resume() {
    pauseFlag.clear()
    wakeup.signal()
  }

  /// What there is to see now, for one viewer: the run is asked for it.
  public var status: LiveStatus { isFinished ? board.last : board.ask() }

  /// Whether the run has ended.
  public var isFinished: Bool { thread.isFinished }

  /// Waits for the end of the run, at most so long; returns whether it has ended.
  public func wait(for limit: Duration) -> Bool { thread.wait(for: limit) }

  /// Waits for the end of the run.
  public func join() -> Result<RunOutcome, any Error> {
    thread.join() ?? .failure(InputError("the run ended without a result"))
  }

  private func run(_ tell: @escaping @Sendable (String) -> Void) throws -> RunOutcome {
    defer { inputs.flash?.file.close() }
    let ports = SessionPorts(
      band: port?.cable, ppk2: ppk2?.cable, udp: udp, rtt: rtt, wakeup: wakeup, pause: pauseFlag, tell: tell)
    return try Session(inputs, ports: ports, commands: commands, board: board, stop: stopFlag).run()
  }
}
