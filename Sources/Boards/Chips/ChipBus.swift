/// A bus of a chip that parts hang on: one of the chip's own, which firmware routes to pads; or, on a chip whose controllers can be led to
/// any pads, two or three pads that the board has wired together.
public struct ChipBus: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// SPI.
    case spi = "SPI"
    /// I2C.
    case i2c = "I2C"
    /// A flash controller that maps its one flash into memory and selects it by itself.
    case mappedFlash = "memory-mapped flash"
  }

  /// As board files name it.
  public let name: String
  /// What it is.
  public let kind: Kind
  /// Its pads by signal (`sck`, `mosi`, `miso`; `scl`, `sda`); empty for one of the chip's own.
  public let pads: [String: String]

  init(name: String, kind: Kind, pads: [String: String] = [:]) {
    self.name = name
    self.kind = kind
    self.pads = pads
  }
}
