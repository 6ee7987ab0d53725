/// The targets and controllers on one pair of I2C wires.
public final class I2CBus {
  /// What those who watch are told.
  public enum Event: Equatable, Sendable {
    /// A start or repeated start with a 7-bit address; nobody has acknowledged it where `isAcknowledged` is false.
    case start(address: UInt8, isRead: Bool, isAcknowledged: Bool)
    /// The controller wrote a byte.
    case written(UInt8, isAcknowledged: Bool)
    /// The controller read a byte.
    case read(UInt8)
    /// A stop.
    case stop
  }

  private var targets: [any I2CTarget] = []
  private var controllers: [any I2CController] = []
  private weak var owner: (any I2CController)?
  private var ownedSince: Tick = 0
  private let watchers = Watchers<Event>()
  private lazy var tap = I2CTap(watchers)

  /// A bus without targets.
  public init() {}

  /// Adds a target.
  public func attach(_ target: any I2CTarget) { targets.append(target) }

  /// Adds a controller; only those hear of each other.
  public func join(_ controller: any I2CController) { controllers.append(controller) }

  /// Tells `action` of what passes, each at the end of its ninth clock.
  public func watch(_ action: @escaping (Event) -> Void) -> Subscription { watchers.add(action) }

  /// Whether a target answers to a 7-bit address.
  public func isAnswered(at address: UInt8) -> Bool { targets.contains { $0.i2cAnswers(to: address) } }

  /// The target that answers to a 7-bit address, to be asked for anew for every byte. Who watches hears what it is told: then there
  /// always is one, which acknowledges nothing and reads as ones where none answers.
  public func target(at address: UInt8) -> (any I2CTarget)? {
    let target = targets.first { $0.i2cAnswers(to: address) }
    return watchers.isEmpty ? target : tap.between(target, address)
  }

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
