/// Group numbers.
public enum SMPGroup {
  /// Operating system: echo, tasks, date and time, reset, parameters, information.
  public static let os: UInt16 = 0
  /// Firmware images.
  public static let image: UInt16 = 1
  /// Named groups of counters.
  public static let statistics: UInt16 = 2
  /// Named values that outlive a reset.
  public static let settings: UInt16 = 3
  /// Files.
  public static let files: UInt16 = 8
  /// A command line.
  public static let shell: UInt16 = 9
  /// Which groups there are.
  public static let enumeration: UInt16 = 10
  /// Zephyr's basic group.
  public static let basic: UInt16 = 63
  /// Groups from here on are a device's own.
  public static let firstUser: UInt16 = 64
}

/// Which of the groups that the server knows a device has. A request to another one is answered "not supported", like
/// one to a group that nobody knows.
public struct SMPGroupSet: OptionSet, Sendable {
  /// A bit a group.
  public let rawValue: UInt16

  /// The groups of these bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Group 0.
  public static let os = SMPGroupSet(rawValue: 1 << 0)
  /// Group 1.
  public static let image = SMPGroupSet(rawValue: 1 << 1)
  /// Group 2.
  public static let statistics = SMPGroupSet(rawValue: 1 << 2)
  /// Group 3.
  public static let settings = SMPGroupSet(rawValue: 1 << 3)
  /// Group 8.
  public static let files = SMPGroupSet(rawValue: 1 << 4)
  /// Group 9.
  public static let shell = SMPGroupSet(rawValue: 1 << 5)
  /// Group 10.
  public static let enumeration = SMPGroupSet(rawValue: 1 << 6)
  /// Group 63.
  public static let basic = SMPGroupSet(rawValue: 1 << 7)

  /// Number, name (as Zephyr's enumeration gives it) and count of commands of the group in place `index`, 0 to 7.
  static func details(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) {
    switch index {
    case 0: (SMPGroup.os, "os mgmt", 8)
    case 1: (SMPGroup.image, "img mgmt", 4)
    case 2: (SMPGroup.statistics, "stat mgmt", 2)
    case 3: (SMPGroup.settings, "settings mgmt", 4)
    case 4: (SMPGroup.files, "fs mgmt", 5)
    case 5: (SMPGroup.shell, "shell mgmt", 1)
    case 6: (SMPGroup.enumeration, "enum mgmt", 4)
    default: (SMPGroup.basic, "zephyr basic mgmt", 1)
    }
  }

  static let count = 8

  func contains(place index: Int) -> Bool { rawValue >> UInt16(truncatingIfNeeded: index) & 1 != 0 }
}
