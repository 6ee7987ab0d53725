import Formats
import Glibc

/// The one folder that a semihosting program may use. A name is a path below it: absolute names and `..` are refused,
/// symbolic links are not followed at any step, and nothing but regular files opens.
final class SemihostingFolder {
  private let root: Int32

  /// Opens the folder. Throws one line where it is none.
  init(path: String) throws(InputError) {
    root = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if root < 0 { throw InputError("\(path): \(String(cString: strerror(errno))), expected a folder") }
  }

  deinit { close(root) }

  /// Opens or creates a file by `fopen`'s mode, numbered 0 to 11 as SYS_OPEN does. Returns a descriptor.
  func open(_ name: [UInt8], mode: UInt32) throws(SemihostingError) -> Int32 {
    let access = mode & 2 != 0 ? O_RDWR : mode < 4 ? O_RDONLY : O_WRONLY
    let creation = [0, O_CREAT | O_TRUNC, O_CREAT | O_APPEND][Int(min(mode / 4, 2))]
    return try inFolder(of: name) { (folder, last) throws(SemihostingError) -> Int32 in
      // O_NONBLOCK, or a named pipe would hold the run; O_TRUNC only once it is known to be a file.
      let flags = access | (creation & ~O_TRUNC) | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
      let file = openat(folder, last, flags, 0o644)
      guard file >= 0 else { throw .number(errno) }
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(file)
        throw .number(EISDIR)
      }
      if creation & O_TRUNC != 0, ftruncate(file, 0) != 0 {
        let cause = errno
        close(file)
        throw .number(cause)
      }
      return file
    }
  }

  /// Removes a file.
  func remove(_ name: [UInt8]) throws(SemihostingError) {
    try inFolder(of: name) { (folder, last) throws(SemihostingError) in
      guard unlinkat(folder, last, 0) == 0 else { throw .number(errno) }
    }
  }

  /// Renames a file, over another one too.
  func rename(_ old: [UInt8], to new: [UInt8]) throws(SemihostingError) {
    try inFolder(of: old) { (oldFolder, oldLast) throws(SemihostingError) in
      try inFolder(of: new) { (newFolder, newLast) throws(SemihostingError) in
        guard renameat(oldFolder, oldLast, newFolder, newLast) == 0 else { throw .number(errno) }
      }
    }
  }

  /// Calls `body` with the folder that holds the name's last component, and that component.
  private func inFolder<Result>(
    of name: [UInt8], _ body: (Int32, String) throws(SemihostingError) -> Result
  ) throws(SemihostingError) -> Result {
    guard name.first != UInt8(ascii: "/"), name.count < 4_096 else { throw .number(EACCES) }
    guard let text = String(validating: name, as: UTF8.self), !name.contains(0) else { throw .number(EINVAL) }
    let components = text.split(separator: "/").map(String.init).filter { $0 != "." }
    guard let last = components.last else { throw .number(ENOENT) }
    guard !components.contains("..") else { throw .number(EACCES) }
    var folder = dup(root)
    guard folder >= 0 else { throw .number(errno) }
    defer { close(folder) }
    for component in components.dropLast() {
      let next = openat(folder, component, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { throw .number(errno) }
      close(folder)
      folder = next
    }
    return try body(folder, last)
  }
}
