import Foundation

/// Files that a person names.
enum InputFile {
  /// The bytes of a file. Throws one line that names it and says why it cannot be read.
  static func read(_ path: String) throws(InputError) -> [UInt8] {
    try check(path)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError("\(path): cannot be read: \(String(cString: strerror(errno)))")
    }
    return Array(data)
  }

  /// Throws one line where no file of that name can be there.
  static func check(_ path: String) throws(InputError) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputError("\(path): no such file")
    }
    guard !isDirectory.boolValue else { throw InputError("\(path): is a directory, expected a file") }
  }

  /// The text of a file, read as UTF-8. Throws as `read` does.
  static func text(_ path: String) throws(InputError) -> String { String(decoding: try read(path), as: UTF8.self) }
}
