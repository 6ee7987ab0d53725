import Foundation
import Machine

/// What `functions.json` holds: charge by function.
package struct FunctionsReport: Codable {
  /// A function, or a load that functions turned on, in brackets.
  package struct Row: Codable {
    package var name: String
    /// Its own, in exact picoampere-ticks (1/1,536,000,000 s).
    package var charge: String
    package var nanocoulombs: Int64
    /// With what it called or turned on.
    var totalNanocoulombs: Int64
    package var cycles: UInt64
    var calls: UInt64
  }

  var fromSeconds: Double
  var toSeconds: Double
  /// All charge that was drawn in that time, in exact picoampere-ticks: the sum of the rows.
  package var charge: String
  /// By falling total.
  var functions: [Row]

  /// The table of a profile.
  package init(_ profile: EnergyProfile) {
    fromSeconds = profile.range.lowerBound.inSeconds
    toSeconds = profile.range.upperBound.inSeconds
    charge = String(profile.total)
    functions = profile.rows.map {
      Row(
        name: $0.name, charge: String($0.own), nanocoulombs: Charge.nanocoulombs($0.own),
        totalNanocoulombs: Charge.nanocoulombs($0.total), cycles: $0.cycles, calls: $0.calls)
    }
  }

  /// Sorted keys, so that equal runs give equal files.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
