/// What the contacts of a board's cell are connected to.
public enum Supply: Hashable, Codable, Sendable {
  /// The cell.
  case cell
  /// Nothing: the cell is taken out.
  case open
  /// A laboratory supply in its place, whose voltage stays whatever is drawn; it takes no charge.
  case bench(microvolts: Int64)
  /// A capacitor in its place, with the voltage that it then has; what it gives and takes moves that.
  case capacitor(CapacitorSupply)

  /// Held to 0 ... 100 V, and a capacitor to its limits.
  var held: Supply {
    switch self {
    case .cell, .open: self
    case .bench(let microvolts): .bench(microvolts: min(max(microvolts, 0), SolverLimits.microvolts))
    case .capacitor(let plan): .capacitor(plan.held)
    }
  }

  var isCapacitor: Bool { if case .capacitor = self { true } else { false } }

  /// Whether it stores charge.
  var isStore: Bool {
    switch self {
    case .cell, .capacitor: true
    case .open, .bench: false
    }
  }
}
