/// An access on the bus, as those who watch addresses are told of it.
public struct MemoryAccess: Equatable, Sendable {
  /// What it does.
  public enum Kind: Sendable {
    /// A read of data, also of an exception's vector or frame.
    case read
    /// A write of data.
    case write
    /// The fetch of an instruction that is about to be executed.
    case fetch
  }

  /// What it does.
  public var kind: Kind
  /// The first byte, a multiple of `size` where it is data.
  public var address: UInt32
  /// Bytes: 1, 2 or 4. Of an instruction 2 or 4.
  public var size: Int
  /// What was read, written or fetched, little-endian, in the low bytes.
  public var value: UInt32
  /// The address of the instruction that the processor is at: the one that accesses, or the next one where another master
  /// does or an exception begins or ends.
  public var programCounter: UInt32
}
