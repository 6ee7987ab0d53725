import Machine

/// The wires of a bus that parts hang on.
public enum BusWires {
  /// A clock and one or two data lines; parts have a chip select each.
  case spi(SPIBus)
  /// Two wires; parts have addresses.
  case i2c(I2CBus)

  /// Hangs a part on them; does nothing where it speaks another way.
  func attach(_ part: AnyObject) {
    switch self {
    case .spi(let wires): if let target = part as? any SPITarget { wires.attach(target) }
    case .i2c(let wires): if let target = part as? any I2CTarget { wires.attach(target) }
    }
  }
}
