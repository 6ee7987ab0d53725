import Foundation

/// Paths in scenario files are relative to the file that has them.
enum ScenarioPath {
  /// The folder of a file; empty for the present one.
  static func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

  /// A path as the present folder sees it.
  static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
  }
}
