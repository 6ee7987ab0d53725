import Formats
import Foundation
import Machine

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
  package init(
    name: String, seconds: Double, components: [String: Envelope], functions: [String: Double] = [:],
    cycles: [String: Double] = [:]
  ) {
    (self.name, self.seconds, self.components) = (name, seconds, components)
    (self.functions, self.cycles) = (functions, cycles)
  }

  /// What is read of `report.json`.
  private struct Recorded: Decodable {
    var report: Run
  }

  /// What is read of a report.
  private struct Run: Decodable {
    struct Row: Decodable {
      var component: String
      var low: Double
      var typical: Double
      var high: Double
    }

    var virtualSeconds: Double
    var chargeUah: [Row]
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

  /// Of a report as `--report` or, around it, `bandbox power` writes it. Throws what was expected.
  package init(report: Data, name: String) throws(InputError) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard
      let run = (try? decoder.decode(Run.self, from: report))
        ?? (try? decoder.decode(Recorded.self, from: report))?.report
    else { throw InputError("expected a report as '--report' or 'bandbox power' writes it") }
    self.init(name: name, run)
  }

  /// Of a folder that `bandbox power` has written.
  package init(folder: String, name: String? = nil) throws {
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
    self.init(name: name ?? folder, run, functions: functions, cycles: cycles)
  }

  private init(name: String, _ run: Run, functions: [String: Double] = [:], cycles: [String: Double] = [:]) {
    var components: [String: Envelope] = [:]
    let hours = max(run.virtualSeconds, 1e-9) / 3_600
    for row in run.chargeUah {
      components[row.component, default: Envelope()].low += row.low / hours
      components[row.component, default: Envelope()].typical += row.typical / hours
      components[row.component, default: Envelope()].high += row.high / hours
    }
    self.init(name: name, seconds: run.virtualSeconds, components: components, functions: functions, cycles: cycles)
  }
}
