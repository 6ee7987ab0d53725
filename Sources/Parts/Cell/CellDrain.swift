import Machine

/// What a cell loses by itself: the protection circuit's quiescent current and self-discharge, which doubles with so many
/// degrees.
///
/// They are loads of the cell's own net, so the ledger shows them. A cell that its protection has cut off goes on losing
/// a little; that is left out.
public final class CellDrain {
  /// It has one state.
  public enum Mode: String, LoadState {
    /// All the time.
    case always
  }

  /// Its currents in microamperes, and the kelvins in which self-discharge doubles.
  public struct Coefficients: CoefficientSet {
    /// The protection circuit.
    public var protection: Coefficient
    /// Self-discharge at 25 degrees C.
    public var selfDischarge: Coefficient
    /// Kelvins for twice the self-discharge.
    public var selfDischargeDoubling: Coefficient

    /// All coefficients are required.
    public init(protection: Coefficient, selfDischarge: Coefficient, selfDischargeDoubling: Coefficient) {
      self.protection = protection
      self.selfDischarge = selfDischarge
      self.selfDischargeDoubling = selfDischargeDoubling
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.protection, \.selfDischarge, \.selfDischargeDoubling]
    }
  }

  private let protection: Load<Mode>
  private let selfDischarge: Load<Mode>

  /// Adds both drains to the net of the cell.
  public init(on net: PowerNet, coefficients: Coefficients) {
    protection = Load(
      "cell protection", on: net, initial: .always, currents: [.always: coefficients.protection.current])
    selfDischarge = Load(
      "cell self-discharge", on: net, initial: .always, currents: [.always: coefficients.selfDischarge.current],
      leaking: [.always], by: Leakage(doublingPer: coefficients.selfDischargeDoubling))
  }
}
