import Foundation

/// A report as a script would read it: by its documented keys, not by our types.
struct RunReport {
  let json: [String: Any]

  init(_ data: Data) throws {
    json = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  func object(_ key: String) -> [String: Any] { json[key] as? [String: Any] ?? [:] }
  var digest: String { json["digest"] as? String ?? "" }
  var statistics: [String: Int] { object("statistics").compactMapValues { $0 as? Int } }
  var trueSteps: Int { json["true_steps"] as? Int ?? -1 }
  var rows: [[String: Any]] { json["charge_uah"] as? [[String: Any]] ?? [] }
  var virtualSeconds: Double { json["virtual_seconds"] as? Double ?? -1 }
  var cycles: Int { json["cycles"] as? Int ?? -1 }
  var average: Double { object("average_current_ua")["typical"] as? Double ?? -1 }

  /// An exact charge in picoampere-ticks.
  func charge(_ key: String) -> Int128 { Int128(object("battery")[key] as? String ?? "") ?? -1 }
}
