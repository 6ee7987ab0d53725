import Glibc

/// Where the path of an output leads.
package enum OutputPlace: Hashable, Sendable {
  /// A descriptor that the caller has opened: `-`, `/dev/stdout`, `/dev/fd/3`, `>(command)` of a shell.
  case descriptor(Int32)
  /// A device or a named pipe, written in place. `isSink` tells those that take any number of outputs, such as `/dev/null`.
  case special(path: String, isSink: Bool)
  /// A regular file, there or not, by its path with all links resolved.
  case file(path: String, isNew: Bool)

  /// Follows symbolic links, also to a file that is not there yet. Throws what is in the way.
  package init(_ path: String) throws(InputError) {
    var path = path
    if path == "-" {
      self = .descriptor(1)
      return
    }
    guard !path.isEmpty else { throw InputError("expected a path, found an empty one") }
    for _ in 0..<40 {
      let folder = RelativePath.folder(of: path)
      let parent = folder.isEmpty ? "." : folder
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      guard let real = OutputPlace.real(parent) else {
        throw InputError(
          errno == ENOENT ? "there is no folder \(parent)" : "\(parent): \(String(cString: strerror(errno)))")
      }
      if real == OutputPlace.real("/proc/self/fd"), let number = Int32(name) {
        self = .descriptor(number)
        return
      }
      var status = stat()
      guard !path.hasSuffix("/"), lstat(path, &status) == 0 else {
        if path.hasSuffix("/") { throw InputError("is a directory, expected a file") }
        guard errno == ENOENT else { throw InputError("cannot be written: \(String(cString: strerror(errno)))") }
        self = .file(path: real == "/" ? "/" + name : "\(real)/\(name)", isNew: true)
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        guard let target = OutputPlace.target(path) else {
          throw InputError("cannot be followed: \(String(cString: strerror(errno)))")
        }
        path = RelativePath.resolve(target, in: real)
      case S_IFREG:
        self = .file(path: real == "/" ? "/" + name : "\(real)/\(name)", isNew: false)
        return
      case S_IFCHR, S_IFIFO:
        self = .special(path: path, isSink: status.st_mode & S_IFMT == S_IFCHR)
        return
      case S_IFDIR: throw InputError("is a directory, expected a file")
      case S_IFSOCK: throw InputError("is a socket, expected a file")
      default: throw InputError("is a block device, expected a file")
      }
    }
    throw InputError("has too many symbolic links")
  }

  /// Whether it is standard output.
  package var isStandardOutput: Bool { self == .descriptor(1) }

  /// What tells files apart, whatever their spelling; `nil` for one that is not there.
  package static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func target(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = readlink(path, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
