import Machine

/// A power bank that switches off when less than its minimum load is taken for its hold time, and comes on again when
/// the plug is put in anew.
public final class PowerBank: ChargeSource {
  /// For reports.
  public let name: String
  /// What it can give, in pA; `nil` after it has switched off.
  public var limit: Int64? { isOn ? full : nil }
  /// It has a cell of its own.
  public var needsMains: Bool { false }
  /// Told after every change of `limit`.
  public var onChange: (() -> Void)?

  /// What a snapshot keeps.
  public struct State: Codable {
    var isOn = true
    var isPluggedIn = false
    var off: Tick?
  }

  private let full: Int64
  private let minimum: Int64
  private let hold: Tick
  private let scheduler: Scheduler
  private var isOn = true
  private var isPluggedIn = false
  private var off: Alarm!

  /// A bank with a limit and a minimum load in microamperes and a hold time in seconds; the typical values count.
  public init(
    _ name: String, on emulation: Emulation, limit: Coefficient, minimum: Coefficient, hold: Coefficient
  ) {
    self.name = name
    full = max(limit.current.typical, 0)
    self.minimum = max(minimum.current.typical, 0)
    self.hold = .milliseconds(UInt64(min(max(hold.typical(times: 1_000), 1), 86_400_000)))
    scheduler = emulation.scheduler
    off = emulation.alarm("\(name).off") { [unowned self] _ in
      isOn = false
      onChange?()
    }
    emulation.register(name, self)
  }

  /// A new plug switches it on.
  public func plugged(_ isIn: Bool) {
    isPluggedIn = isIn
    off.cancel()
    guard isIn else { return }
    off.set(at: scheduler.now + hold)
    guard !isOn else { return }
    isOn = true
    onChange?()
  }

  /// Enough load stops the clock, too little starts it.
  public func taken(_ current: Int64) {
    guard isPluggedIn, isOn else { return }
    if current >= minimum {
      off.cancel()
    } else if off.deadline == nil {
      off.set(at: scheduler.now + hold)
    }
  }

  /// Whether it is on, and when it will not be.
  public func saveState() -> State { State(isOn: isOn, isPluggedIn: isPluggedIn, off: off.deadline) }

  /// Takes that over without telling anybody.
  public func restoreState(_ state: State) {
    isOn = state.isOn
    isPluggedIn = state.isPluggedIn
    off.set(at: state.off)
  }
}
