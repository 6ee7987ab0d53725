import Foundation

/// Files that a command leaves behind.
public enum OutputFile {
  /// Finds out before long work whether its result can be written. Throws one line where not.
  public static func checkWritable(_ path: String) throws(InputError) {
    let folder = RelativePath.folder(of: path)
    let parent = folder.isEmpty ? "." : folder
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: parent, isDirectory: &isDirectory), isDirectory.boolValue else {
      throw InputError("\(path): there is no folder \(parent)")
    }
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw InputError("\(path): is a directory, expected a file")
    }
    let target = FileManager.default.fileExists(atPath: path) ? path : parent
    guard access(target, W_OK) == 0 else {
      throw InputError("\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  /// Writes a file as a whole or not at all: beside it, then over it. Throws one line where that fails.
  public static func write(_ data: Data, to path: String) throws(InputError) {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw InputError("\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
