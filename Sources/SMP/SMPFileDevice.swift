/// The files of a device, to be read.
public protocol SMPFileDevice: ~Copyable {
  /// Opens a file from its start, as it is now: until the next call the same bytes are read, whatever is added to it.
  mutating func openFile(_ name: CBORString) -> SMPFile
  /// Whether the file that is open has this name.
  mutating func isOpen(_ name: CBORString) -> Bool
  /// Reads from the open file at `offset` to all of `bytes`, which do not reach behind its end; false when that fails.
  mutating func readFile(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool
  /// Closes it.
  mutating func closeFile()
  /// Why this name cannot be written.
  mutating func refuseUpload(_ name: CBORString) -> FileError
}

/// What came of opening a file.
public enum SMPFile: Sendable {
  /// It has this many bytes.
  case length(UInt32)
  /// It cannot be opened.
  case failed(FileError)
}

extension SMPFileDevice where Self: ~Copyable {
  /// None.
  public mutating func openFile(_ name: CBORString) -> SMPFile { .failed(.notFound) }
  /// None.
  public mutating func isOpen(_ name: CBORString) -> Bool { false }
  /// None.
  public mutating func readFile(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool { false }
  /// None.
  public mutating func closeFile() {}
  /// Files are only read.
  public mutating func refuseUpload(_ name: CBORString) -> FileError { .readOnly }
}
