/// Paths in scenario files and plans are relative to the file that has them.
package enum RelativePath {
  /// The folder of a file; empty for the present one. NSString's `deletingLastPathComponent` crashes for a path of one
  /// letter (Swift 6.2's Foundation on Linux).
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The file's name without what follows its last dot; NSString's way crashes for a path of one letter, too.
  package static func bareName(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// A path as the present folder sees it.
  package static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder == "/" ? "/" + path : "\(folder)/\(path)"
  }
}
