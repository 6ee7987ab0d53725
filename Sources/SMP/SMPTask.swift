/// What the OS group tells of a task.
public struct SMPTask: Sendable {
  /// Its name.
  public var name: StaticString
  /// Its priority; what the number means is the system's own.
  public var priority: UInt8
  /// The system's state number, 0 for running.
  public var state: UInt8
  /// Most of its stack that was ever in use, in words of 4 bytes.
  public var stackUsed: UInt32
  /// Its stack, in words of 4 bytes.
  public var stackSize: UInt32
  /// How often it was given the processor.
  public var switches: UInt32
  /// How long it had it, in the system's ticks.
  public var runtime: UInt32

  /// A task; what is not told is 0.
  public init(
    _ name: StaticString, priority: UInt8 = 0, state: UInt8 = 0, stackUsed: UInt32 = 0, stackSize: UInt32 = 0,
    switches: UInt32 = 0, runtime: UInt32 = 0
  ) {
    self.name = name
    self.priority = priority
    self.state = state
    self.stackUsed = stackUsed
    self.stackSize = stackSize
    self.switches = switches
    self.runtime = runtime
  }
}

/// What the OS group tells of a pool of memory.
public struct SMPMemoryPool: Sendable {
  /// Its name.
  public var name: StaticString
  /// Bytes of a block.
  public var blockSize: UInt32
  /// How many blocks there are.
  public var blocks: UInt32
  /// How many of them are free now.
  public var free: UInt32
  /// How few were ever free.
  public var leastFree: UInt32

  /// A pool.
  public init(_ name: StaticString, blockSize: UInt32, blocks: UInt32, free: UInt32, leastFree: UInt32) {
    self.name = name
    self.blockSize = blockSize
    self.blocks = blocks
    self.free = free
    self.leastFree = leastFree
  }
}
