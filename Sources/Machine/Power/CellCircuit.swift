/// The source as the solver sees it: an open-circuit voltage behind a resistance, both read anew whenever the charge has
/// moved by one quantum, and a drop that relaxes.
///
/// The relaxing drop is that of a resistance with a capacitor beside it. It is brought up to the present by the solver
/// only, exactly for the mean current since the last time, which the charge tells exactly; so it depends on the machine's
/// events alone. Steps shorter than 1/1,024 of the half-life are put together: within them it moves by less than 0.07 %
/// of what is left.
struct CellCircuit {
  /// One in so many parts of the capacity is the quantum of charge between two solutions: 12.6 mC of a 70 mAh cell,
  /// over which its open-circuit voltage moves by less than a millivolt.
  static let quantaPerCapacity: Int128 = 20_000
  /// Limits within which no product of the solver overflows: 1 kOhm and 100 V.
  static let maximumMilliohms: Int64 = 1_000_000
  static let maximumMicrovolts: Int64 = 100_000_000
  /// A relaxing drop is followed to this many microvolts.
  static let transientQuantum: Int64 = 500

  let source: any VoltageSource
  private(set) var capacity: Int128
  let quantum: Int128
  /// How far charge may lie beyond full and empty: 5 %.
  let margin: Int128
  let cutOffMicrovolts: Int64
  let overchargeMicrovolts: Int64
  /// Charge left, in pA·ticks.
  private(set) var charge: Int128
  /// Charge that has flowed in from the charger, in pA·ticks.
  private(set) var chargedIn: Int128 = 0
  /// The charge at which `openCircuit` and `milliohms` were read.
  private(set) var quantumStart: Int128
  /// `chargedIn` at that reading.
  private(set) var chargedInThen: Int128 = 0
  private(set) var openCircuit: Int64 = 0
  private(set) var milliohms: Int64 = 1
  private var transientMilliohms: Int64 = 0
  private var halfLife: Tick = 0
  private(set) var transient = Transient()
  var milliCelsius = Leakage.reference

  /// The relaxing drop and when it was that.
  struct Transient: Codable, Hashable {
    /// In 1/65,536 of a microvolt, positive after charging.
    var value: Int64 = 0
    /// When and at which charge it was that.
    var since: Tick = 0
    var charge: Int128 = 0

    private enum Keys: String, CodingKey { case value, since, charge }

    init() {}

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
  }

  init(_ source: any VoltageSource, charge: Int128?, now: Tick = 0) {
    self.source = source
    capacity = max(source.capacity, 1)
    quantum = max(capacity / CellCircuit.quantaPerCapacity, 1)
    margin = capacity / 20
    cutOffMicrovolts = source.cutOffMicrovolts
    overchargeMicrovolts = source.overchargeMicrovolts
    self.charge = min(max(charge ?? capacity, 0), capacity)
    quantumStart = self.charge
    transient.since = now
    transient.charge = self.charge
    read(at: self.charge)
  }

  /// Nothing is left, as of the last reading: a source whose voltage never falls does not give for ever.
  var isEmpty: Bool { quantumStart <= -margin }

  /// Brings the charge up to date: `inward` and `outward` (pA) flowed for `ticks`.
  @inline(__always)
  mutating func flow(inward: Int64, outward: Int64, for ticks: Tick) {
    charge &+= ChargeBand.product(inward &- outward, ticks)
    if inward != 0 { chargedIn &+= ChargeBand.product(inward, ticks) }
  }

  /// Sets the charge as if the source had been exchanged.
  mutating func replaceCharge(_ next: Int128) {
    charge = min(max(next, 0), capacity)
    transient.value = 0
    transient.charge = charge
    read(at: charge)
  }

  /// Reads the source at another temperature.
  mutating func setTemperature(_ next: Int) {
    milliCelsius = next
    read(at: charge)
  }

  /// Reads the source again where the charge has moved by a quantum.
  @inline(__always)
  mutating func readIfMoved() {
    let moved = charge &- quantumStart
    if moved >= quantum || moved <= 0 &- quantum { read(at: charge) }
  }

  @inline(never)
  private mutating func read(at charge: Int128) {
    quantumStart = charge
    chargedInThen = chargedIn
    readSource()
  }

  private mutating func readSource() {
    let reading = source.reading(
      charge: quantumStart, conditions: SourceConditions(milliCelsius: milliCelsius, chargedIn: chargedInThen))
    capacity = max(reading.capacity, 1)
    openCircuit = min(max(reading.openCircuitMicrovolts, 0), CellCircuit.maximumMicrovolts)
    milliohms = min(max(reading.milliohms, 1), CellCircuit.maximumMilliohms)
    transientMilliohms = min(max(reading.transientMilliohms, 0), CellCircuit.maximumMilliohms)
    halfLife = min(reading.transientHalfLife, 1 << 48)
  }

