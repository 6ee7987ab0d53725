import Machine

/// The fuel gauge: a signed 40-bit count of the charge through the sense resistor, and an average of the current. It
/// counts nothing by itself: it asks for the charge whenever it is read or changed.
///
/// Sources: 73,584 counts are one mA.s at the recommended settings; the gain follows SOC_RVI, SOC_BIAS and SOC_IDAC, and
/// one step of the average is 11,944 pA times that gain, as the public driver computes them (`hw_soc.c`). Chosen: the
/// average is that since the last reading at least half a second ago; what else the settings do to noise and offset is
/// not modelled.
public final class FuelGauge {
  /// The charge that the sense resistor has passed into the cell since the beginning, in pA·ticks; falls while the cell
  /// discharges.
  public var chargeIntoCell: () -> Int128 = { 0 }
  /// Told after it was switched on or off.
  var onSwitch: (() -> Void)?
  private let now: () -> Tick

  /// What a snapshot keeps; charges as decimal text, as JSON numbers have no 128 bits.
  struct State: Codable {
    var control1 = ANAMISC.gaugeControl1.reset
    var control2 = ANAMISC.gaugeControl2.reset
    /// The count in 1/`unit` of a step at the recommended gain.
    var scaledCount = "0"
    var chargeThen = "0"
    var averageSince: Tick = 0
    var averageChargeThen = "0"
    var average: Int64 = 0
  }

  private var control1 = ANAMISC.gaugeControl1.reset
  private var control2 = ANAMISC.gaugeControl2.reset
  private var scaledCount: Int128 = 0
  private var chargeThen: Int128 = 0
  private var averageSince: Tick = 0
  private var averageChargeThen: Int128 = 0
  private var average: Int64 = 0

  /// One mA.s in pA·ticks.
  static let milliampereSecond: Int128 = 1_000_000_000 * Int128(Tick.perSecond)
  static let countsPerMilliampereSecond: Int128 = 73_584
  /// The gain of the recommended settings.
  static let recommendedGain: Int128 = 256
  /// The shortest time that an average is taken over.
  static let averageTime: Tick = .milliseconds(500)

  init(now: @escaping () -> Tick) { self.now = now }

  /// (1 << RVI) * (8 >> BIAS)^2 * (1 << IDAC): 1 ... 4096.
  private var gain: Int128 {
    let bias: Int128 = 8 >> Int128(ANAMISC.gaugeBias.get(control1))
    let shift = ANAMISC.gaugeInput.get(control2) + ANAMISC.gaugeDAC.get(control1)
    return bias * bias << Int128(shift)
  }

  /// Whether it is switched on. Muted it counts nothing, and goes on integrating its own offset.
  var isOn: Bool { ANAMISC.isGaugeEnabled.get(control1) != 0 }

  private var isCounting: Bool { isOn && ANAMISC.isMuted.get(control1) == 0 }

  /// Brings the count up to the present. Counts are kept times `milliampereSecond`, so that nothing is lost to rounding,
  /// and modulo 2^40 counts.
  func settle() { (scaledCount, chargeThen) = present }

  private var present: (scaledCount: Int128, charge: Int128) {
    let charge = chargeIntoCell()
    if ANAMISC.resetsCharge.get(control1) != 0 { return (0, charge) }
    guard isCounting else { return (scaledCount, charge) }
    let passed = ANAMISC.isInverted.get(control1) != 0 ? chargeThen - charge : charge - chargeThen
    let span = Self.milliampereSecond << 40
    return ((scaledCount + passed * Self.countsPerMilliampereSecond * Self.recommendedGain / gain) % span, charge)
  }

  func write(control1 next1: UInt32, control2 next2: UInt32) {
    settle()
    let (wasOn, wasCounting) = (isOn, isCounting)
    control1 = next1
    control2 = next2
    if ANAMISC.resetsCharge.get(control1) != 0 { scaledCount = 0 }
    if ANAMISC.resetsAverage.get(control1) != 0 { average = 0 }
    if isCounting && !wasCounting || ANAMISC.resetsAverage.get(control1) != 0 {
      averageSince = now()
      averageChargeThen = chargeThen
    }
    if isOn != wasOn { onSwitch?() }
  }

  func reset() {
    write(control1: ANAMISC.gaugeControl1.reset, control2: ANAMISC.gaugeControl2.reset)
    scaledCount = 0
    average = 0
  }

  /// The charge counter, 40 bits, rounded towards zero.
  var count: UInt64 {
    let count = present.scaledCount / Self.milliampereSecond
    return UInt64(truncatingIfNeeded: count) & 0xFF_FFFF_FFFF
  }

  /// SOC_CHARGE_AVG: two's complement, clamped to its range.
  var averageCode: UInt32 { UInt32(truncatingIfNeeded: newAverage ?? average) & 0xFFFF }

  /// The average was read: where there was a new one, the next begins.
  func averageRead() {
    let newAverage = newAverage
    settle()
    guard let newAverage else { return }
    average = newAverage
    averageSince = now()
    averageChargeThen = chargeThen
  }

  /// That since the last reading, once it is long enough ago.
  private var newAverage: Int64? {
    let time = now() &- averageSince
    guard isCounting && time >= Self.averageTime else { return nil }
    let passed = present.charge - averageChargeThen
    let steps = passed / Int128(time) / (11_944 * gain)
    return Int64(min(max(ANAMISC.isInverted.get(control1) != 0 ? -steps : steps, -0x8000), 0x7FFF))
  }

  /// SOC_STATUS: the integrator is locked while it runs, and never overloaded.
  var status: UInt32 { isOn ? 2 : 0 }

  var saved: State {
    State(
      control1: control1, control2: control2, scaledCount: String(scaledCount), chargeThen: String(chargeThen),
      averageSince: averageSince, averageChargeThen: String(averageChargeThen), average: average)
  }

  func restore(_ state: State) {
    control1 = state.control1
    control2 = state.control2
    scaledCount = Int128(state.scaledCount) ?? 0
    chargeThen = Int128(state.chargeThen) ?? 0
    averageSince = state.averageSince
    averageChargeThen = Int128(state.averageChargeThen) ?? 0
    average = state.average
  }
}
