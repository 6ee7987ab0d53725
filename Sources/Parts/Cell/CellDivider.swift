import Machine

/// Two resistors from the cell to ground, whose tap a converter measures.
public final class CellDivider {
  /// It always draws.
  public enum Mode: String, LoadState {
    /// There is no switch.
    case on
  }

  /// What it draws.
  public struct Coefficients: CoefficientSet {
    /// Through both resistors, in microamperes.
    public var current: Coefficient

    /// All coefficients are required.
    public init(current: Coefficient) { self.current = current }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.current] }

    /// That of `top` and `bottom` ohms (together at least 1) at 3.85 V, with the cell's range and 5 % for the band.
    public static func documented(top: Int, bottom: Int) -> Coefficients {
      let typical = 3_850_000 / Double(max(top + bottom, 1))
      func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
      return Coefficients(
        current: Coefficient(
          "cell divider.current", rounded(typical * 0.74), rounded(typical), rounded(typical * 1.15), .microamperes,
          condition: "\(top) and \(bottom) ohms at 3.85 V; 3.0 to 4.2 V and 5 % for the band",
          source: .derived("the board's values and Ohm's law")))
    }
  }

  private let power: PowerSystem
  private let top: Int
  private let bottom: Int
  private let load: Load<Mode>

  /// Puts `top` ohms between the cell and the tap, and `bottom` between the tap and ground; each is at least 1.
  public init(
    _ name: String = "cell divider", on net: PowerNet, of power: PowerSystem, top: Int, bottom: Int,
    coefficients: Coefficients
  ) {
    self.power = power
    self.top = max(top, 1)
    self.bottom = max(bottom, 1)
    load = Load(name, on: net, initial: .on, currents: [.on: coefficients.current.current])
  }

  /// The tap's voltage in mV.
  public var millivolts: Int { Int(power.microvolts) * bottom / (top + bottom) / 1_000 }
}