  // MARK: The relaxing drop

  private var hasTransient: Bool { halfLife > 0 && (transientMilliohms > 0 || transient.value != 0) }
  /// The shortest step.
  private var transientStep: Tick { halfLife >> 10 &+ 1 }

  /// Brings the relaxing drop to the present, where enough time has passed.
  @inline(__always)
  mutating func relax(now: Tick) {
    guard halfLife > 0, now &- transient.since >= transientStep else { return }
    relaxFully(now: now)
  }

  @inline(never)
  private mutating func relaxFully(now: Tick) {
    let ticks = now &- transient.since
    let mean = (charge - transient.charge) / Int128(ticks)
    let target = settled(Int64(clamping: mean))
    let left = (Int128(transient.value - target) * Int128(BinaryPower.decay(ticks, over: halfLife))) >> 32
    transient.value = target + Int64(left)
    transient.since = now
    transient.charge = charge
  }

  /// The drop after a long time at a current, in 1/65,536 of a microvolt.
  private func settled(_ current: Int64) -> Int64 {
    let held = min(max(current, -CurrentBand.limit), CurrentBand.limit)
    let microvolts = held / 1_000 * transientMilliohms / 1_000_000
    let bound = CellCircuit.maximumMicrovolts
    return min(max(microvolts, -bound), bound) << 16
  }

  /// How long the drop may stay as it is, where it is still on its way at a constant `current`: a straight line along
  /// its present slope is never too late.
  @inline(__always)
  func timeToRelax(_ current: Int64) -> Tick? {
    guard hasTransient else { return nil }
    let distance = (settled(current) - transient.value).magnitude >> 16
    guard distance > CellCircuit.transientQuantum.magnitude else { return nil }
    // The slope is ln 2 a half-life; its inverse is 1.4427.
    let time = UInt64(halfLife) / distance * UInt64(CellCircuit.transientQuantum) / 1_024 * 1_477
    return max(time, transientStep)
  }

  /// The terminal voltage, in microvolts (at least 0), while `current` (pA) flows in.
  @inline(__always)
  func terminal(_ current: Int64) -> Int64 {
    let held = min(max(current, -CurrentBand.limit), CurrentBand.limit)
    return max(openCircuit &+ transient.value >> 16 &+ held / 1_000 &* milliohms / 1_000_000, 0)
  }

  /// The current in, in pA, at which the terminal stands at `microvolts`, which the protection circuit keeps from being
  /// more than it bears. Nothing flows into a source that is full beyond the margin.
  func current(at microvolts: Int64) -> Int64 {
    let held = min(microvolts, max(overchargeMicrovolts, 0))
    let current = (held - openCircuit - transient.value >> 16) * 1_000_000 / milliohms * 1_000
    return quantumStart >= capacity + margin ? min(current, 0) : current
  }

  /// The length of time after which `current` (pA, not 0) will have moved the charge by the rest of a quantum.
  func timeToQuantum(_ current: Int64) -> Tick {
    let left = current > 0 ? quantumStart + quantum - charge : charge - quantumStart + quantum
    return Tick(clamping: min(max(left, 0) / Int128(current.magnitude) + 1, Int128(1) << 62))
  }

  /// What a snapshot keeps, charges as decimal text.
  struct State: Codable {
    var charge: String
    var chargedIn: String
    var quantumStart: String
    var chargedInThen: String
    var transient: Transient
    var milliCelsius: Int
  }

  var state: State {
    State(
      charge: String(charge), chargedIn: String(chargedIn), quantumStart: String(quantumStart),
      chargedInThen: String(chargedInThen), transient: transient, milliCelsius: milliCelsius)
  }

  /// Takes over a saved state, with every number held to what a run keeps it in.
  mutating func restore(_ state: State, now: Tick) {
    func held(_ text: String) -> Int128? {
      let limit = Int128(1) << 110
      return Int128(text).map { min(max($0, -limit), limit) }
    }
    charge = held(state.charge) ?? 0
    chargedIn = held(state.chargedIn) ?? 0
    quantumStart = held(state.quantumStart) ?? charge
    chargedInThen = held(state.chargedInThen) ?? 0
    milliCelsius = min(max(state.milliCelsius, -100_000), 200_000)
    let bound = CellCircuit.maximumMicrovolts << 16
    transient.value = min(max(state.transient.value, -bound), bound)
    transient.since = min(state.transient.since, now)
    transient.charge = held(String(state.transient.charge)) ?? 0
    readSource()
  }
}
