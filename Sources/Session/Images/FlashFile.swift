import Formats
import Foundation
import Images
import Link
import Synchronization

/// The file that a NOR flash's contents live in across runs: as many bytes as the chip has, nothing else.
///
/// It holds at every moment what a NOR flash could hold, also after the emulator was killed. A missing file appears whole
/// and erased, by renaming. Then each program and erase is written when the chip has done it, in its order, as one write
/// of exactly the bytes that it changed. A program only clears bits, so a write that was cut short is a program that was
/// cut short; an erase only sets bits, and one that was cut short has erased a part, as a real one without power has.
/// Programming an image is sectors erased and then programmed, no other way round. The kernel keeps what was written when
/// the process dies; when the host loses power, the order in which pages reach its disk is not promised.
public final class FlashFile: Sendable {
  /// The path as it was given.
  public let path: String
  /// Whether the file was missing and made.
  package let isNew: Bool
  private let descriptor: Int32
  private let size: Int
  private let isClosed = Atomic(false)

  /// Opens the file, for this process alone; a missing one is made, all FF. Throws one line where it is of another size,
  /// in use, or cannot be opened.
  package init(path: String, size: Int) throws(InputError) {
    self.path = path
    self.size = size
    isNew = try FlashFile.create(path, size)
    // From here on `deinit` closes it, also where this throws.
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw FlashFile.failure(path, "cannot be opened for reading and writing") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw InputError("\(path): expected a regular file to keep the flash in")
    }
    guard status.st_size == size else {
      throw InputError(
        "\(path): has \(status.st_size) bytes, expected \(size), the size of the flash (a missing file is made)")
    }
    let file = descriptor
    guard Patience.wait({ flock(file, LOCK_EX | LOCK_NB) == 0 ? true : nil }) != nil else {
      throw InputError("\(path): is the flash of another band that runs now")
    }
  }

  deinit { close() }

  /// Gives the file free for the next band. Nothing may be read or written after it.
  package func close() {
    guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }

  /// Makes an erased flash where there is no file, whole or not at all. Returns whether it did.
  private static func create(_ path: String, _ size: Int) throws(InputError) -> Bool {
    guard access(path, F_OK) != 0 else { return false }
    let place: OutputPlace
    do throws(InputError) { place = try OutputPlace(path) } catch { throw InputError("\(path): \(error)") }
    // Behind a symbolic link it is the link's target that is made.
    guard case .file(let target, let isMissing) = place else {
      throw InputError("\(path): expected a regular file to keep the flash in")
    }
    guard isMissing else { return false }
    let part = "\(target).\(getpid()).new"
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(path, "cannot be made") }
    let isWritten = write([UInt8](repeating: 0xFF, count: size)[...], at: 0, to: file)
    Glibc.close(file)
    // Where somebody else made it meanwhile, theirs stays.
    let isMade = isWritten && link(part, target) == 0
    let error = errno
    unlink(part)
    errno = error
    guard isMade || isWritten && error == EEXIST else { throw failure(path, "cannot be made") }
    return isMade
  }

  private static func failure(_ path: String, _ what: String) -> InputError {
    InputError("\(path): \(what): \(String(cString: strerror(errno)))")
  }

  /// The whole contents.
  package func contents() throws(InputError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress! + done, size - done, off_t(done)) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FlashFile.failure(path, "cannot be read") }
      done += count
    }
    return bytes
  }

  /// Writes bytes that the chip has changed.
  package func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(InputError) {
    guard FlashFile.write(bytes, at: offset, to: descriptor) else {
      throw FlashFile.failure(path, "cannot be written")
    }
  }

  private static func write(_ bytes: ArraySlice<UInt8>, at offset: Int, to file: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress! + done, $0.count - done, off_t(offset + done)) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// Puts an image in, as a programmer does: every sector that it touches and that differs is erased, then programmed.
  /// What else is in these sectors is lost, as on a desk. Returns the contents after it.
  package func program(_ segments: [(offset: Int, bytes: [UInt8])], sectorSize: Int) throws(InputError) -> [UInt8] {
    let before = try contents()
    var after = before
    for (offset, bytes) in segments where !bytes.isEmpty {
      let sectors = offset / sectorSize * sectorSize..<(offset + bytes.count + sectorSize - 1) / sectorSize * sectorSize
      after.fill(sectors, with: 0xFF)
    }
    for (offset, bytes) in segments { after.put(bytes, at: offset) }
    let erased = [UInt8](repeating: 0xFF, count: sectorSize)[...]
    for start in stride(from: 0, to: size, by: sectorSize) {
      let sector = start..<start + sectorSize
      guard after.firstDifference(from: before, in: sector) != nil else { continue }
      try write(erased, at: start)
      try write(after[sector], at: start)
    }
    return after
  }
}
