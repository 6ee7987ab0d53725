import Machine
import Parts

/// What charges a board's cell.
enum ChargerPlan: Sendable {
  /// The chip.
  case chip
  /// A charger IC: the resistor that sets its current, in ohms, the pad of its status output, and the pad that VBUS drives high
  /// through a divider.
  case charger(programmingOhms: Int, status: String?, present: String?)

  /// Its numbers; those of a chip's charger are the chip's.
  var coefficients: [Coefficient] {
    switch self {
    case .chip: []
    case .charger: ChargerIC.Coefficients.ltc4054.all
    }
  }
}
