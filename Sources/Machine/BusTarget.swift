/// Something other than memory that answers a range of addresses.
public protocol BusTarget: AnyObject {
  /// Reads `width` bytes (1, 2 or 4) at an aligned `address`.
  func read(_ address: UInt32, width: Int) -> UInt32
  /// Writes the low `width` bytes (1, 2 or 4) of `value` at an aligned `address`.
  func write(_ address: UInt32, width: Int, value: UInt32)
}
