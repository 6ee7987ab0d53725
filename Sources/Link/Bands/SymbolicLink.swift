import Glibc

/// Symbolic links, replaced so that nobody ever sees none.
enum SymbolicLink {
  /// Where the link points; nil when there is no link at this path.
  static func target(_ path: String) -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = max(0, readlink(path, buffer.baseAddress!, 4096))
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Makes the link, or turns it to a new target; refuses to replace anything else.
  static func replace(_ path: String, target: String) throws(LinkError) {
    var status = stat()
    if lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFLNK {
      throw LinkError(
        path: path, reason: "exists and is not a symbolic link",
        advice: "move it away or choose another path with --link")
    }
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    guard symlink(target, temporary) == 0 else { throw .system(path, errno, LinkError.otherPlace) }
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw .system(path, number, LinkError.otherPlace)
    }
  }

  /// Removes the link if it still points there.
  static func remove(_ path: String, target expected: String) {
    if target(path) == expected { unlink(path) }
  }
}
