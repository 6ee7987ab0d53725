import Machine

/// A source that comes and goes: mains by a timetable or with outages, or a contact that is loose.
public final class InterruptedSource: ChargeSource {
  /// For reports.
  public var name: String { source.name }
  /// What the source behind it gives; `nil` in an outage.
  public var limit: Int64? { isUp ? source.limit : nil }
  /// As the source behind it.
  public var needsMains: Bool { source.needsMains }
  /// Told after every change of `limit`.
  public var onChange: (() -> Void)?

  /// What a snapshot keeps.
  public struct State: Codable {
    var isUp: Bool
    var index: UInt64
    var next: Tick?
    var isPluggedIn: Bool
  }

  private let source: any ChargeSource
  private let outages: Outages
  /// Whether an outage is like pulling the plug, to the source; else it is without power itself.
  private let isAtPlug: Bool
  private let noise: SeededNoise
  private let scheduler: Scheduler
  private var isUp: Bool
  private var isPluggedIn = false
  private var index: UInt64 = 0
  private var next: Alarm!

  /// `source` with outages under a name of their own. A loose contact is `atPlug`: to a power bank each return is a new
  /// plug.
  public init(
    _ name: String, on emulation: Emulation, source: any ChargeSource, outages: Outages, atPlug: Bool, seed: UInt64
  ) {
    self.source = source
    self.outages = outages
    isAtPlug = atPlug
    noise = SeededNoise(seed: seed, stream: atPlug ? 0x706C_7567 : 0x6D61_696E)
    scheduler = emulation.scheduler
    isUp = outages.isUpAtFirst
    source.onChange = { [unowned self] in onChange?() }
    next = emulation.alarm("\(name).next") { [unowned self] _ in change() }
    emulation.register(name, self)
    schedule()
  }

  private func schedule() {
    let length = outages.length(isUp: isUp, index: index, at: scheduler.now, noise: noise)
    next.set(at: length.map { scheduler.now + $0 })
  }

  private func change() {
    isUp.toggle()
    index += 1
    schedule()
    if isAtPlug && isPluggedIn { source.plugged(isUp) }
    onChange?()
  }

  /// Tells the source, unless the contact is open.
  public func plugged(_ isIn: Bool) {
    isPluggedIn = isIn
    if isUp || !isAtPlug || !isIn { source.plugged(isIn) }
  }

  /// Tells the source.
  public func taken(_ current: Int64) { source.taken(current) }

  /// Where in the outages it is, and whether the plug is in.
  public func saveState() -> State {
    State(isUp: isUp, index: index, next: next.deadline, isPluggedIn: isPluggedIn)
  }

  /// Takes that over without telling anybody.
  public func restoreState(_ state: State) {
    isUp = state.isUp
    index = state.index
    isPluggedIn = state.isPluggedIn
    next.set(at: state.next)
  }
}
