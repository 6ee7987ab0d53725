import Machine
import Session
import Watchers

/// A run of a scenario, from power-on to its report, its expectations judged on the way.
///
///     let runner = try ScenarioRun(Scenario(path: "day.yaml")).runner()
///     runner.start()
///     let outcome = try runner.join().get()
public struct ScenarioRun: Sendable {
  /// What is run.
  public var scenario: Scenario
  /// Take a `RunSample` so often in virtual time, beginning at tick 0; `nil` for none.
  public var sampleInterval: Tick?
  /// What `within N % of the baseline` compares with.
  public var baseline: ScenarioBaseline.Entry?
  /// What to record of the power; `nil` for nothing.
  public var recording: PowerRecordingOptions?
  /// Whether the outcome has which code was executed.
  public var recordsCode = false
  /// The firmware in place of the scenario's; `nil` for that.
  public var imagePath: String?
  /// Intervals to measure beside the scenario's.
  public var intervals: [IntervalPlan] = []
  /// The ELF file that has the image's source lines; `nil` for the image's own.
  public var debugInfoPath: String?
  /// Coefficients in place of the scenario's and the documented ones, by name.
  public var coefficients: [String: Coefficient] = [:]

  /// A run of a scenario, without samples.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  /// The run, ready to start. Its outcome has the expectations and the samples. Throws one line where the image cannot be
  /// started.
  public func runner() throws -> Runner {
    let watch = RunWatch(
      expectations: scenario.expectations, intervals: scenario.intervals + intervals, duration: scenario.duration,
      baseline: baseline?.averagesUa, sampleInterval: sampleInterval)
    var options = scenario.options
    options.imagePath = imagePath ?? options.imagePath
    options.recording = recording ?? options.recording
    options.recordsCode = recordsCode
    options.debugInfoPath = debugInfoPath
    options.coefficients.merge(coefficients) { _, new in new }
    return Runner(
      try RunInputs(
        options, inputs: scenario.inputs, recordings: scenario.recordings,
        studies: [{ RunObserver(watch, of: $0) }]))
  }
}
