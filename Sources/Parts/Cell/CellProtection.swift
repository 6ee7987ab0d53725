import Machine

/// A cell's protection circuit, and what the cell loses by itself.
///
/// Both are loads of the cell behind the circuit, so the ledger shows them, and they go on once it has opened: a cell in a
/// drawer falls on. Self-discharge doubles with so many degrees.
public final class CellProtection {
  /// States of the circuit.
  public enum Mode: String, LoadState {
    /// It connects the cell.
    case closed
    /// It has cut the cell off after an over-discharge.
    case open
  }

  /// States of the self-discharge.
  public enum Discharge: String, LoadState {
    /// Of a cell with charge in it.
    case charged
    /// Of one that was cut off.
    case empty
  }

  /// Levels in millivolts, currents in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Over-discharge detection.
    public var cutOff: Coefficient
    /// Over-discharge release.
    public var release: Coefficient
    /// 1 where the release needs no charger, 0 where it does.
    public var recovery: Coefficient
    /// Over-charge detection.
    public var overcharge: Coefficient
    /// Resistance of the two transistors, in ohms.
    public var resistance: Coefficient
    /// Quiescent current.
    public var closed: Coefficient
    /// Current after an over-discharge.
    public var open: Coefficient
    /// Self-discharge at 25 degrees C.
    public var selfDischarge: Coefficient
    /// Self-discharge of a cell that was cut off, at 25 degrees C.
    public var emptySelfDischarge: Coefficient
    /// Kelvins for twice the self-discharge.
    public var selfDischargeDoubling: Coefficient

    /// All coefficients are required.
    public init(
      cutOff: Coefficient, release: Coefficient, recovery: Coefficient, overcharge: Coefficient,
      resistance: Coefficient, closed: Coefficient, open: Coefficient, selfDischarge: Coefficient,
      emptySelfDischarge: Coefficient, selfDischargeDoubling: Coefficient
    ) {
      self.cutOff = cutOff
      self.release = release
      self.recovery = recovery
      self.overcharge = overcharge
      self.resistance = resistance
      self.closed = closed
      self.open = open
      self.selfDischarge = selfDischarge
      self.emptySelfDischarge = emptySelfDischarge
      self.selfDischargeDoubling = selfDischargeDoubling
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.cutOff, \.release, \.recovery, \.overcharge, \.resistance, \.closed, \.open, \.selfDischarge,
        \.emptySelfDischarge, \.selfDischargeDoubling,
      ]
    }
  }

  /// The names of its loads, which lie inside the pack: no meter in the cell's lead sees them.
  public static let components = ["cell protection", "cell self-discharge"]

  private let circuit: Load<Mode>
  private let selfDischarge: Load<Discharge>

  /// Adds both to `cell`, a net of the cell behind the circuit; `output` is a net before it, which the circuit cuts off.
  public init(on cell: PowerNet, output: PowerNet, coefficients: Coefficients) {
    circuit = Load(
      Self.components[0], on: cell, initial: .closed,
      currents: [.closed: coefficients.closed.current, .open: coefficients.open.current])
    selfDischarge = Load(
      Self.components[1], on: cell, initial: .charged,
      currents: [.charged: coefficients.selfDischarge.current, .empty: coefficients.emptySelfDischarge.current],
      leaking: [.charged, .empty], by: Leakage(doublingPer: coefficients.selfDischargeDoubling))
    output.observePower { [unowned self] isOn in
      circuit.enter(isOn ? .closed : .open)
      selfDischarge.enter(isOn ? .charged : .empty)
    }
  }
}
