/// What a voltage source is like at one moment: an open-circuit voltage behind a resistance, and a second resistance whose
/// drop builds up and relaxes with time.
public struct SourceReading: Hashable, Sendable {
  /// Open-circuit voltage, in microvolts.
  public var openCircuitMicrovolts: Int64
  /// Resistance whose drop is there at once, in milliohms, protection circuit included; at least 1.
  public var milliohms: Int64
  /// Resistance whose drop is there after some half-lives, in milliohms; 0 for none.
  public var transientMilliohms: Int64 = 0
  /// The time in which half of a difference relaxes.
  public var transientHalfLife: Tick = 0
  /// Charge of the full source, in pA·ticks.
  public var capacity: Int128

  /// A source without a transient.
  public init(openCircuitMicrovolts: Int64, milliohms: Int64, capacity: Int128) {
    self.openCircuitMicrovolts = openCircuitMicrovolts
    self.milliohms = milliohms
    self.capacity = capacity
  }
}
