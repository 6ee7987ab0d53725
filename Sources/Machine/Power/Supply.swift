/// What the contacts of a board's cell are connected to.
public enum Supply: Hashable, Codable, Sendable {
  /// The cell.
  case cell
  /// Nothing: the cell is taken out.
  case open
  /// A laboratory supply in its place, whose voltage stays whatever is drawn; it takes no charge.
  case bench(microvolts: Int64)

  /// Held to 0 ... 100 V.
  var held: Supply {
    guard case .bench(let microvolts) = self else { return self }
    return .bench(microvolts: min(max(microvolts, 0), SolverLimits.microvolts))
  }
}
