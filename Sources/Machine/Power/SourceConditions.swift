/// What a voltage source's behaviour depends on beside its charge.
public struct SourceConditions: Hashable, Sendable {
  /// Its temperature, in thousandths of a degree Celsius.
  public var milliCelsius: Int
  /// What has been charged into it since the start of the run, in pA·ticks.
  public var chargedIn: Int128

  /// A temperature and a throughput.
  public init(milliCelsius: Int = 25_000, chargedIn: Int128 = 0) {
    self.milliCelsius = milliCelsius
    self.chargedIn = chargedIn
  }
}
