import Machine

/// What the registers of a KX022 ask for, decoded once for many samples.
struct KX022Settings {
  /// PC1: it measures.
  var isOperating: Bool
  /// RES: high current.
  var isHighResolution: Bool
  /// DRDYE: new data is an interrupt source.
  var reportsData: Bool
  /// 16,384, 8,192 or 4,096; GSEL 3 is as 2 (chosen).
  var countsPerG: Int
  /// Rates as powers of two of 0.78125 Hz, 0 ... 11; `nil` for an engine that is off.
  var outputRate: Int
  var wakeUpRate: Int?
  var tapRate: Int?
  var tiltRate: Int?
  /// LPRO: bandwidth of half the output rate, not a ninth.
  var isWide: Bool
  /// AVC: two to so many samples are averaged in low power.
  var averaging: Int
  /// What moves the mass in a self test: 1, -1 or 0.
  var selfTest: Int
  var buffer: KX022Buffer.Settings

  init(_ registers: [UInt8], selfTest: UInt8) {
    typealias Register = KX022Register
    func value(_ address: UInt8) -> UInt8 { registers[Int(address & 0x3F)] }
    let control = value(Register.control1)
    let rates = value(Register.control3)
    isOperating = control & 0x80 != 0
    isHighResolution = control & 0x40 != 0
    reportsData = control & 0x20 != 0
    countsPerG = 16_384 >> min(Int(control >> 3 & 3), 2)
    // OSA; its reserved codes are as 0 (chosen).
    outputRate = [4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 4, 4, 4][Int(value(Register.outputControl) & 0x0F)]
    tapRate = control & 4 != 0 ? [6, 7, 8, 9, 4, 5, 10, 11][Int(rates >> 3 & 7)] : nil
    wakeUpRate = control & 2 != 0 ? Int(rates & 7) : nil
    tiltRate = control & 1 != 0 ? [1, 3, 4, 6][Int(rates >> 6)] : nil
    isWide = value(Register.outputControl) & 0x40 != 0
    averaging = Int(value(Register.lowPower) >> 4 & 7)
    let isPositive = value(Register.interrupt1) & 2 != 0
    self.selfTest = selfTest == Register.selfTestOn ? (isPositive ? 1 : -1) : 0
    buffer = KX022Buffer.Settings(
      control: value(Register.bufferControl), threshold: Int(value(Register.bufferThreshold)))
  }

  /// The rate that the chip measures at: the highest that output and engines ask for.
  var rate: Int { max(outputRate, wakeUpRate ?? 0, tapRate ?? 0, tiltRate ?? 0) }

  /// Whether any engine looks at samples.
  var hasEngine: Bool { wakeUpRate != nil || tapRate != nil || tiltRate != nil }

  /// RES, or 800 and 1,600 Hz, which are always in full power.
  var isFullPower: Bool { isHighResolution || rate >= 10 }

  /// The time between two samples of a rate: 1.28 s halved so many times. All are whole ticks.
  static func period(_ rate: Int) -> Tick { 1_966_080_000 >> Tick(rate) }

  /// From PC1 to the first valid sample, in ticks: data sheet from 12.5 Hz on, below it one period and a millisecond
  /// (chosen, as the table goes). Low power needs 1.2 periods.
  var startTime: Tick {
    let period = KX022Settings.period(rate)
    let microseconds: [Tick] = [81_000, 40_000, 22_000, 12_000, 7_000, 4_400, 3_000, 3_000]
    let listed = rate >= 4 ? Tick.microseconds(microseconds[rate - 4]) : period + .milliseconds(1)
    return isFullPower ? listed : max(listed, period * 6 / 5)
  }

  var loadMode: KX022.Mode {
    guard isOperating else { return .standby }
    return isFullPower ? .full : KX022.Mode.lowPower[rate]
  }
}
