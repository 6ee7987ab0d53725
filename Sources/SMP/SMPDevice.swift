/// What `SMPServer` needs to know of the device it speaks for: the OS group here, every other group in a protocol of its
/// own, all of whose requirements have a default for devices that do not have the group.
public protocol SMPDevice: SMPStatisticsDevice, SMPSettingsDevice, SMPFileDevice, SMPShellDevice, SMPImageDevice,
  ~Copyable
{
  /// Largest message accepted, with its header and the four bytes of length and checksum.
  var bufferSize: UInt32 { get }
  /// Messages that may be on their way at once.
  var bufferCount: UInt32 { get }
  /// Which of the groups that the server knows the device has.
  var groups: SMPGroupSet { get }

  /// How many tasks there are.
  var taskCount: Int { get }
  /// A task, 0 to `taskCount` - 1.
  mutating func task(_ index: Int) -> SMPTask
  /// How many pools of memory there are.
  var memoryPoolCount: Int { get }
  /// A pool, 0 to `memoryPoolCount` - 1.
  mutating func memoryPool(_ index: Int) -> SMPMemoryPool

  /// The time now; nil when the clock was never set.
  mutating func dateTime() -> DateTime?
  /// Whether the clock can be set to this time; otherwise the client is told that it is invalid.
  func accepts(_ value: DateTime) -> Bool
  /// Sets the clock; false when that failed.
  mutating func setDateTime(_ value: DateTime) -> Bool
  /// Whether a reset may be done now; otherwise the client is told that the device is busy.
  mutating func allowsReset(force: Bool) -> Bool
  /// Writes a piece of information.
  mutating func info(_ field: InfoField, to text: inout TextWriter)
  /// The bootloader; nil when there is none to speak of.
  var bootloader: SMPBootloader? { get }

  /// The device's own groups.
  var userGroupCount: Int { get }
  /// One of them: its number, its name, and how many commands it has.
  func userGroup(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int)
  /// A command of a group that the server does not know or that is not among `groups`. The reply's map is written to
  /// `reply`; what was written is dropped when the result is an error.
  mutating func handle(_ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter) -> SMPResult
}

/// What is known of a bootloader.
public struct SMPBootloader: Sendable {
  /// Its name; tools know `MCUboot`.
  public var name: StaticString
  /// How MCUboot upgrades: 1 swaps over a scratch area, 2 overwrites, 3 swaps by moving, 4 and 5 execute in place, 6
  /// loads into RAM. Nil when it cannot be asked.
  public var mode: UInt8?

  /// A bootloader.
  public init(_ name: StaticString, mode: UInt8?) {
    self.name = name
    self.mode = mode
  }
}

extension SMPDevice where Self: ~Copyable {
  /// 1024 bytes.
  public var bufferSize: UInt32 { 1024 }
  /// 4 messages.
  public var bufferCount: UInt32 { 4 }
  /// Operating system and statistics.
  public var groups: SMPGroupSet { [.os, .statistics] }

  /// None.
  public var taskCount: Int { 0 }
  /// None.
  public mutating func task(_ index: Int) -> SMPTask { SMPTask("") }
  /// None.
  public var memoryPoolCount: Int { 0 }
  /// None.
  public mutating func memoryPool(_ index: Int) -> SMPMemoryPool {
    SMPMemoryPool("", blockSize: 0, blocks: 0, free: 0, leastFree: 0)
  }

  /// Whatever can be written.
  public func accepts(_ value: DateTime) -> Bool { true }
  /// Always allowed.
  public mutating func allowsReset(force: Bool) -> Bool { true }
  /// None.
  public var bootloader: SMPBootloader? { nil }

  /// None.
  public var userGroupCount: Int { 0 }
  /// None.
  public func userGroup(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) {
    (SMPGroup.firstUser, "", 0)
  }
  /// No further commands.
  public mutating func handle(
    _ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter
  ) -> SMPResult { .failed(.notSupported) }
}
