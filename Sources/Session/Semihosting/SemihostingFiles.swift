import Glibc

/// The open files of a semihosting program, by handle.
final class SemihostingFiles {
  /// What a handle stands for.
  private enum File {
    case input
    case output
    case error
    /// Bytes that the specification defines: `:semihosting-features`.
    case bytes([UInt8], position: Int)
    /// A file of the host.
    case host(Int32)
  }

  /// Handles that may be open at once.
  static let limit = 64
  /// A file's greatest size: a program must not fill the disk.
  static let maximumSize = 256 << 20
  /// `:semihosting-features`: magic, then SH_EXT_EXIT_EXTENDED and SH_EXT_STDOUT_STDERR.
  static let features: [UInt8] = [0x53, 0x48, 0x46, 0x42, 0x03]

  private let folder: SemihostingFolder?
  private let console: any SemihostingConsole
  private var files: [Int: File] = [:]

  /// Without a folder only the console opens.
  init(folder: SemihostingFolder?, console: any SemihostingConsole) {
    self.folder = folder
    self.console = console
  }

  deinit {
    for case .host(let descriptor) in files.values { Glibc.close(descriptor) }
  }

  /// Opens a file; `mode` is 0 to 11. `:tt` is the console: for reading its input, for writing its output, for appending
  /// its error stream. Handles begin at 1: 0 is never one.
  func open(_ name: [UInt8], mode: UInt32) throws(SemihostingError) -> Int {
    guard mode < 12 else { throw .number(EINVAL) }
    guard let handle = (1...Self.limit).first(where: { files[$0] == nil }) else { throw .number(EMFILE) }
    switch String(decoding: name, as: UTF8.self) {
    case ":tt": files[handle] = mode < 4 ? .input : mode < 8 ? .output : .error
    case ":semihosting-features":
      guard mode < 2 else { throw .number(EACCES) }
      files[handle] = .bytes(Self.features, position: 0)
    default:
      guard let folder else { throw .number(EACCES) }
      files[handle] = .host(try folder.open(name, mode: mode))
    }
    return handle
  }

  /// Closes a handle.
  func close(_ handle: UInt32) throws(SemihostingError) {
    if case .host(let descriptor) = try file(handle) { Glibc.close(descriptor) }
    files[Int(handle)] = nil
  }

  /// Writes; returns how many bytes were taken.
  func write(_ bytes: [UInt8], to handle: UInt32) throws(SemihostingError) -> Int {
    switch try file(handle) {
    case .output: return console.write(bytes, toError: false)
    case .error: return console.write(bytes, toError: true)
    case .input, .bytes: throw .number(EBADF)
    case .host(let descriptor):
      let flags = fcntl(descriptor, F_GETFL)
      let place = lseek(descriptor, 0, flags & O_APPEND != 0 ? SEEK_END : SEEK_CUR)
      guard place + bytes.count <= Self.maximumSize else { throw .number(EFBIG) }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw .number(count < 0 ? errno : EIO) }
        rest = rest.dropFirst(count)
      }
      return bytes.count
    }
  }

  /// Reads up to `count` bytes; fewer only at the end of a file or of a line.
  func read(_ count: Int, from handle: UInt32) throws(SemihostingError) -> [UInt8] {
    guard count > 0 else { return [] }
    switch try file(handle) {
    case .input: return console.read(count)
    case .output, .error: throw .number(EBADF)
    case .bytes(let bytes, let position):
      let part = Array(bytes.dropFirst(position).prefix(count))
      files[Int(handle)] = .bytes(bytes, position: position + part.count)
      return part
    case .host(let descriptor):
      var buffer = [UInt8](repeating: 0, count: count)
      let taken = Glibc.read(descriptor, &buffer, count)
      guard taken >= 0 else { throw .number(errno) }
      return Array(buffer.prefix(taken))
    }
  }

  /// Sets the place of the next read or write, from the start of the file.
  func seek(_ handle: UInt32, to place: UInt32) throws(SemihostingError) {
    switch try file(handle) {
    case .input, .output, .error: throw .number(ESPIPE)
    case .bytes(let bytes, _): files[Int(handle)] = .bytes(bytes, position: min(Int(place), bytes.count))
    case .host(let descriptor):
      guard Int(place) <= Self.maximumSize else { throw .number(EFBIG) }
      guard lseek(descriptor, off_t(place), SEEK_SET) >= 0 else { throw .number(errno) }
    }
  }

  /// The length of a file.
  func length(_ handle: UInt32) throws(SemihostingError) -> UInt32 {
    switch try file(handle) {
    case .input, .output, .error: throw .number(ESPIPE)
    case .bytes(let bytes, _): return UInt32(bytes.count)
    case .host(let descriptor):
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw .number(errno) }
      guard let length = Int32(exactly: status.st_size) else { throw .number(EOVERFLOW) }
      return UInt32(length)
    }
  }

  /// Whether a handle is the console.
  func isTerminal(_ handle: UInt32) throws(SemihostingError) -> Bool {
    switch try file(handle) {
    case .input, .output, .error: true
    case .bytes, .host: false
    }
  }

  /// Removes a file.
  func remove(_ name: [UInt8]) throws(SemihostingError) {
    guard let folder else { throw .number(EACCES) }
    try folder.remove(name)
  }

  /// Renames a file.
  func rename(_ old: [UInt8], to new: [UInt8]) throws(SemihostingError) {
    guard let folder else { throw .number(EACCES) }
    try folder.rename(old, to: new)
  }

  private func file(_ handle: UInt32) throws(SemihostingError) -> File {
    guard let file = files[Int(handle)] else { throw .number(EBADF) }
    return file
  }
}
