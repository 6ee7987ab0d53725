import Formats
import Foundation
import Session

/// What scenarios cost at a time when somebody was content with it: a file to commit beside them.
public struct ScenarioBaseline: Codable, Hashable, Sendable {
  /// What one scenario cost.
  public struct Entry: Codable, Hashable, Sendable {
    /// What the cell gave on average while it powered the running band, in microamperes; 0 where it never did.
    public var averageUa: Double
    /// The same by component.
    public var componentsUa: [String: Double]

    /// The costs that a report has.
    public init(_ report: Report) {
      averageUa = Entry.rounded(report.averageCurrentUa?.typical ?? 0)
      componentsUa = report.averagesByComponent.mapValues(Entry.rounded)
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
