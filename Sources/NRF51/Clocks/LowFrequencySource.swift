/// What LFCLK comes from: LFCLKSRC's values.
public enum LowFrequencySource: UInt32, Codable, Sendable {
  case rc = 0
  case crystal = 1
  /// From the 16 MHz clock, which it keeps on.
  case synthesised = 2
}
