import Machine

extension SSD1306 {
  /// What the panel does, as far as its current depends on it.
  public enum Mode: String, LoadState {
    /// The supply switch is open.
    case off
    /// Supplied, display off or in reset.
    case sleep
    /// Showing its picture.
    case on
  }

  /// What its current is made of.
  public struct Coefficients: CoefficientSet {
    /// Leakage of the open supply switch, in microamperes.
    public var off: Coefficient
    /// Sleep mode, in microamperes.
    public var sleep: Coefficient
    /// On with no pixel lit: logic, oscillator and idle charge pump, in microamperes.
    public var on: Coefficient
    /// The current reference set by the panel's resistor, in microamperes.
    public var externalReference: Coefficient
    /// The internal current reference (command AD 30), in microamperes.
    public var internalReference: Coefficient
    /// Current into the charge pump over current out of it.
    public var pumpFactor: Coefficient

    /// All coefficients are required.
    public init(
      off: Coefficient, sleep: Coefficient, on: Coefficient, externalReference: Coefficient,
      internalReference: Coefficient, pumpFactor: Coefficient
    ) {
      self.off = off
      self.sleep = sleep
      self.on = on
      self.externalReference = externalReference
      self.internalReference = internalReference
      self.pumpFactor = pumpFactor
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.off, \.sleep, \.on, \.externalReference, \.internalReference, \.pumpFactor]
    }

    var currents: [Mode: CurrentBand] { [.off: off.current, .sleep: sleep.current, .on: on.current] }

    /// Data sheet: a segment's current is contrast / 256 x IREF x 8. A row is driven one part in `rows` of the time, so
    /// that n lit pixels draw n / rows of it on average; the charge pump multiplies that.
    func current(lit: Int, _ controller: SSD1306Controller) -> CurrentBand {
      let reference = (controller.usesInternalReference ? internalReference : externalReference).current
      let segments = reference.scaled(
        by: 8 * Int64(controller.contrast) * Int64(lit), over: 256 * Int64(controller.rows))
      return on.current + segments.scaled(by: pumpFactor)
    }
  }
}
