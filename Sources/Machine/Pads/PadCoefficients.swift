/// What decides how much flows through a pad that is left in a bad state.
public struct PadCoefficients: CoefficientSet {
  /// The pad's own pull-up or pull-down, in ohms.
  public var pull: Coefficient
  /// A resistor on the pad whose value the board does not say, in ohms.
  public var resistor: Coefficient
  /// An input with nothing on it, its buffer on, in microamperes.
  public var floating: Coefficient
  /// The voltage of the pads in mV, from a regulator in the chip; `nil` where it is the supply's.
  let millivolts: Int?

  /// Those of a chip, whose name the coefficients begin with; its pulls in ohms, as its data sheet has them. A board's resistor and
  /// a floating input are the same everywhere: nobody knows better.
  public init(
    _ chip: String, pull: (low: Double, typical: Double, high: Double), _ source: Coefficient.Source,
    millivolts: Int? = nil
  ) {
    self.millivolts = millivolts
    self.pull = Coefficient(
      "\(chip).pad pull", pull.low, pull.typical, pull.high, .ohms, condition: "a pad's own pull-up or pull-down",
      source: source)
    resistor = Coefficient(
      "\(chip).pad resistor", 10_000, 100_000, 1_000_000, .ohms,
      condition: "a resistor on a pad whose value the board file does not say",
      source: .estimate("usual values; a board file may say the real one"))
    floating = Coefficient(
      "\(chip).pad floating", 0, 1, 100, .microamperes, condition: "an input with nothing on it, its buffer on",
      source: .estimate(
        "nothing to hundreds of uA, by where the pad drifts: both transistors of a CMOS input conduct near half the supply "
          + "(eevblog.com/forum/microcontrollers/no-floating-gpio-inputs-on-mcu)"))
  }

  /// Every coefficient's property, in the order of tables.
  public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.pull, \.resistor, \.floating] }
}
