/// An event that triggers a task of the same peripheral while its bit of SHORTS is set.
public struct PeripheralShort: Sendable {
  /// The name of its bit, such as `READY_START`.
  public let name: String
  /// Its bit of SHORTS, 0 ... 31.
  public let bit: Int
  /// What triggers.
  public let event: PeripheralEvent
  /// What is triggered.
  public let task: PeripheralTask

  /// Declares a short.
  public init(_ name: String, bit: Int, from event: PeripheralEvent, to task: PeripheralTask) {
    self.name = name
    self.bit = bit & 31
    self.event = event
    self.task = task
  }
}
