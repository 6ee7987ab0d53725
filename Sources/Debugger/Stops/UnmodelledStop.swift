import Formats
import Machine

/// Firmware touches a register that is not modelled.
final class UnmodelledStop: EventStop {
  private var watching: Subscription?

  init(_ text: String, journal: Journal) {
    super.init(text)
    watching = journal.watch { [unowned self] in onHit("\($0.register) at \(Hex.word($0.address)) is not modelled") }
  }
}
