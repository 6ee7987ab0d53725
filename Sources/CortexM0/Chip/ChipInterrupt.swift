/// One of a chip's external interrupts.
public struct ChipInterrupt: Sendable {
  /// 0 to 31.
  public let number: Int
  /// Its name in the vendor's list.
  public let name: String
  /// The block that requests it.
  public let block: String

  /// Declares an interrupt.
  public init(_ number: Int, _ name: String, of block: String) {
    self.number = number
    self.name = name
    self.block = block
  }
}
