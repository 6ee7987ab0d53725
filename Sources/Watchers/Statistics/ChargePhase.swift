/// What charging is doing, by the names of the band's firmware (`charge_state` of its statistics, 0 ... 7).
public enum ChargePhase: String, CaseIterable, Codable, Sendable {
  /// No charger.
  case none
  /// Just plugged in.
  case contact
  /// A trickle into an empty cell.
  case preCharge = "pre-charge"
  /// At the set current, or at what the source gives.
  case constantCurrent = "constant current"
  /// At the set voltage.
  case constantVoltage = "constant voltage"
  /// Charged.
  case full
  /// Too hot or too cold.
  case temperature
  /// Given up.
  case fault
}
