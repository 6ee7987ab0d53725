import Machine

/// A light-emitting diode with its resistor on a pad.
///
/// Its current is that of the net's voltage when it was switched on, which a cell that falls meanwhile does not move.
public final class LED: Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    var duty: DutyMeter
  }

  /// As reports call it.
  public let name: String
  /// What it shines in.
  public let color: Color
  /// Whether current flows now.
  public var isOn: Bool { state.isOn }
  /// The part of the last 20 ms that it was lit, 0 ... 1: as bright as it looks. Blinking faster than 6 kHz is looked
  /// at over its last 128 periods.
  public var duty: Double { state.duty(at: scheduler.now) }
  /// Less than this part of the time lit is dark (chosen).
  static let faintest = 0.001
  /// Whether it was lit long enough within the last 20 ms to be seen.
  public var isSeen: Bool { duty > LED.faintest }
  /// What it has looked like for the last 20 ms.
  public var seenColor: LightColor { isSeen ? color.full.lit(for: duty) : .black }
  private let watchers = Watchers<Bool>()
  private var state = DutyMeter()
  private let input: Line
  private let isActiveHigh: Bool
  private let net: PowerNet
  private let scheduler: Scheduler
  private let coefficients: Coefficients
  private let load: Load<Mode>

  /// Puts an LED between its pad and ground (active high) or supply (active low). `net` is what its current comes from:
  /// that of the pads where it is active high, that at its anode where it is active low.
  public init(
    _ name: String = "LED", on emulation: Emulation, net: PowerNet, input: Line, color: Color,
    isActiveHigh: Bool = true, coefficients: Coefficients
  ) {
    self.name = name
    self.color = color
    self.input = input
    self.isActiveHigh = isActiveHigh
    self.net = net
    self.coefficients = coefficients
    scheduler = emulation.scheduler
    load = Load(name, on: net, initial: .off, currents: [.off: .zero, .on: .zero])
    emulation.register(name, self)
    // A driver may take a pad over at the level that it floats at.
    input.onSettle { [unowned self] in self.update() }
    net.observePower { [unowned self] _ in self.update() }
    update()
  }

  /// Tells `action` whenever it goes on or off.
  public func watch(_ action: @escaping (Bool) -> Void) -> Subscription { watchers.add(action) }

  private func update() {
    // A pull lets too little through to be seen.
    let isLit = input.level == isActiveHigh && input.isDriven && net.isPowered
    let hasChanged = isLit != state.isOn
    state.turn(isLit, at: scheduler.now)
    if isLit {
      load.enter(.on, drawing: coefficients.current(millivolts: net.millivolts))
    } else {
      load.enter(.off)
    }
    if hasChanged && !watchers.isEmpty { watchers.tell(isLit) }
  }

  /// When it was on.
  public func saveState() -> State { State(duty: state) }

  /// Takes that over.
  public func restoreState(_ saved: State) { state = saved.duty }
}
