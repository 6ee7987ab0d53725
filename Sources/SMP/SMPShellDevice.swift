/// A device's command line.
public protocol SMPShellDevice: ~Copyable {
  /// Runs a line of at most `SMPShell.lineLimit` bytes, without its end, and returns what the command does: 0 when it
  /// worked, a negative error number otherwise.
  mutating func run(_ line: UnsafeBufferPointer<UInt8>, output: inout TextWriter) -> Int32
}

/// Limits of the shell group.
public enum SMPShell {
  /// The longest line, in bytes.
  public static let lineLimit = 128
}

extension SMPShellDevice where Self: ~Copyable {
  /// No command is known: ENOEXEC, as Zephyr's shell says it.
  public mutating func run(_ line: UnsafeBufferPointer<UInt8>, output: inout TextWriter) -> Int32 { -8 }
}
