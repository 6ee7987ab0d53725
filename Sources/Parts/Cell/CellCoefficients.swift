import Machine

extension Cell {
  /// What a cell is like beyond its curve; the typical values decide a run.
  public struct Coefficients: CoefficientSet {
    /// Capacity as new at 25 degrees C, in mAh.
    public var capacity: Coefficient
    /// The capacity of the cell that the resistances are of, in mAh: they go with its inverse.
    public var resistancesOf: Coefficient
    /// Resistance that acts at once, in ohms.
    public var ohmic: Coefficient
    /// Resistance that builds up within a pulse, in ohms, a third full.
    public var fast: Coefficient
    /// Resistance that builds up within minutes, in ohms, a third full.
    public var slow: Coefficient
    /// The time constant of the fast one, in seconds.
    public var fastTime: Coefficient
    /// The time constant of the slow one, in seconds.
    public var slowTime: Coefficient
    /// Activation energy of the ohmic resistance, in kJ/mol.
    public var ohmicEnergy: Coefficient
    /// Activation energy of the fast one.
    public var fastEnergy: Coefficient
    /// Activation energy of the slow one.
    public var slowEnergy: Coefficient
    /// How many electrodes share the fast resistance: 2RT/F each is the voltage beyond which its drop grows
    /// with the logarithm of the current.
    public var fastElectrodes: Coefficient
    /// By so many seconds of the current the charge at the electrodes' surface is ahead of the mean, after
    /// minutes.
    public var lag: Coefficient
    /// Activation energy of that, in kJ/mol.
    public var lagEnergy: Coefficient
    /// Change of the open-circuit voltage with the temperature, in mV/K.
    public var entropy: Coefficient
    /// The part of the capacity that each full charge at half a full charge an hour takes.
    public var fade: Coefficient
    /// How much more of it each full charge an hour on top takes, a ratio.
    public var rateFade: Coefficient
    /// The part of the resistance that each cycle adds.
    public var resistanceGrowth: Coefficient
    /// The part of the capacity that the first year at 25 degrees C, half full, takes; it goes with the root of
    /// time.
    public var calendarLoss: Coefficient
    /// That when full over that when half full.
    public var calendarFull: Coefficient
    /// Activation energy of that loss, in kJ/mol.
    public var calendarEnergy: Coefficient
    /// The part of the resistance that is added for each part of the capacity that time takes.
    public var calendarGrowth: Coefficient
    /// Time at 25 degrees C and half full before the run, in years.
    public var age: Coefficient
    /// Charging rate that does no harm from 0 degrees C on; none below.
    public var limitFrom0: Coefficient
    /// The same from 10 degrees C on.
    public var limitFrom10: Coefficient
    /// The same from 15 degrees C on.
    public var limitFrom15: Coefficient
    /// The same from 25 degrees C on.
    public var limitFrom25: Coefficient
    /// The part of the charge above the limit that takes as much capacity for good.
    public var plating: Coefficient
    /// Open-circuit voltage below which the cell is damaged, in mV.
    public var damage: Coefficient
    /// The part of the capacity that each day below it takes.
    public var deepLoss: Coefficient

    /// All coefficients are required.
    public init(
      capacity: Coefficient, resistancesOf: Coefficient, ohmic: Coefficient, fast: Coefficient, slow: Coefficient,
      fastTime: Coefficient, slowTime: Coefficient, ohmicEnergy: Coefficient, fastEnergy: Coefficient,
      slowEnergy: Coefficient, fastElectrodes: Coefficient, lag: Coefficient, lagEnergy: Coefficient,
      entropy: Coefficient, fade: Coefficient, rateFade: Coefficient, resistanceGrowth: Coefficient,
      calendarLoss: Coefficient, calendarFull: Coefficient, calendarEnergy: Coefficient, calendarGrowth: Coefficient,
      age: Coefficient, limitFrom0: Coefficient, limitFrom10: Coefficient, limitFrom15: Coefficient,
      limitFrom25: Coefficient, plating: Coefficient, damage: Coefficient, deepLoss: Coefficient
    ) {
      self.capacity = capacity
      self.resistancesOf = resistancesOf
      self.ohmic = ohmic
      self.fast = fast
      self.slow = slow
      self.fastTime = fastTime
      self.slowTime = slowTime
      self.ohmicEnergy = ohmicEnergy
      self.fastEnergy = fastEnergy
      self.slowEnergy = slowEnergy
      self.fastElectrodes = fastElectrodes
      self.lag = lag
      self.lagEnergy = lagEnergy
      self.entropy = entropy
      self.fade = fade
      self.rateFade = rateFade
      self.resistanceGrowth = resistanceGrowth
      self.calendarLoss = calendarLoss
      self.calendarFull = calendarFull
      self.calendarEnergy = calendarEnergy
      self.calendarGrowth = calendarGrowth
      self.age = age
      self.limitFrom0 = limitFrom0
      self.limitFrom10 = limitFrom10
      self.limitFrom15 = limitFrom15
      self.limitFrom25 = limitFrom25
      self.plating = plating
      self.damage = damage
      self.deepLoss = deepLoss
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.capacity, \.resistancesOf, \.ohmic, \.fast, \.slow, \.fastTime, \.slowTime, \.ohmicEnergy, \.fastEnergy,
        \.slowEnergy, \.fastElectrodes, \.lag, \.lagEnergy, \.entropy, \.fade, \.rateFade, \.resistanceGrowth,
        \.calendarLoss, \.calendarFull, \.calendarEnergy, \.calendarGrowth, \.age, \.limitFrom0, \.limitFrom10,
        \.limitFrom15, \.limitFrom25, \.plating, \.damage, \.deepLoss,
      ]
    }
  }
}
