import Formats
import Machine

/// The cell's voltage crosses a level, either way.
final class VoltageStop: EventStop {
  private let power: PowerSystem
  private let level: Int64
  private var isBelow: Bool
  private var watching: Subscription?

  init(_ text: String, microvolts: Int64, power: PowerSystem) {
    self.power = power
    level = microvolts
    isBelow = power.microvolts < microvolts
    super.init(text)
    watching = power.watchSolutions { [unowned self] in look() }
  }

  private func look() {
    let isBelow = power.microvolts < level
    guard isBelow != self.isBelow else { return }
    self.isBelow = isBelow
    onHit("the supply \(isBelow ? "falls below" : "rises to") \(NumberText.decimal(Double(level) / 1e6, 3)) V")
  }

  override func restored(wakeups: UInt64) { isBelow = power.microvolts < level }
}
