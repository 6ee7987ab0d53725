/// What a voltage source's behaviour depends on beside its charge.
public struct SourceConditions: Hashable, Sendable {
  /// Its temperature, in thousandths of a degree Celsius.
  public var milliCelsius: Int
  /// What use and time have done to it since the start of the run.
  public var wear: SourceWear
  /// By how much the charge at its surface, where the voltage is made, is ahead of the mean, in pA·ticks.
  public var lag: Int128

  /// A temperature, wear and lag.
  public init(milliCelsius: Int = 25_000, wear: SourceWear = SourceWear(), lag: Int128 = 0) {
    self.milliCelsius = milliCelsius
    self.lag = lag
    self.wear = wear
  }
}
