import Machine

/// The cradle's VBUS contact: 5.0 V from a charge source while the band is plugged in and the source gives anything.
public final class USBSource: Snapshotting {
  /// What VBUS carries while it is present, in millivolts.
  public static let millivolts = 5_000

  /// What a snapshot keeps.
  public struct State: Codable {
    var isPluggedIn: Bool
    var limit: Int64?
    /// Left out while there are mains.
    var isWithoutMains: Bool?
  }

  /// Whether it is plugged in.
  public var isPluggedIn: Bool {
    get { plugged }
    set {
      guard newValue != plugged else { return }
      plugged = newValue
      source.plugged(newValue)
      update()
    }
  }
  private var plugged = false
  /// Whether there are mains, without which only a source that has power of its own gives any, such as a power bank.
  public var hasMains: Bool {
    get { mains }
    set {
      mains = newValue
      update()
    }
  }
  private var mains = true
  /// What it is plugged into.
  public let source: any ChargeSource
  /// Whether VBUS is present.
  public var isPresent: Bool { limit != nil }
  private var limit: Int64?
  private let vbus: LineDriver
  private let power: PowerSystem

  /// A contact that is not plugged in. It feeds `power` and drives the `vbus` line, which is high while VBUS is present.
  public init(
    _ name: String = "USB", on emulation: Emulation, power: PowerSystem, vbus: Line, source: any ChargeSource
  ) {
    self.power = power
    self.vbus = vbus.driver(name)
    self.source = source
    self.vbus.value = false
    source.onChange = { [unowned self] in update() }
    power.onBusOutput = { [unowned source] in source.taken($0) }
    emulation.register(name, self)
  }

  /// The power system is told first, so that whoever wakes on the line finds VBUS there.
  private func update() {
    let next = plugged && (mains || !source.needsMains) ? source.limit : nil
    guard next != limit else { return }
    limit = next
    power.setBus(limit: next)
    vbus.value = next != nil
    if next == nil { source.taken(0) }
  }

  /// Whether it is plugged in, what it gives, and whether there are mains.
  public func saveState() -> State {
    State(isPluggedIn: plugged, limit: limit, isWithoutMains: mains ? nil : true)
  }

  /// Takes that over; the power system and the line are restored by themselves.
  public func restoreState(_ state: State) {
    plugged = state.isPluggedIn
    limit = state.limit
    mains = state.isWithoutMains != true
  }
}
