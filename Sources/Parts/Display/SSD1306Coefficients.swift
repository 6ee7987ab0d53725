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
    /// On with no pixel lit: logic, oscillator, panel supply and charge pump, in microamperes.
    public var on: Coefficient
    /// A segment of a lit row, into the panel's supply pump, with the reference that a resistor sets and contrast 7F, in
    /// microamperes.
    public var segment: Coefficient
    /// The same at contrast 01 over that at 7F: the panel obeys contrast little, and in a straight line beyond.
    public var contrast: Coefficient
    /// The same with the internal current reference (command AD 30) over that with a resistor.
    public var internalReference: Coefficient

    /// All coefficients are required.
    public init(
      off: Coefficient, sleep: Coefficient, on: Coefficient, segment: Coefficient, contrast: Coefficient,
      internalReference: Coefficient
    ) {
      self.off = off
      self.sleep = sleep
      self.on = on
      self.segment = segment
      self.contrast = contrast
      self.internalReference = internalReference
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.off, \.sleep, \.on, \.segment, \.contrast, \.internalReference]
    }

    var currents: [Mode: CurrentBand] { [.off: off.current, .sleep: sleep.current, .on: on.current] }

    /// As measured of a 128 x 64 glass (hsel.co.uk/2018/12/04/ssd1306-power-consumption): a base and a current that grows with
    /// the lit pixels in a straight line, a little with the contrast. A row is driven one part in `rows` of the time, so that n
    /// lit pixels draw n / rows of a segment's current on average.
    func current(lit: Int, _ controller: SSD1306Controller) -> CurrentBand {
      var segment = segment.current
      if controller.usesInternalReference { segment = segment.scaled(by: internalReference) }
      let bright = Self.contrasted(segment, by: contrast, Int64(controller.contrast) - 0x7F)
      return on.current + bright.scaled(by: Int64(lit), over: Int64(controller.rows))
    }

    /// On the straight line through contrast 7F, `steps` from there; 01 is 126 steps below.
    private static func contrasted(_ current: CurrentBand, by ratio: Coefficient, _ steps: Int64) -> CurrentBand {
      func times(_ value: Int64, _ ratio: Double) -> Int64 {
        let scale = 126_000_000 + (1_000_000 - Int64((ratio * 1_000_000).rounded())) * steps
        return CurrentBand(low: value, typical: value, high: value).scaled(by: scale, over: 126_000_000).typical
      }
      // Brighter than 7F, a ratio near 1 is the low end; darker, it is the high end.
      let (low, high) = steps > 0 ? (ratio.high, ratio.low) : (ratio.low, ratio.high)
      return CurrentBand(
        low: times(current.low, low), typical: times(current.typical, ratio.typical), high: times(current.high, high))
    }
  }
}
