/// A drop that builds up and relaxes with time: that of a resistance with a capacitor beside it.
///
/// It is brought up to the present by the solver only, exactly for the mean current since the last time, which the charge
/// tells exactly; so it depends on the machine's events alone. Steps shorter than 1/1,024 of the half-life are put
/// together: within them it moves by less than 0.07 % of what is left.
struct RelaxingDrop {
  /// In 1/65,536 of a microvolt, positive after charging.
  var value: Int64 = 0
  /// When and at which charge it was that.
  var since: Tick = 0
  var charge: Int128 = 0
  /// The source's; not saved.
  var law = SourceReading.Relaxation()

  private var isThere: Bool { law.halfLife > 0 && (law.milliohms > 0 || value != 0) }
  /// The shortest step.
  private var step: Tick { law.halfLife >> 10 &+ 1 }

  /// Brings it to the present, where enough time has passed.
  @inline(__always)
  mutating func relax(now: Tick, charge next: Int128) -> Bool {
    guard law.halfLife > 0, now &- since >= step else { return false }
    relaxFully(now: now, charge: next)
    return true
  }

  @inline(never)
  private mutating func relaxFully(now: Tick, charge next: Int128) {
    let ticks = now &- since
    let mean = (next - charge) / Int128(ticks)
    let target = settled(Int64(clamping: mean))
    let left = (Int128(value - target) * Int128(BinaryPower.decay(ticks, over: law.halfLife))) >> 32
    value = target + Int64(left)
    since = now
    charge = next
  }

  /// The drop after a long time at a current, in 1/65,536 of a microvolt.
  @inline(__always)
  func settled(_ current: Int64) -> Int64 {
    let held = min(max(current, -CurrentBand.limit), CurrentBand.limit)
    let microvolts = held / 1_000 * law.milliohms / 1_000_000
    let bound = SolverLimits.microvolts
    // Below a 32nd of the knee the law is straight to within 0.02 %.
    if law.knee > 0 && microvolts.magnitude &* 32 > law.knee.magnitude { return bent(microvolts) }
    return min(max(microvolts, -bound), bound) << 16
  }

  /// What charge transfer makes of a drop, in 1/65,536 of a microvolt. Every step is exact or rounds the same everywhere.
  @inline(never)
  private func bent(_ microvolts: Int64) -> Int64 {
    let part = Double(microvolts.magnitude) / Double(law.knee)
    let logarithm = BinaryPower.logarithm(part + (part * part + 1).squareRoot())
    // ln 2 in 1/2^16.
    let drop = (law.knee &* logarithm &* 45_426) >> 16
    return microvolts < 0 ? -drop : drop
  }

  /// The current (pA) that this in series with `milliohms` takes at `microvolts` once it has settled.
  func current(at microvolts: Int64, behind milliohms: Int64) -> Int64 {
    var current = microvolts * 1_000_000 / (milliohms + law.milliohms) * 1_000
    guard law.knee > 0 else { return current }
    // The bent law takes less voltage than the straight one: three steps with the resistance that it has there.
    for _ in 0..<3 {
      let microamperes = current / 1_000_000
      guard microamperes != 0 else { break }
      // In microohms.
      let apparent = (settled(current) >> 16) * 1_000_000 / microamperes
      current = microvolts * 1_000_000_000 / (milliohms * 1_000 + max(apparent, 0)) * 1_000
    }
    return current
  }

  /// Whether it is so near to what it would settle at that it makes no difference.
  func isAlmostSettled(_ current: Int64) -> Bool {
    (settled(current) - value).magnitude >> 16 <= CellCircuit.transientQuantum.magnitude
  }

  /// Takes a value, in 1/65,536 of a microvolt.
  mutating func settle(at next: Int64, now: Tick, charge: Int128) {
    value = next
    since = now
    self.charge = charge
  }

  /// How long it may stay as it is, followed to `quantum` microvolts, where it is still on its way at a constant
  /// `current`: a straight line along its present slope is never too late.
  @inline(__always)
  func timeToRelax(_ current: Int64, quantum: Int64) -> Tick? {
    guard isThere else { return nil }
    let distance = (settled(current) - value).magnitude >> 16
    guard distance > quantum.magnitude else { return nil }
    // The slope is ln 2 a half-life; its inverse is 1.4427.
    let time = UInt64(law.halfLife) / distance * quantum.magnitude / 1_024 * 1_477
    return max(time, step)
  }
}

/// The charge is decimal text in snapshots, as JSON numbers have no 128 bits.
extension RelaxingDrop: Codable, Hashable {
  private enum Keys: String, CodingKey { case value, since, charge }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    value = try container.decode(Int64.self, forKey: .value)
    since = try container.decode(Tick.self, forKey: .since)
    charge = Int128(try container.decode(String.self, forKey: .charge)) ?? 0
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(value, forKey: .value)
    try container.encode(since, forKey: .since)
    try container.encode(String(charge), forKey: .charge)
  }

  /// A saved drop with every number clamped to what a run keeps it in.
  func held(now: Tick) -> RelaxingDrop {
    var next = self
    let (bound, limit) = (SolverLimits.microvolts << 16, Int128(1) << 110)
    next.value = min(max(value, -bound), bound)
    next.since = min(since, now)
    next.charge = min(max(charge, -limit), limit)
    return next
  }
}
