/// A bus of a chip that parts hang on. Firmware routes it to the pads.
public struct ChipBus: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// An SPI controller.
    case spi = "SPI"
    /// An I2C controller.
    case i2c = "I2C"
    /// A flash controller that maps its one flash into memory and selects it by itself.
    case mappedFlash = "memory-mapped flash"
  }

  /// As board files name it.
  public let name: String
  /// What it is.
  public let kind: Kind
}
