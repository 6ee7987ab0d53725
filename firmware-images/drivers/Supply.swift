/// The battery's voltage and the charger, both in the chip.
enum Supply {
  private static var adcControl: Register { Register(0x5000_1900) }
  private static var adcControl2: Register { Register(0x5000_1902) }
  private static var adcClear: Register { Register(0x5000_190A) }
  private static var adcResult: Register { Register(0x5000_190C) }
  private static var chargerControl1: Register { Register(0x5000_1B08) }
  private static var chargerStatus: Register { Register(0x5000_1B0C) }

  /// VBUS is there.
  static var isPlugged: Bool { Register(0x5000_002A).has(1 << 2) }

  private static let vbatChannel: UInt16 = 9

  private static let fourSamples: UInt16 = 2 << 5

  /// Battery voltage in mV, the mean of four samples. The result is left-aligned, and full scale is 5 V (public driver
  /// code for this chip).
  static func millivolts() -> UInt32 {
    adcControl2.value = fourSamples
    adcControl.value = 1 | 1 << 6 | vbatChannel << 8  // on, single-ended
    adcControl.set(1 << 1)
    var polls = 0
    while adcControl.has(1 << 1) && polls < 10_000 { polls += 1 }
    let raw = UInt32(adcResult.value >> 4)
    adcClear.value = 1
    adcControl.value = 0
    return raw * 5000 / 4095
  }

  private static let chargeOn: UInt16 = 1 << 5
  private static let level4200: UInt16 = 0xA
  /// Codes of CHARGE_CUR.
  private static let current5: UInt16 = 0 << 8
  private static let current45: UInt16 = 3 << 8
  private static let dieLimit: UInt16 = 2 << 12

  /// Sets the charger as the state asks.
  static func apply(_ state: ChargeState) {
    switch state {
    case .preCharge: chargerControl1.value = dieLimit | current5 | level4200 | chargeOn
    case .constantCurrent, .constantVoltage: chargerControl1.value = dieLimit | current45 | level4200 | chargeOn
    default: chargerControl1.value = dieLimit | current45 | level4200
    }
  }

  static func inputs(isPlugged: Bool) -> ChargeInputs {
    let status = chargerStatus.value
    return ChargeInputs(
      isPlugged: isPlugged, millivolts: millivolts(), isConstantVoltage: status & 2 != 0, isEnd: status & 4 != 0,
      isTemperatureGood: status & 1 << 4 != 0)
  }
}
