import Machine
import Parts
import World

/// A board as its file describes it, read and checked.
struct BoardPlan: Sendable {
  var name = ""
  var summary = ""
  var chip: ChipKind
  /// Whether the board has the chip's slow crystal.
  var hasSlowCrystal = true
  /// The rail that feeds the chip.
  var chipRail = ""
  var rails: [RailPlan] = []
  /// The buses that parts may hang on.
  var buses: [ChipBus] = []
  var parts: [PartPlan] = []
  /// Resistors on pads.
  var pulls: [PadPull] = []
  /// The thermistor's pad and the resistor above it, in ohms; `nil` without one.
  var thermistor: (pad: String, pullUp: Int)?
  /// The resistors by which the chip measures the cell, in ohms, and the pad at their tap; `nil` without them.
  var cellDivider: (pad: String, top: Int, bottom: Int)?
  /// What charges the cell from VBUS; `nil` where it does not reach the board.
  var charger: ChargerPlan?
  /// The component that an instrument shows on each of its digital channels.
  var probes: [String?] = []
  /// Numbers in place of the catalogue's, by name.
  var figures: [String: Coefficient] = [:]
  /// The cell's open-circuit voltage; `nil` for the documented one.
  var cellCurve: CellCurve?

  /// Every number of its power model, those of the file and then of `overrides` in place of the documented ones.
  func coefficients(_ overrides: [String: Coefficient] = [:]) -> [Coefficient] {
    var all = chip.coefficients
    var names = Set(all.map(\.name))
    for part in parts {
      // Parts of a kind share what bears the kind's name.
      for coefficient in part.kind.coefficients(named: part.component, part.values)
      where names.insert(coefficient.name).inserted {
        all.append(coefficient)
      }
    }
    all += rails.flatMap(\.coefficients) + LeakageCoefficients.documented.all + Cell.Coefficients.documented.all
    all += CellProtection.Coefficients.documented.all + pulls.compactMap(\.coefficient)
    if let cellDivider {
      all += CellDivider.Coefficients.documented(top: cellDivider.top, bottom: cellDivider.bottom).all
    }
    if let charger {
      all += charger.coefficients
      all += ChargeSourceCoefficients.documented.all
    }
    return all.map { overrides[$0.name] ?? figures[$0.name] ?? $0 }
  }

  /// What has to be in place of the catalogue's numbers.
  func figures(_ setup: BoardSetup) -> [String: Coefficient] { figures.merging(setup.overrides) { $1 } }

  /// The cell of a board that is set up so, full.
  func cell(of setup: BoardSetup) -> Cell {
    let figures = figures(setup)
    return Cell(
      Cell.Coefficients.documented.overriding(figures),
      protection: CellProtection.Coefficients.documented.overriding(figures),
      curve: setup.cellCurve ?? cellCurve ?? .smallPolymer, cycles: setup.cycles)
  }

  /// What the board has on each pad that has a name, such as `touch key` on `P1_0`.
  var signals: [String: String] {
    var signals: [String: String] = [:]
    for part in parts {
      for pin in part.kind.pins {
        guard let pad = part.pads[pin.name], let label = part.label(of: pin) else { continue }
        signals[pad] = signals[pad].map { "\($0), \(label)" } ?? label
      }
    }
    for bus in buses {
      for (signal, pad) in bus.pads { signals[pad] = "\(bus.name) \(signal.uppercased())" }
    }
    if let thermistor { signals[thermistor.pad] = "thermistor" }
    if case .charger(_, let status, let present) = charger {
      if let status { signals[status] = "charger status" }
      if let present { signals[present] = "charger present" }
    }
    if let cellDivider { signals[cellDivider.pad] = "cell voltage" }
    for rail in rails {
      if let pad = rail.enable { signals[pad] = "\(rail.name) enable" }
    }
    return signals
  }
}
