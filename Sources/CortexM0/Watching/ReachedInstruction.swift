/// An instruction that execution has come to.
public struct ReachedInstruction: Equatable, Sendable {
  /// Where it is.
  public var address: UInt32
  /// Its bytes, little-endian; of a 16-bit instruction in the low half.
  public var bytes: UInt32
  /// How many they are: 2 or 4.
  public var size: UInt32
}
