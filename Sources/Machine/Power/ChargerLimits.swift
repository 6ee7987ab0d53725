/// What a charger between VBUS and the cell is set to: constant current up to a level, constant voltage there.
public struct ChargerLimits: Hashable, Codable, Sendable {
  /// Whether it charges at all.
  public var isOn: Bool
  /// The constant current, in pA.
  public var current: Int64
  /// The constant voltage, in microvolts.
  public var microvolts: Int64

  /// Limits in picoamperes and microvolts.
  public init(isOn: Bool, current: Int64, microvolts: Int64) {
    self.isOn = isOn
    self.current = current
    self.microvolts = microvolts
  }

  /// The limits clamped to 0 ... 1 kA and 0 ... 100 V.
  var held: ChargerLimits {
    ChargerLimits(
      isOn: isOn, current: CurrentBand.held(current),
      microvolts: min(max(microvolts, 0), SolverLimits.microvolts))
  }

  /// No charging.
  public static let off = ChargerLimits(isOn: false, current: 0, microvolts: 0)
}
