import Machine

extension Cell {
  /// What a cell is like beyond its curve; the typical values decide a run.
  public struct Coefficients: CoefficientSet {
    /// Capacity as new at 25 degrees C, in mAh.
    public var capacity: Coefficient
    /// Resistance over that of the curve, a ratio.
    public var resistance: Coefficient
    /// The part of the resistance that takes time, a ratio.
    public var transientShare: Coefficient
    /// The time constant of that part, in seconds.
    public var timeConstant: Coefficient
    /// Kelvins colder for twice the resistance.
    public var resistanceDoubling: Coefficient
    /// The part of the capacity that is not to be had at 0 degrees C.
    public var coldLoss: Coefficient
    /// Change of the open-circuit voltage with the temperature, in mV/K.
    public var entropy: Coefficient
    /// The part of the capacity that each cycle takes.
    public var fade: Coefficient
    /// The part of the resistance that each cycle adds.
    public var resistanceGrowth: Coefficient

    /// All coefficients are required.
    public init(
      capacity: Coefficient, resistance: Coefficient, transientShare: Coefficient, timeConstant: Coefficient,
      resistanceDoubling: Coefficient, coldLoss: Coefficient, entropy: Coefficient, fade: Coefficient,
      resistanceGrowth: Coefficient
    ) {
      self.capacity = capacity
      self.resistance = resistance
      self.transientShare = transientShare
      self.timeConstant = timeConstant
      self.resistanceDoubling = resistanceDoubling
      self.coldLoss = coldLoss
      self.entropy = entropy
      self.fade = fade
      self.resistanceGrowth = resistanceGrowth
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.capacity, \.resistance, \.transientShare, \.timeConstant, \.resistanceDoubling, \.coldLoss, \.entropy,
        \.fade, \.resistanceGrowth,
      ]
    }
  }
}
