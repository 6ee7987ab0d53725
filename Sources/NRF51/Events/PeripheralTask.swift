/// Something that a peripheral does when 1 is written to its register, when a short or when a channel of the PPI triggers it.
public struct PeripheralTask: Hashable, Sendable {
  /// The name in the register list without `TASKS_`.
  public let name: String
  /// Bytes from the page's base, 0x000 to 0x07C.
  public let offset: UInt32

  /// Declares a task.
  @inlinable
  public init(_ name: String, at offset: UInt32) {
    self.name = name
    self.offset = offset
  }

  /// Declares `count` tasks, numbered from 0, at consecutive words.
  public static func array(_ name: String, count: Int, at offset: UInt32) -> [PeripheralTask] {
    (0..<count).map { PeripheralTask("\(name)\($0)", at: offset &+ UInt32($0) * 4) }
  }

  /// Whether an offset is the task's, for `switch`.
  @inlinable
  public static func ~= (task: PeripheralTask, offset: UInt32) -> Bool { task.offset == offset }
}
