import Glibc

/// Files that a person names.
package enum InputFile {
  /// More is no file for us, such as /dev/zero.
  private static let limit = 1 << 30

  /// The bytes of a file, or of what a pipe gives. Throws one line that names it and says why it cannot be read.
  package static func read(_ path: String) throws(InputError) -> [UInt8] {
    try check(path)
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw failure(path, errno) }
    defer { close(file) }
    var status = stat()
    var bytes: [UInt8] = []
    if fstat(file, &status) == 0, (1..<limit).contains(Int(status.st_size)) {
      bytes.reserveCapacity(Int(status.st_size) + 1)
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw InputError("\(path): has more than \(limit) bytes, expected a file") }
    }
  }

  /// Throws one line where it cannot be read.
  package static func check(_ path: String) throws(InputError) {
    if let problem = problem(path) { throw InputError("\(path.isEmpty ? "''" : path): \(problem)") }
  }

  /// The text of a file, read as UTF-8. Throws as `read` does.
  package static func text(_ path: String) throws(InputError) -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// Why a file cannot be read; `nil` where it can.
  package static func problem(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return errno == ENOENT ? "no such file" : "cannot be read: \(String(cString: strerror(errno)))"
    }
    if status.st_mode & S_IFMT == S_IFDIR { return "is a directory, expected a file" }
    return access(path, R_OK) == 0 ? nil : "cannot be read: \(String(cString: strerror(errno)))"
  }

  private static func failure(_ path: String, _ number: Int32) -> InputError {
    InputError("\(path): cannot be read: \(String(cString: strerror(number)))")
  }
}
