import Yams

/// Tells the kinds of our own files apart, for who gives one where another is expected.
enum FileKind {
  /// What is wrong with a file that should be a scenario; `nil` where it may be one.
  static func mistakenForScenario(_ text: String, _ root: Node?, path: String) -> String? {
    if text.hasPrefix("bandbox recording") {
      return "is a recording, expected a scenario; 'bandbox run --replay \(path)' repeats it"
    }
    guard let keys = keys(root), !keys.contains("image"), keys.contains("scenario") else { return nil }
    return "is a sweep's plan, expected a scenario; 'bandbox sweep \(path)' runs it"
  }

  /// What is wrong with a file that should be a plan; `nil` where it may be one.
  static func mistakenForPlan(_ text: String, _ root: Node?, path: String) -> String? {
    guard let keys = keys(root), !keys.contains("scenario"),
      ["image", "timeline", "expect", "duration"].contains(where: keys.contains)
    else { return nil }
    return "is a scenario, expected a sweep's plan with the key 'scenario'; 'bandbox test \(path)' and "
      + "'bandbox power \(path)' run it"
  }

  private static func keys(_ root: Node?) -> [String]? { root?.mapping?.keys.compactMap(\.scalar?.string) }
}
