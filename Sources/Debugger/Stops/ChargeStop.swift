import Machine

/// Each time that so much more charge has been drawn, by all loads or by one.
///
/// Exact without polling: between two solutions of the power nets currents are constant, so the time is a division.
final class ChargeStop: EventStop {
  private let power: PowerSystem
  private let loads: [AnyLoad]
  private let components: Set<String>
  private let quantum: Int128
  private let base: Int128
  private let scheduler: Scheduler
  private var alarm: Alarm!
  private var watching: Subscription?
  private var target: Int128 = 0

  /// `charge` in pA·ticks, at least 1; `load` is `nil` for all.
  init(_ text: String, charge: Int128, load: AnyLoad?, power: PowerSystem, on emulation: Emulation) {
    self.power = power
    loads = load.map { [$0] } ?? power.loads
    components = Set(loads.map(\.component))
    quantum = charge
    base = ChargeStop.drawn(power, components)
    scheduler = emulation.scheduler
    super.init(text)
    alarm = emulation.alarm("debugger.charge") { [unowned self] _ in look() }
    watching = power.watchSolutions { [unowned self] in foresee() }
    restored(wakeups: 0)
  }

  deinit { alarm.cancel() }

  /// What these components have drawn so far, in pA·ticks.
  static func drawn(_ power: PowerSystem, _ components: Set<String>) -> Int128 {
    power.ledger.reduce(0) { sum, row in
      components.contains(row.component) ? sum + row.charge.typical : sum
    }
  }

  private func look() {
    let drawn = ChargeStop.drawn(power, components)
    guard drawn >= target else { return foresee() }
    let count = (drawn - base) / quantum
    onHit("\(Charge.nanocoulombs(count * quantum)) nC were drawn since '\(text)'")
    target = base + (count + 1) * quantum
    foresee()
  }

  private func foresee() {
    let current = loads.reduce(Int64(0)) { $0 &+ $1.drawn.typical }
    guard current > 0 else { return alarm.cancel() }
    let left = target - ChargeStop.drawn(power, components)
    let ticks = (max(left, 0) + Int128(current) - 1) / Int128(current)
    alarm.set(at: scheduler.now.adding(Tick(clamping: min(ticks, 1 << 62))))
  }

  override func restored(wakeups: UInt64) {
    let count = (ChargeStop.drawn(power, components) - base) / quantum
    target = base + (max(count, 0) + 1) * quantum
    foresee()
  }
}
