/// What stores the charge of a machine: a cell, or a bench supply.
public protocol VoltageSource: AnyObject {
  /// Charge of the full source at the start of a run, in pA·ticks; at least 1. What a source says of its voltage up to `margin` beyond
  /// full and empty is used too; there it takes and gives nothing any more, whatever its voltage.
  var capacity: Int128 { get }
  /// How far charge may lie beyond full and empty, in pA·ticks; default: 5 % of the capacity.
  var margin: Int128 { get }
  /// Where the open-circuit voltage is the charge over a constant (a capacitor): the charge of a microvolt, in pA·ticks; at least 1.
  /// Then the solver knows the tick at which a voltage is crossed. Default: `nil`.
  var chargePerMicrovolt: Int128? { get }
  /// What the source is like at a remaining charge, at a temperature and after use. Asked again whenever one of them has
  /// moved.
  func reading(charge: Int128, conditions: SourceConditions) -> SourceReading
  /// Open-circuit voltage at a remaining charge, in microvolts.
  func openCircuitMicrovolts(charge: Int128) -> Int64
  /// Internal resistance at a remaining charge, in milliohms, protection circuit included; at least 1.
  func milliohms(charge: Int128) -> Int64
  /// Terminal voltage below which the protection circuit disconnects the loads, in microvolts.
  var cutOffMicrovolts: Int64 { get }
  /// Terminal voltage from which on it connects them again, in microvolts.
  var releaseMicrovolts: Int64 { get }
  /// Whether it does so by itself, or only while VBUS is present.
  var recoversAlone: Bool { get }
  /// Terminal voltage above which the protection circuit lets no charge in, in microvolts.
  var overchargeMicrovolts: Int64 { get }
}

extension VoltageSource {
  /// A tenth of a volt above the cut-off.
  public var releaseMicrovolts: Int64 { cutOffMicrovolts + 100_000 }

  /// 5 %.
  public var margin: Int128 { capacity / 20 }

  /// It is no capacitor.
  public var chargePerMicrovolt: Int128? { nil }

  /// It needs VBUS.
  public var recoversAlone: Bool { false }

  /// No protection from overcharge.
  public var overchargeMicrovolts: Int64 { .max }

  /// The same at any temperature and age, and without relaxations.
  public func reading(charge: Int128, conditions: SourceConditions) -> SourceReading {
    SourceReading(
      openCircuitMicrovolts: openCircuitMicrovolts(charge: charge), milliohms: milliohms(charge: charge),
      capacity: capacity)
  }
}
