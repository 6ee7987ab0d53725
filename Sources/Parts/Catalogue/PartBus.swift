/// The bus that a part hangs on.
public enum PartBus: Hashable, Sendable {
  /// SPI, selected by its pin `cs`.
  case spi
  /// SPI, selected by its pin `cs`; or the bus of a chip's flash controller, which selects it by itself.
  case flash
  /// I2C, at one of these 7-bit addresses, the usual one first.
  case i2c([UInt8])

  /// For people.
  public var text: String {
    switch self {
    case .spi, .flash: "SPI"
    case .i2c: "I2C"
    }
  }
}
