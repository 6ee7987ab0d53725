/// The source of the system clock.
enum SystemClockSource: String, Codable {
  /// The 16 MHz crystal.
  case xtal16M
  /// The 16 MHz RC oscillator.
  case rc16M
  /// The low-power clock.
  case lowPower
}
