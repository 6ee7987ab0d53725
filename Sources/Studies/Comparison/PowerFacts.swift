import Formats
import Foundation
import Machine
import Session

/// What a run drew, as far as it can be compared with another: average currents, so that runs of different lengths compare.
public struct PowerFacts: Encodable, Sendable {
  /// A current in microamperes: with every coefficient low, typical, and with every one high.
  public struct Envelope: Codable, Hashable, Sendable {
    /// All low.
    public var low = 0.0
    /// Typical.
    public var typical = 0.0
    /// All high.
    public var high = 0.0
  }

  /// Where it comes from.
  public let name: String
  /// How long the run was, in seconds.
  public let seconds: Double
  /// By component, whatever fed it.
  public let components: [String: Envelope]
  /// By function, of its own; a load that functions turned on stands in brackets. Empty where functions were not recorded.
  public let functions: [String: Double]
  /// Cycles a second by function.
  public let cycles: [String: Double]

  /// Facts as given.
  init(
    name: String, seconds: Double, components: [String: Envelope], functions: [String: Double] = [:],
    cycles: [String: Double] = [:]
  ) {
    (self.name, self.seconds, self.components) = (name, seconds, components)
    (self.functions, self.cycles) = (functions, cycles)
  }

  /// Of a folder that `bandbox power` has written, of a scenario, which is run, or, with `scenario`, of an image that is run
  /// in it. Throws one line that says what is wrong.
  public init(of path: String, scenario: String?, variables: [String: String] = [:]) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      try self.init(folder: path)
      return
    }
    let isScenario = ["yaml", "yml"].contains((path as NSString).pathExtension.lowercased())
    guard isScenario || scenario != nil else {
      throw InputError("\(path): expected a folder or a scenario; to compare images, give --scenario")
    }
    var run = ScenarioRun(try Scenario(path: isScenario ? path : scenario ?? path, variables: variables))
    if !isScenario {
      if let problem = InputFile.problem(path) { throw InputError("\(path): \(problem)") }
      run.imagePath = path
    }
    run.recording = PowerRecordingOptions()
    let runner = try run.runner()
    runner.start()
    let outcome = try runner.join().get()
    let folder = NSTemporaryDirectory() + "bandbox-compare-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PowerOutputs(folder: folder).write(outcome, title: path)
    try self.init(folder: folder, name: path)
  }

  /// What is read of `report.json`.
  private struct Recorded: Decodable {
    struct Row: Decodable {
      var component: String
      var low: Double
      var typical: Double
      var high: Double
    }

    struct Run: Decodable {
      var virtualSeconds: Double
      var chargeUah: [Row]
    }

    var report: Run
  }

  /// What is read of `functions.json`.
  private struct Functions: Decodable {
    struct Row: Decodable {
      var name: String
      var charge: String
      var cycles: UInt64
    }

    var fromSeconds: Double
    var toSeconds: Double
    var functions: [Row]
  }

  private init(folder: String, name: String? = nil) throws {
    func read<Value: Decodable>(_ file: String, _ type: Value.Type) throws(InputError) -> Value {
      let path = RelativePath.resolve(file, in: folder)
      do throws(InputError) {
        return try InputJSON.decode(type, Data(try InputFile.read(path)), expected: "what 'bandbox power' has written")
        {
          $0.keyDecodingStrategy = .convertFromSnakeCase
        }
      } catch {
        throw InputError("\(path): \(error)")
      }
    }
    let run = try read("report.json", Recorded.self).report
    var components: [String: Envelope] = [:]
    let hours = max(run.virtualSeconds, 1e-9) / 3_600
    for row in run.chargeUah {
      components[row.component, default: Envelope()].low += row.low / hours
      components[row.component, default: Envelope()].typical += row.typical / hours
      components[row.component, default: Envelope()].high += row.high / hours
    }
    var functions: [String: Double] = [:]
    var cycles: [String: Double] = [:]
    if FileManager.default.fileExists(atPath: RelativePath.resolve("functions.json", in: folder)) {
      let profile = try read("functions.json", Functions.self)
      let seconds = max(profile.toSeconds - profile.fromSeconds, 1e-9)
      for row in profile.functions {
        // Picoampere-ticks.
        functions[row.name] = (Double(row.charge) ?? 0) / Double(Tick.perSecond) / seconds / 1e6
        cycles[row.name] = Double(row.cycles) / seconds
      }
    }
    self.init(
      name: name ?? folder, seconds: run.virtualSeconds, components: components, functions: functions, cycles: cycles)
  }
}
