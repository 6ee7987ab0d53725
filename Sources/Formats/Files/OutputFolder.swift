import Glibc

/// Folders for several outputs.
package enum OutputFolder {
  /// Makes the folder where it is missing, and those above it. Throws one line where that cannot be, or where no file can be
  /// made in it.
  package static func make(_ path: String) throws(InputError) {
    guard !path.isEmpty else { throw InputError("expected the path of a folder, found an empty one") }
    var status = stat()
    if stat(path, &status) != 0 {
      guard errno == ENOENT else { throw failure(path, "cannot be used", errno) }
      let parent = RelativePath.folder(of: trimmed(path))
      if !parent.isEmpty, access(parent, F_OK) != 0 { try make(parent) }
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path, "cannot be made", errno) }
    } else {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw InputError("\(path): is a file, expected a folder") }
    }
    guard access(path, W_OK | X_OK) == 0 else { throw failure(path, "cannot be written", errno) }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private static func failure(_ path: String, _ what: String, _ number: Int32) -> InputError {
    InputError("\(path): \(what): \(String(cString: strerror(number)))")
  }
}
