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
