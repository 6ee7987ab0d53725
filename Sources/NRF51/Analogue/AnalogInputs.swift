import Machine

/// What the analogue blocks find at the pads and on the supply.
///
/// Source of the pads: public board support (AIN0 P0.26, AIN1 P0.27, AIN2 to AIN7 P0.01 to P0.06; AREF0 P0.00, AREF1 P0.06).
public final class AnalogInputs {
  /// The pads of AIN0 to AIN7.
  static let pads = [26, 27, 1, 2, 3, 4, 5, 6]
  /// The pads of AREF0 and AREF1.
  static let references = [0, 6]

  /// The voltage at a pad in mV, where the board has something analogue on it; the others are at 0 or at the supply.
  public var millivolts: (Int) -> Int? = { _ in nil }
  private let fabric: NRF51Fabric

  init(_ fabric: NRF51Fabric) { self.fabric = fabric }

  /// The supply in mV.
  var supply: Int { clamp(fabric.net.millivolts) }

  /// The voltage at a pad in mV.
  func voltage(atPad number: Int) -> Int { clamp(millivolts(number) ?? (fabric.pads[number].level ? supply : 0)) }

  /// The voltage at one of the two references.
  func reference(_ number: Int) -> Int { voltage(atPad: Self.references[number & 1]) }

  private func clamp(_ value: Int) -> Int { min(max(value, 0), 10_000) }
}
