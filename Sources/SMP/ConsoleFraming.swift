/// Constants of the console framing (see Protocol.swift).
public enum ConsoleFraming {
  /// First byte of a frame's first line.
  public static let start0: UInt8 = 0x06
  /// Second byte of a frame's first line.
  public static let start1: UInt8 = 0x09
  /// First byte of a frame's further lines.
  public static let continuation0: UInt8 = 0x04
  /// Second byte of a frame's further lines.
  public static let continuation1: UInt8 = 0x14
  /// Longest line sent, with markers and line feed; receivers of the field have 127 or 128 bytes for one.
  public static let lineLimit = 127
  /// Bytes of the body in a full line: 124 characters of base64.
  static let bytesPerLine = (lineLimit - 3) / 4 * 3
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}
