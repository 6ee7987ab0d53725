import Glibc

/// Looks through the descriptors of all processes for clients of a pseudo-terminal.
///
/// Slow, milliseconds, and so only for cases of doubt.
enum SlaveCensus {
  /// Whether any descriptor but `own` of this program has the same terminal open. Nil when there is none among those
  /// that can be seen but some cannot be seen, as is usual without root's rights.
  static func isOpen(besides own: Int32) -> Bool? {
    var terminal = stat()
    guard fstat(own, &terminal) == 0, let processes = names(in: "/proc") else { return nil }
    let program = SymbolicLink.target("/proc/self/exe")
    var seesAll = true
    for process in processes where process.utf8.allSatisfy({ (48...57).contains($0) }) {
      let directory = "/proc/\(process)/fd"
      guard let descriptors = names(in: directory) else {
        if errno != ENOENT && errno != ESRCH { seesAll = false }
        continue
      }
      for descriptor in descriptors where descriptor != "." && descriptor != ".." {
        // A child of ours between fork and exec has this program's copy, too.
        if descriptor == "\(own)" && SymbolicLink.target("/proc/\(process)/exe") == program { continue }
        var status = stat()
        if stat("\(directory)/\(descriptor)", &status) == 0, status.st_dev == terminal.st_dev,
          status.st_ino == terminal.st_ino
        {
          return true
        }
      }
    }
    return seesAll ? false : nil
  }

  /// The names in a directory; nil with `errno` when it cannot be read.
  private static func names(in path: String) -> [String]? {
    guard let directory = opendir(path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }
}
