import Formats
import Machine

/// What decides a run of several bands on one air.
public struct AirOptions: Sendable {
  /// A band: its name, and a run's options, of which the air's own replace duration, speed and seed.
  public struct Band: Sendable {
    /// Its name in reports and captures.
    public var name: String
    /// Its image, board and port.
    public var run: RunOptions

    /// States one.
    public init(name: String, run: RunOptions) {
      self.name = name
      self.run = run
    }
  }

  /// The bands, in the order that decides ties.
  public var bands: [Band]
  /// How long to run, in virtual time; `nil` until stopped.
  public var duration: Tick?
  /// How fast; `nil` chooses: `max` with a duration and no port, else 1x.
  public var speed: Speed?
  /// The seed of the air and of the first band; each further band has the next one.
  public var seed: UInt64 = 1
  /// The part of all packets that a receiver does not hear, 0 ... 1.
  public var loss = 0.0
  /// The air that other processes share; `nil` for one of their own.
  public var air: AirPlace?
  /// Where to write packets: all that are sent, or those that one band sends and hears.
  public var captures: [(band: String?, path: String)] = []
  /// Where to write the report.
  public var reportPath: String?

  /// Bands at their defaults.
  public init(bands: [Band]) { self.bands = bands }

  /// The options of each band's run.
  var runs: [RunOptions] {
    bands.enumerated().map { index, band in
      var options = band.run
      options.duration = duration
      options.seed = seed &+ UInt64(index)
      return options
    }
  }

  /// The speed that is really used.
  var effectiveSpeed: Speed {
    speed ?? (duration != nil && !bands.contains { $0.run.hasLink } ? .max : .times(1))
  }

  /// Whether standard output belongs to an output, so that what people read goes to standard error.
  public var ownsStandardOutput: Bool {
    (captures.map(\.path) + [reportPath].compactMap(\.self)).contains(where: OutputFile.isStandardOutput)
  }

  /// A capture's option, as messages name it.
  static func option(_ capture: (band: String?, path: String)) -> String {
    capture.band.map { "\(RunOptions.Output.packets) \($0)" } ?? RunOptions.Output.packets
  }

  /// What is written, checked against what is read.
  func outputs() throws(InputError) -> OutputSet {
    try OutputSet(
      captures.map { (Self.option($0), $0.path) } + [(RunOptions.Output.report, reportPath)],
      inputs: bands.map { ("the image of \($0.name)", $0.run.imagePath) })
  }
}
