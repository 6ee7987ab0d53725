import Machine

extension NORFlash {
  /// What the flash does, as far as its current depends on it.
  public enum Mode: String, LoadState {
    /// Not selected.
    case standby
    /// Deep power-down.
    case powerDown = "power-down"
    /// Selected, or fetched from.
    case read
    /// Programming a page or a status register.
    case program
    /// Erasing.
    case erase
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Not selected.
    public var standby: Coefficient
    /// Deep power-down.
    public var powerDown: Coefficient
    /// Selected, or fetched from.
    public var read: Coefficient
    /// Programming.
    public var program: Coefficient
    /// Erasing.
    public var erase: Coefficient

    /// All coefficients are required.
    public init(
      standby: Coefficient, powerDown: Coefficient, read: Coefficient, program: Coefficient, erase: Coefficient
    ) {
      self.standby = standby
      self.powerDown = powerDown
      self.read = read
      self.program = program
      self.erase = erase
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.standby, \.powerDown, \.read, \.program, \.erase]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [("writing", [\.program, \.erase])]
    }

    var currents: [Mode: CurrentBand] {
      [
        .standby: standby.current, .powerDown: powerDown.current, .read: read.current, .program: program.current,
        .erase: erase.current,
      ]
    }
  }
}
