import Formats
import Link

/// A run of several bands on one air, on a thread of its own.
public final class AirRunner: Sendable {
  /// Each band's pseudo-terminal, where it has one, by its name.
  public let ports: [(name: String, port: BandPort?)]
  /// What each image was recognised as.
  public let imageSummaries: [(name: String, summary: String)]
  private let options: AirOptions
  private let inputs: [RunInputs]
  private let outputs: OutputSet
  private let wakeup = Wakeup()
  private let boards: [StatusBoard]
  private let stopFlag = StopFlag()
  private let thread = EmulationThread<AirOutcome>()

  /// Reads all files and opens the ptys. Throws one clear line for what is wrong.
  public init(_ options: AirOptions) throws {
    self.options = options
    inputs = try options.runs.map { try RunInputs($0) }
    outputs = try options.outputs()
    boards = options.bands.map { [wakeup] _ in StatusBoard(wakeup) }
    ports = try options.bands.map { [wakeup] band in
      (band.name, band.run.hasLink ? try BandPort(band.run, wakeup: wakeup) : nil)
    }
    imageSummaries = zip(options.bands, inputs).compactMap { band, inputs in
      inputs.image.map { (band.name, $0.summary) }
    }
  }

  /// Starts the run. `tell` is given, on the run's thread, each line that a person should read.
  public func start(telling tell: @escaping @Sendable (String) -> Void = { _ in }) {
    thread.start { [self] in
      let pause = PauseFlag()
      let ends = ports.map { entry in
        SessionPorts(
          band: entry.port?.cable, wakeup: wakeup, pause: pause, tell: { tell("\(entry.name): \($0)") })
      }
      return try AirSession(options, inputs, outputs: outputs, ports: ends, boards: boards, stop: stopFlag).run()
    } end: { [self] in
      for entry in ports { entry.port?.close() }
      for board in boards { board.close() }
    }
  }

  /// Asks the run to end at its next slice, with this exit status: 128 and a signal's number.
  public func stop(status: Int32 = 130) {
    stopFlag.set(status: status)
    wakeup.signal()
  }

  /// What there is to see of the first band now, for one viewer.
  public var status: LiveStatus { thread.isFinished ? boards[0].last : boards[0].ask() }

  /// Waits for the end of the run, at most so long; returns whether it has ended.
  public func wait(for limit: Duration) -> Bool { thread.wait(for: limit) }

  /// Waits for the end of the run.
  public func join() -> Result<AirOutcome, any Error> {
    thread.join() ?? .failure(InputError("the run ended without a result"))
  }
}
