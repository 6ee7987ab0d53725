import Glibc

/// A file that is locked as long as its owner lives, and says who that is.
///
/// The lock belongs to the open file description (`F_OFD_SETLK`): the kernel drops it when the process dies, whatever
/// happens to its number, and others can ask for it without taking it.
final class LockFile: Sendable {
  let path: String
  private let descriptor: Descriptor

  /// Takes the lock of a file, which is made where it is missing and `makes` says so; nil when somebody else has it. What a
  /// dead owner wrote is still in it.
  init?(path: String, makes: Bool = true) throws(LinkError) {
    self.path = path
    while true {
      let number = open(path, O_RDWR | (makes ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
      guard number >= 0 else { throw .system(path, errno, LinkError.otherPlace) }
      let descriptor = Descriptor(owning: number)
      var lock = Self.wholeFile
      guard fcntl(number, Command.setLock, &lock) == 0 else {
        if errno == EAGAIN || errno == EACCES { return nil }
        throw .system(path, errno, LinkError.otherPlace)
      }
      // The last owner may have removed the file between the opening and the locking.
      var opened = stat()
      var present = stat()
      if fstat(number, &opened) == 0, lstat(path, &present) == 0, opened.st_ino == present.st_ino {
        self.descriptor = descriptor
        return
      }
    }
  }

  /// Replaces the contents.
  func write(_ text: String) throws(LinkError) {
    let bytes = Array(text.utf8)
    guard ftruncate(descriptor.number, 0) == 0, pwrite(descriptor.number, bytes, bytes.count, 0) == bytes.count else {
      throw .system(path, errno, "free some space there")
    }
  }

  /// What is in it.
  var contents: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = pread(descriptor.number, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(count, 0)))
  }

  /// Removes the file; the lock goes with the object.
  func remove() {
    unlink(path)
  }

  /// The contents of a lock file whose owner lives; nil when there is none.
  static func contents(ofHeld path: String) -> [UInt8]? {
    let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard number >= 0 else { return nil }
    let descriptor = Descriptor(owning: number)
    var lock = wholeFile
    guard fcntl(number, Command.getLock, &lock) == 0, Int32(lock.l_type) != F_UNLCK else { return nil }
    var bytes: [UInt8] = []
    _ = descriptor.drain(into: &bytes, limit: 65536)
    return bytes
  }

  private static var wholeFile: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }

  /// Commands that the Glibc module does not import (Linux `asm-generic/fcntl.h`).
  private enum Command {
    static let getLock: Int32 = 36
    static let setLock: Int32 = 37
  }
}
