import Foundation

/// A result that a command leaves behind: checked before the work that it needs, written after it.
///
/// `-` is standard output. Devices, named pipes and open descriptors are written in place, symbolic links are followed. A
/// regular file is replaced as a whole or not at all, with its mode and owner; where that is not possible, as for a file
/// with several names, it is written in place.
public struct OutputFile: Sendable {
  /// The path as it was given.
  public let path: String
  package let place: OutputPlace

  /// Finds out whether the path can be written. Throws one line where not.
  public init(_ path: String) throws(InputError) {
    self.path = path
    do throws(InputError) {
      place = try OutputPlace(path)
      try OutputFile.check(place)
    } catch {
      throw InputError("\(path.isEmpty ? "''" : path): \(error)")
    }
  }

  /// Whether it is standard output, where nothing else must be printed then.
  public var isStandardOutput: Bool { place.isStandardOutput }

  /// Whether this path leads to standard output.
  public static func isStandardOutput(_ path: String) -> Bool {
    (try? OutputPlace(path))?.isStandardOutput ?? false
  }

  private static func check(_ place: OutputPlace) throws(InputError) {
    func accessible(_ path: String, _ mode: Int32) throws(InputError) {
      guard access(path, mode) == 0 else { throw failure(errno) }
    }
    switch place {
    case .descriptor(let number):
      if number == 1, Standard.output.isClosed { throw InputError("standard output is closed") }
      let flags = fcntl(number, F_GETFL)
      guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { throw InputError("is not open for writing") }
    case .special(let path, _): try accessible(path, W_OK)
    case .file(let path, let isNew):
      if !isNew { return try accessible(path, W_OK) }
      // The only way to find out in every file system, such as /proc.
      let part = try part(beside: path)
      close(part.descriptor)
      unlink(part.path)
    }
  }

  /// Writes it. Throws one line where that fails; what was there before is still there then, if it was a regular file that
  /// could be replaced.
  public func write(_ data: Data) throws(InputError) {
    do throws(InputError) {
      switch place {
      case .descriptor(1):
        // That nobody reads any more is the reader's decision; the command ends with its status.
        if !Standard.output.write(Array(data)), !Standard.output.hasLostReader {
          throw OutputFile.failure(Standard.output.failure)
        }
      case .descriptor(let number): try OutputFile.put(data, to: number)
      case .special(let path, _): try OutputFile.inPlace(data, path)
      case .file(let path, _): try OutputFile.replace(path, with: data)
      }
    } catch {
      throw InputError("\(place.isStandardOutput ? "standard output" : path): \(error)")
    }
  }

  /// Opens it for a result that grows; a regular file begins empty.
  package func open() throws(InputError) -> Int32 {
    switch place {
    case .descriptor(let number):
      let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
      guard copy >= 0 else { throw InputError("\(path): \(OutputFile.failure(errno))") }
      return copy
    case .special(let real, _), .file(let real, _):
      let opened = Glibc.open(real, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0o666)
      guard opened >= 0 else { throw InputError("\(path): \(OutputFile.failure(errno))") }
      return opened
    }
  }

  // MARK: Ways to write

  private static func put(_ data: Data, to descriptor: Int32) throws(InputError) {
    if let number = Descriptors.write(data, to: descriptor) { throw failure(number) }
  }

  private static func inPlace(_ data: Data, _ path: String) throws(InputError) {
    let opened = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw failure(errno) }
    let number = Descriptors.write(data, to: opened)
    // Some file systems say only here that there was no room.
    let isClosed = close(opened) == 0
    if let number = number ?? (isClosed ? nil : errno) { throw failure(number) }
  }

  private static func replace(_ path: String, with data: Data) throws(InputError) {
    var before = stat()
    let isThere = stat(path, &before) == 0
    if isThere, before.st_nlink > 1 { return try inPlace(data, path) }
    guard let (part, descriptor) = try? part(beside: path) else { return try inPlace(data, path) }
    defer { unlink(part) }
    if isThere {
      var own = stat()
      let isSame = fstat(descriptor, &own) == 0 && own.st_uid == before.st_uid && own.st_gid == before.st_gid
      guard isSame || fchown(descriptor, before.st_uid, before.st_gid) == 0,
        fchmod(descriptor, before.st_mode & 0o7777) == 0
      else {
        close(descriptor)
        return try inPlace(data, path)
      }
    }
    let number = Descriptors.write(data, to: descriptor)
    let isClosed = close(descriptor) == 0
    if let number = number ?? (isClosed ? nil : errno) { throw failure(number) }
    guard rename(part, path) == 0 else { throw failure(errno) }
  }

  /// A new file beside another, of a name that no file system finds too long.
  private static func part(beside path: String) throws(InputError) -> (path: String, descriptor: Int32) {
    let folder = RelativePath.folder(of: path)
    for attempt in 0..<100 {
      let part = RelativePath.resolve(".bandbox-\(getpid())-\(attempt).part", in: folder)
      let opened = Glibc.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 { return (part, opened) }
      guard errno == EEXIST else { throw failure(errno) }
    }
    throw failure(EEXIST)
  }

  package static func failure(_ number: Int32?) -> InputError {
    InputError("cannot be written: \(String(cString: strerror(number ?? EIO)))")
  }
}
