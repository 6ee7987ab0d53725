/// The voltages of the supply at which something happens in the chip.
public enum SupplyLevel: Int, CaseIterable, Codable, Sendable {
  /// Below it the chip is held in reset: 1.7 V (remembered as the order of the specification's range; the supply's is 1.8 to
  /// 3.6 V).
  case brownOut
  /// POFCON's thresholds.
  case v2_1
  case v2_3
  case v2_5
  case v2_7

  /// At the chip's supply pin.
  public var millivolts: Int { [1_700, 2_100, 2_300, 2_500, 2_700][rawValue] }
}
