/// The targets and controllers on one pair of I2C wires.
public final class I2CBus {
  private var targets: [any I2CTarget] = []
  private var controllers: [any I2CController] = []
  private weak var owner: (any I2CController)?
  private var ownedSince: Tick = 0

  /// A bus without targets.
  public init() {}

  /// Adds a target.
  public func attach(_ target: any I2CTarget) { targets.append(target) }

  /// Adds a controller; only those hear of each other.
  public func join(_ controller: any I2CController) { controllers.append(controller) }

  /// The target that answers to a 7-bit address.
  public func target(at address: UInt8) -> (any I2CTarget)? { targets.first { $0.i2cAnswers(to: address) } }

  /// Asks for the bus for a transfer that begins at `time`. Of two that begin at once the higher address byte loses, and
  /// the second of two equal ones; later ones wait for `i2cBusFree`.
  public func acquire(_ controller: any I2CController, at time: Tick) -> Bool {
    if let owner, owner !== controller {
      guard ownedSince == time else { return false }
      guard controller.i2cAddressByte < owner.i2cAddressByte else {
        controller.i2cArbitrationLost()
        return false
      }
      owner.i2cArbitrationLost()
    }
    owner = controller
    ownedSince = time
    return true
  }

  /// Ends a controller's transfer, where it has the bus.
  public func free(_ controller: any I2CController) {
    guard owner === controller else { return }
    owner = nil
    for other in controllers where other !== controller { other.i2cBusFree() }
  }

  /// Called by a target that held the clock and can go on.
  public func releaseClock() { owner?.i2cClockReleased() }
}
