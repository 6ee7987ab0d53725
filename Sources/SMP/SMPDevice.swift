/// The pieces of information that the OS group's info command can give, in the order in which they are given.
public enum InfoField: UInt8, Sendable {
  /// `s`: the kernel's name. Given when the request has no format.
  case kernelName = 0
  /// `n`: the device's own name.
  case nodeName = 1
  /// `r`: the kernel's release.
  case kernelRelease = 2
  /// `v`: the firmware's version.
  case version = 3
  /// `b`: when it was built.
  case buildTime = 4
  /// `m`: the machine's architecture.
  case machine = 5
  /// `p`: the processor.
  case processor = 6
  /// `i`: the board.
  case board = 7
  /// `o`: the operating system.
  case operatingSystem = 8

  static let count: UInt8 = 9

  /// The field that a letter of `format` asks for; `a`, all fields, is not among them.
  init?(letter: UInt8) {
    switch letter {
    case 0x73: self = .kernelName
    case 0x6E: self = .nodeName
    case 0x72: self = .kernelRelease
    case 0x76: self = .version
    case 0x62: self = .buildTime
    case 0x6D: self = .machine
    case 0x70: self = .processor
    case 0x69: self = .board
    case 0x6F: self = .operatingSystem
    default: return nil
    }
  }
}

/// What `SMPServer` needs to know of the device it speaks for.
public protocol SMPDevice: ~Copyable {
  /// Largest message accepted, with its header and the four bytes of length and checksum.
  var bufferSize: UInt32 { get }
  /// Messages that may be on their way at once.
  var bufferCount: UInt32 { get }

  /// The time now; nil when the clock was never set.
  mutating func dateTime() -> DateTime?
  /// Sets the clock; false when that failed.
  mutating func setDateTime(_ value: DateTime) -> Bool
  /// Whether a reset may be done now; otherwise the client is told that the device is busy.
  mutating func allowsReset(force: Bool) -> Bool
  /// Writes a piece of information.
  mutating func info(_ field: InfoField, to text: inout TextWriter)

  /// How many groups of statistics there are.
  var statisticsGroupCount: Int { get }
  /// The name of a group, 0 to `statisticsGroupCount` - 1.
  func statisticsGroupName(_ group: Int) -> StaticString
  /// How many fields a group has.
  func statisticsFieldCount(_ group: Int) -> Int
  /// The name of a field.
  func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString
  /// The value of a field now.
  mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64

  /// A command of a group that the server does not know: images, or the device's own groups from 65 on. The reply's map
  /// is written to `reply`; what was written is dropped when the result is an error.
  mutating func handle(_ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter) -> SMPResult
}

extension SMPDevice where Self: ~Copyable {
  /// 1024 bytes.
  public var bufferSize: UInt32 { 1024 }
  /// 4 messages.
  public var bufferCount: UInt32 { 4 }

  /// Always allowed.
  public mutating func allowsReset(force: Bool) -> Bool { true }

  /// No further commands.
  public mutating func handle(
    _ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter
  ) -> SMPResult { .failed(.notSupported) }
}
