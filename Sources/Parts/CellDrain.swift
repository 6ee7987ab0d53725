import Machine

/// What a cell loses by itself: the protection circuit's quiescent current and self-discharge, both constant.
///
/// They are loads of the cell's own net, so the ledger shows them. A cell that its protection has cut off goes on losing
/// a little; that is left out.
public final class CellDrain {
  /// It has one state.
  public enum Mode: String, LoadState {
    /// All the time.
    case always
  }

  private let protection: Load<Mode>
  private let selfDischarge: Load<Mode>

  /// Adds both drains to the net of the cell. Both coefficients are in microamperes.
  public init(on net: PowerNet, protection: Coefficient, selfDischarge: Coefficient) {
    self.protection = Load("cell protection", on: net, initial: .always, currents: [.always: protection.current])
    self.selfDischarge = Load(
      "cell self-discharge", on: net, initial: .always, currents: [.always: selfDischarge.current])
  }
}
