import Glibc

/// System calls about namespaces and mounts, which the Glibc module does not import (Linux `linux/sched.h`, `linux/mount.h`).
enum MountCalls {
  static let newNamespace: Int32 = 0x0002_0000
  static let newUser: Int32 = 0x1000_0000
  static let bind: UInt = 0x1000
  static let move: UInt = 0x2000
  static let recursive: UInt = 0x4000
  static let makePrivate: UInt = 1 << 18
  static let detach: Int32 = 2

  private typealias Unshare = @convention(c) (Int32) -> Int32
  private typealias Mount =
    @convention(c) (
      UnsafePointer<CChar>?, UnsafePointer<CChar>, UnsafePointer<CChar>?, UInt, UnsafeRawPointer?
    ) -> Int32
  private typealias Unmount = @convention(c) (UnsafePointer<CChar>, Int32) -> Int32

  /// Moves this process into new namespaces; false with `errno`.
  static func unshare(_ flags: Int32) -> Bool {
    guard let symbol = dlsym(nil, "unshare") else {
      errno = ENOSYS
      return false
    }
    return unsafeBitCast(symbol, to: Unshare.self)(flags) == 0
  }

  /// mount(2). Throws a `LinkError` that names the target.
  static func mount(_ source: String?, _ target: String, type: String? = nil, _ flags: UInt = 0) throws(LinkError) {
    guard let symbol = dlsym(nil, "mount") else { throw failure(target, ENOSYS) }
    guard unsafeBitCast(symbol, to: Mount.self)(source, target, type, flags, nil) == 0 else {
      throw failure(target, errno)
    }
  }

  /// umount2(2), at once from the names, whoever still uses it.
  static func unmount(_ target: String) throws(LinkError) {
    guard let symbol = dlsym(nil, "umount2") else { throw failure(target, ENOSYS) }
    guard unsafeBitCast(symbol, to: Unmount.self)(target, detach) == 0 else { throw failure(target, errno) }
  }

  static func failure(_ path: String, _ number: Int32) -> LinkError {
    .system(path, number, DeviceNamespace.advice)
  }
}
