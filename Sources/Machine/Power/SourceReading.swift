/// What a voltage source is like at one moment: an open-circuit voltage behind a resistance, two more resistances whose
/// drops build up and relax with time, and what wears it.
public struct SourceReading: Hashable, Sendable {
  /// A resistance with a capacitor beside it.
  public struct Relaxation: Hashable, Sendable {
    /// In milliohms; 0 for none.
    public var milliohms: Int64 = 0
    /// The time in which half of a difference relaxes.
    public var halfLife: Tick = 0
    /// Where the resistance is that of charge transfer, the voltage a (in microvolts) of its law, a arsinh(IR/a): beyond it
    /// the drop grows with the logarithm of the current. 0 for a resistance that is the same at any current.
    public var knee: Int64 = 0

    /// None, or one of so many milliohms.
    public init(milliohms: Int64 = 0, halfLife: Tick = 0, knee: Int64 = 0) {
      self.milliohms = milliohms
      self.halfLife = halfLife
      self.knee = knee
    }

    /// With every number clamped to what the solver bears.
    fileprivate var held: Relaxation {
      Relaxation(
        milliohms: min(max(milliohms, 0), SolverLimits.milliohms), halfLife: min(halfLife, 1 << 48),
        knee: min(max(knee, 0), SolverLimits.microvolts / 10))
    }
  }

  /// Open-circuit voltage, in microvolts.
  public var openCircuitMicrovolts: Int64
  /// Resistance whose drop is there at once, in milliohms, protection circuit included; at least 1.
  public var milliohms: Int64
  /// What builds up within a pulse.
  public var fast = Relaxation()
  /// What builds up within minutes.
  public var slow = Relaxation()
  /// By so many ticks of the current that `slow` has settled to, the charge at the electrodes' surface, where the voltage
  /// is made, is ahead of the mean; at most 2^48.
  public var lag: Tick = 0
  /// Charge of the full source, in pA·ticks.
  public var capacity: Int128
  /// More current than this into it, in pA, does it lasting harm.
  public var chargeLimit: Int64 = .max
  /// How fast it ages while nothing flows, in a unit of its own for each tick; 0 ... 2^56.
  public var ageing: Int64 = 0
  /// It is so empty that this does it lasting harm.
  public var isStarved = false

  /// A source without relaxations and without wear.
  public init(openCircuitMicrovolts: Int64, milliohms: Int64, capacity: Int128) {
    self.openCircuitMicrovolts = openCircuitMicrovolts
    self.milliohms = milliohms
    self.capacity = capacity
  }

  /// Every number within limits in which no product of the solver overflows.
  var held: SourceReading {
    var next = self
    next.openCircuitMicrovolts = min(max(openCircuitMicrovolts, 0), SolverLimits.microvolts)
    next.milliohms = min(max(milliohms, 1), SolverLimits.milliohms)
    next.fast = fast.held
    next.slow = slow.held
    next.lag = min(lag, 1 << 48)
    next.capacity = max(capacity, 1)
    next.chargeLimit = max(chargeLimit, 0)
    next.ageing = min(max(ageing, 0), 1 << 56)
    return next
  }
}
