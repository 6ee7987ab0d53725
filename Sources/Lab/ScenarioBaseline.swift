import Foundation

/// What scenarios cost at a time when somebody was content with it: a file to commit beside them.
public struct ScenarioBaseline: Codable, Hashable, Sendable {
  /// What one scenario cost.
  public struct Entry: Codable, Hashable, Sendable {
    /// The average of all loads, in microamperes.
    public var averageUa: Double
    /// The average of each component, in microamperes.
    public var componentsUa: [String: Double]

    /// The costs that a report has.
    public init(_ report: Report) {
      averageUa = Entry.rounded(report.averageCurrentUa.typical)
      var sums: [String: Double] = [:]
      for row in report.chargeUah { sums[row.component, default: 0] += row.typical }
      componentsUa = sums.mapValues { Entry.rounded($0 * 3_600 / max(report.virtualSeconds, 1e-9)) }
    }

    /// To a picoampere: a committed file should not change in its sixteenth digit.
    private static func rounded(_ microamperes: Double) -> Double { (microamperes * 1e6).rounded() / 1e6 }

    /// By component; "" for all.
    var averagesUa: [String: Double] { componentsUa.merging(["": averageUa]) { first, _ in first } }
  }

  /// By the scenario's name.
  public var scenarios: [String: Entry] = [:]

  /// A baseline without scenarios.
  public init() {}

  /// Reads a file. Throws one line where it is none.
  public init(path: String) throws(InputError) {
    let bytes = try InputFile.read(path)
    do throws(InputError) {
      let expected = "a baseline that 'bandbox test --update-baseline' has written"
      self = try InputJSON.decode(Self.self, Data(bytes), expected: expected) {
        $0.keyDecodingStrategy = .convertFromSnakeCase
      }
    } catch {
      throw InputError("\(path): \(error)")
    }
  }

  /// The file's contents, with sorted keys, one a line.
  public var file: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }
}
