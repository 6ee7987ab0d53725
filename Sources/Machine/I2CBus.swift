/// The targets on one pair of I2C wires.
public final class I2CBus {
  private var targets: [any I2CTarget] = []

  /// A bus without targets.
  public init() {}

  /// Adds a target.
  public func attach(_ target: any I2CTarget) { targets.append(target) }

  /// The target that answers to a 7-bit address.
  public func target(at address: UInt8) -> (any I2CTarget)? { targets.first { $0.i2cAddress == address } }
}
