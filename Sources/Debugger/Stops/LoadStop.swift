import Machine

/// A load comes into another state.
final class LoadStop: EventStop {
  private let load: AnyLoad
  private let state: String?
  private var present: Int
  private var watching: Subscription?

  /// Any state, or one of them.
  init(_ text: String, load: AnyLoad, state: String?, power: PowerSystem) {
    self.load = load
    self.state = state
    present = load.accountedRow
    super.init(text)
    watching = power.watchLoads { [unowned self] in if $0 === self.load { look() } }
  }

  private func look() {
    guard load.accountedRow != present else { return }
    present = load.accountedRow
    let name = load.accountedState
    if state ?? name == name { onHit("\(load.component) is \(name)") }
  }

  override func restored(wakeups: UInt64) { present = load.accountedRow }
}
