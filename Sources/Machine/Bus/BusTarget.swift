/// Something other than memory that answers a range of addresses. A class and not a protocol, because the bus calls it at
/// every access and can do so without counting references.
open class BusTarget {
  /// For subclasses.
  public init() {}

  /// Reads `width` bytes (1, 2 or 4) at an aligned `address`. Here: nothing is there, 0.
  open func read(_ address: UInt32, width: Int) -> UInt32 { 0 }

  /// What `read` would answer now, without any of its effects. Here: nothing is there, 0.
  open func peek(_ address: UInt32, width: Int) -> UInt32 { 0 }

  /// Writes the low `width` bytes (1, 2 or 4) of `value` at an aligned `address`. Here: to nothing.
  open func write(_ address: UInt32, width: Int, value: UInt32) {}

  /// Hashes everything that decides what an access at `address` answers and does, where only accesses and alarms change it
  /// and never time by itself; `false` where that is not so or not known. While it is the same, the rounds of a busy-wait
  /// need not be executed one by one.
  open func hashSteadyState(at address: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool { false }

  /// A count that accesses move on without its deciding anything while the steady state is the same.
  open var roundCount: Int {
    get { 0 }
    set {}
  }
}
