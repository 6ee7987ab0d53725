/// The battery's voltage and the charger, both in the chip.
enum Supply {
  private static var adcControl: Register { Register(0x5000_1900) }
  private static var adcControl2: Register { Register(0x5000_1902) }
  private static var adcClear: Register { Register(0x5000_190A) }
  private static var adcResult: Register { Register(0x5000_190C) }
  private static var chargerControl1: Register { Register(0x5000_1B08) }
  private static var chargerControl2: Register { Register(0x5000_1B0A) }
  private static var chargerStatus: Register { Register(0x5000_1B0C) }

  /// VBUS is there.
  static var isPlugged: Bool { Register(0x5000_002A).has(1 << 2) }

  private static let vbatChannel: UInt16 = 9
  private static let temperatureChannel: UInt16 = 14
  private static let fourSamples: UInt16 = 2 << 5

  /// The mean of four samples, 12 bits. The result is left-aligned.
  private static func convert(_ channel: UInt16) -> UInt32 {
    adcControl2.value = fourSamples
    adcControl.value = 1 | 1 << 6 | channel << 8  // on, single-ended
    adcControl.set(1 << 1)
    var polls = 0
    while adcControl.has(1 << 1) && polls < 10_000 { polls += 1 }
    let raw = UInt32(adcResult.value >> 4)
    adcClear.value = 1
    adcControl.value = 0
    return raw
  }

  /// Battery voltage in mV; full scale is 5 V (public driver code for this chip).
  static func millivolts() -> UInt32 { convert(vbatChannel) * 5000 / 4095 }

  /// The die's temperature in degrees Celsius: 712 + 2.44 t of 1,024 (public driver code for this chip). The sensor hangs
  /// on the ADC only in a test mode of the charger, which charges on meanwhile.
  static func celsius() -> Int32 {
    let control = chargerControl2.value
    chargerControl2.value = control & 0x1FFF | 1 << 13
    let raw = Int32(convert(temperatureChannel))
    chargerControl2.value = control
    return (raw - 2848) * 100 / 976
  }

  // MARK: The count of the charge

  private static var gaugeControl1: Register { Register(0x5000_1B40) }
  private static var countMiddle: Register { Register(0x5000_1B4A) }
  private static var countHigh: Register { Register(0x5000_1B4C) }
  private static let isCounting: UInt16 = 1
  private static let gaugeSettings: UInt16 = 0xD880

  /// Lets the fuel gauge count, at the recommended settings; it goes on in every sleep. True where it was counting before:
  /// a reset of the core does not stop it.
  static func startCounting() -> Bool {
    if gaugeControl1.has(isCounting) { return true }
    Register(0x5000_1B42).value = 0x776A
    Register(0x5000_1B44).value = 0x13
    gaugeControl1.value = gaugeSettings | isCounting
    return false
  }

  /// Ends the count: the gauge has a current of its own, which would empty a cell that hibernates.
  static func stopCounting() { gaugeControl1.value = gaugeSettings }

  /// The charge counter without its lowest 16 bits: 24 bits of 0.8906 mA.s. Read again where it moved in between.
  static var count: UInt32 {
    while true {
      let high = countHigh.value
      let middle = countMiddle.value
      if countHigh.value == high { return UInt32(high & 0xFF) << 16 | UInt32(middle) }
    }
  }

  /// What the gauge of the cell wants to know.
  static func reading(isPlugged: Bool, isQuiet: Bool) -> GaugeReading {
    GaugeReading(
      millivolts: millivolts(), count: count, time: Timebase.now, celsius: celsius(), isPlugged: isPlugged,
      isQuiet: isQuiet)
  }

  private static let chargeOn: UInt16 = 1 << 5
  private static let level4200: UInt16 = 0xA
  /// Codes of CHARGE_CUR.
  private static let current5: UInt16 = 0 << 8
  private static let current10: UInt16 = 1 << 8
  private static let current30: UInt16 = 2 << 8
  private static let dieLimit: UInt16 = 2 << 12

  /// Sets the charger to so many milliamperes: 0, 5, 10 or 30.
  static func apply(milliamperes: UInt32) {
    let code = milliamperes < 10 ? current5 : milliamperes < 30 ? current10 : current30
    chargerControl1.value = dieLimit | code | level4200 | (milliamperes > 0 ? chargeOn : 0)
  }

  static func inputs(isPlugged: Bool) -> ChargeInputs {
    let status = chargerStatus.value
    return ChargeInputs(
      isPlugged: isPlugged, millivolts: millivolts(), isConstantVoltage: status & 2 != 0, isEnd: status & 4 != 0,
      isTemperatureGood: status & 1 << 4 != 0, celsius: celsius())
  }
}
