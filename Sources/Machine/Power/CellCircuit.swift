/// The source as the solver sees it: an open-circuit voltage behind a resistance, both read anew whenever the charge has
/// moved by one quantum, and two drops that relax, one within a pulse and one within minutes. With the latter the charge at
/// the electrodes' surface, where the voltage is made, gets ahead of the mean, and comes back.
///
/// What wears the source is integrated here: while charging at every change, else at every reading, between which neither
/// its temperature nor, within a quantum, its charge changes. Charge that is lost with the capacity is trapped: it stays
/// in the account, so that this is exact, and the rest stands where it stood on the curve.
struct CellCircuit {
  /// One in so many parts of the capacity is the quantum of charge between two solutions: 12.6 mC of a 70 mAh cell,
  /// over which its open-circuit voltage moves by less than a millivolt.
  static let quantaPerCapacity: Int128 = 20_000
  /// The fast drop is followed to this many microvolts, and the slow one, with which the charge at the surface moves, to
  /// that many: half a step of the converters. Finer ones cost alarms, at which busy-waits of the CPU begin anew.
  static let fastQuantum: Int64 = 8_000
  static let slowQuantum: Int64 = 100
  /// While a charger holds the voltage, the current is what the remaining resistance makes of the difference: then the
  /// fast one is followed closely, until it has settled to within the second of these, and the slow one as the charge moves.
  static let fineQuantum: Int64 = 25
  static let transientQuantum: Int64 = 500

  let source: any VoltageSource
  private(set) var capacity: Int128
  let quantum: Int128
  /// How far charge may lie beyond full and empty.
  let margin: Int128
  /// Of a capacitor: the charge of a microvolt.
  let chargePerMicrovolt: Int128?
  /// The current that fills the source in an hour, in pA.
  private let hourly: Int64
  let cutOffMicrovolts: Int64
  let releaseMicrovolts: Int64
  let recoversAlone: Bool
  let overchargeMicrovolts: Int64
  /// Charge left, in pA·ticks, with what is trapped.
  private(set) var charge: Int128
  /// Charge that cannot be had any more, as the capacity for it is lost, in pA·ticks.
  private(set) var trapped: Int128 = 0
  /// Wear up to the present while charging, else up to the last reading.
  private(set) var wear = SourceWear()
  /// The charge at which `reading` was taken, the wear then, and when the wear of time was counted last.
  private(set) var quantumStart: Int128
  private var wearThen = SourceWear()
  private var readAt: Tick
  /// By how much the charge at the surface is ahead of the mean, now and at the last reading.
  private(set) var lag: Int128 = 0
  private var lagThen: Int128 = 0
  private(set) var reading: SourceReading
  private(set) var fast = RelaxingDrop()
  private(set) var slow = RelaxingDrop()
  var milliCelsius = Leakage.reference

  init(_ source: any VoltageSource, charge: Int128?, now: Tick = 0) {
    self.source = source
    capacity = max(source.capacity, 1)
    quantum = max(capacity / CellCircuit.quantaPerCapacity, 1)
    margin = min(max(source.margin, 0), capacity)
    chargePerMicrovolt = source.chargePerMicrovolt.map { max($0, 1) }
    hourly = Int64(clamping: capacity / Int128(3_600 * Tick.perSecond))
    cutOffMicrovolts = source.cutOffMicrovolts
    releaseMicrovolts = source.releaseMicrovolts
    recoversAlone = source.recoversAlone
    overchargeMicrovolts = source.overchargeMicrovolts
    self.charge = min(max(charge ?? capacity, 0), capacity)
    quantumStart = self.charge
    readAt = now
    reading = SourceReading(openCircuitMicrovolts: 0, milliohms: 1, capacity: capacity)
    for drop in [\CellCircuit.fast, \CellCircuit.slow] {
      self[keyPath: drop].since = now
      self[keyPath: drop].charge = self.charge
    }
    readSource()
  }

  var openCircuit: Int64 { reading.openCircuitMicrovolts }
  var milliohms: Int64 { reading.milliohms }
  /// What of the charge at the last reading can be had.
  private var available: Int128 { quantumStart - trapped }
  /// Nothing is left, as of the last reading: a source whose voltage never falls does not give for ever.
  var isEmpty: Bool { available <= -margin }

  /// Brings the charge up to date: `inward` and `outward` (pA) flowed for `ticks`.
  @inline(__always)
  mutating func flow(inward: Int64, outward: Int64, for ticks: Tick) {
    charge &+= ChargeBand.product(inward &- outward, ticks)
    if inward > 0 { takeIn(inward, outward, ticks) }
  }

  @inline(never)
  private mutating func takeIn(_ inward: Int64, _ outward: Int64, _ ticks: Tick) {
    wear.take(inward, net: inward &- outward, for: ticks, hourly: hourly, limit: reading.chargeLimit)
  }

  /// Sets the charge as if the source had been exchanged for one as worn.
  mutating func replaceCharge(_ next: Int128, now: Tick) {
    grow(old: now)
    charge = min(max(next, 0), capacity)
    trapped = 0
    lag = 0
    for drop in [\CellCircuit.fast, \CellCircuit.slow] {
      self[keyPath: drop].value = 0
      self[keyPath: drop].charge = charge
    }
    read(now)
  }

  /// Reads the source at another temperature.
  mutating func setTemperature(_ next: Int, now: Tick) {
    grow(old: now)
    milliCelsius = next
    read(now)
  }

  /// Reads the source again where the charge, or that at the surface, has moved by a quantum.
  @inline(__always)
  mutating func readIfMoved(now: Tick) {
    let moved = charge &- quantumStart
    let atSurface = moved &+ (lag &- lagThen)
    if moved >= quantum || moved <= 0 &- quantum || atSurface >= quantum || atSurface <= 0 &- quantum { read(now) }
  }

  /// Reads the source.
  @inline(never)
  mutating func read(_ now: Tick) {
    grow(old: now)
    quantumStart = charge
    wearThen = wear
    lagThen = lag
    readSource()
  }

  /// Counts the wear of the time since the last reading.
  private mutating func grow(old now: Tick) {
    wear = self.wear(at: now)
    readAt = now
  }

  /// The wear up to the present.
  func wear(at now: Tick) -> SourceWear {
    let ticks = now &- readAt
    guard ticks > 0 else { return wear }
    var next = wear
    next.aged &+= Int128(reading.ageing) &* Int128(ticks)
    if reading.isStarved { next.starved &+= ticks }
    return next
  }

  private mutating func readSource() {
    var next = askSource()
    if next.capacity < capacity {
      let lost = min((capacity - next.capacity) / max(capacity >> 32, 1), 1 << 32)
      trapped += (min(max(available, 0), capacity) >> 32) * lost
      next = askSource()
    }
    capacity = next.capacity
    reading = next
    fast.law = next.fast
    slow.law = next.slow
  }

  private func askSource() -> SourceReading {
    let conditions = SourceConditions(milliCelsius: milliCelsius, wear: wearThen, lag: lagThen)
    return source.reading(charge: available, conditions: conditions).held
  }

  // MARK: The relaxing drops

  /// Brings the relaxing drops to the present, where enough time has passed.
  @inline(__always)
  mutating func relax(now: Tick) {
    _ = fast.relax(now: now, charge: charge)
    if slow.relax(now: now, charge: charge) && reading.lag > 0 { findLag() }
  }

  /// The charge at the surface is ahead by the lag of the current that the slow drop has settled to.
  @inline(never)
  private mutating func findLag() {
    let microamperes = Int128(slow.value) * 1_000 / Int128(max(slow.law.milliohms, 1) << 16)
    lag = min(max(microamperes * 1_000_000 * Int128(reading.lag), -2 * capacity), 2 * capacity)
  }

  /// How long the drops may stay as they are at a constant `current`.
  @inline(__always)
  func timeToRelax(_ current: Int64, isFine: Bool) -> Tick? {
    let first = fast.timeToRelax(
      current, quantum: isFine ? CellCircuit.fineQuantum : CellCircuit.fastQuantum)
    let second = slow.timeToRelax(
      current, quantum: isFine ? CellCircuit.transientQuantum : CellCircuit.slowQuantum)
    guard let first, let second else { return first ?? second }
    return min(first, second)
  }

  /// What the voltage would be the moment the current stops, in microvolts.
  @inline(__always)
  private var inside: Int64 { openCircuit &+ (fast.value &+ slow.value) >> 16 }

  /// The terminal voltage, in microvolts (at least 0), while `current` (pA) flows in.
  @inline(__always)
  func terminal(_ current: Int64) -> Int64 {
    let held = min(max(current, -CurrentBand.limit), CurrentBand.limit)
    return max(inside &+ held / 1_000 &* milliohms / 1_000_000, 0)
  }

  /// The current in, in pA, at which the terminal stands at `microvolts`, which the protection circuit keeps from being
  /// more than it bears. Nothing flows into a source that is full beyond the margin.
  ///
  /// Where the fast drop has all but settled, the current is that at which it has: at a voltage that is held it follows the
  /// current within milliseconds, and the solution need not go back and forth with it.
  func current(at microvolts: Int64) -> Int64 {
    let held = min(microvolts, max(overchargeMicrovolts, 0))
    var current = (held - inside) * 1_000_000 / milliohms * 1_000
    let resting = held - (openCircuit &+ slow.value >> 16)
    let settled = fast.current(at: resting, behind: milliohms)
    if fast.isAlmostSettled(settled) { current = settled }
    return available >= capacity + margin ? min(current, 0) : current
  }

  /// A charger holds the terminal at `microvolts` with `current` (pA) into the source: the fast drop is the rest.
  mutating func hold(_ microvolts: Int64, _ current: Int64, now: Tick) {
    guard fast.law.milliohms > 0, fast.isAlmostSettled(current) else { return }
    let rest = microvolts - openCircuit - current / 1_000 * milliohms / 1_000_000
    fast.settle(at: rest << 16 - slow.value, now: now, charge: charge)
  }

  /// The length of time after which `current` (pA, not 0) will have moved the charge by the rest of a quantum.
  func timeToQuantum(_ current: Int64) -> Tick {
    let left = current > 0 ? quantumStart + quantum - charge : charge - quantumStart + quantum
    return Tick(clamping: min(max(left, 0) / Int128(current.magnitude) + 1, Int128(1) << 62))
  }

  /// How long `current` (pA) takes to bring a capacitor's charge up to `target` where it flows in, or down to that where it flows
  /// out; `nil` where it never does, or is there.
  func timeTo(_ target: Int128, _ current: Int64) -> Tick? {
    let left = current > 0 ? target - charge : charge - target
    guard current != 0, left > 0 else { return nil }
    let magnitude = Int128(current.magnitude)
    return Tick(clamping: min((left + magnitude - 1) / magnitude, Int128(1) << 62))
  }

  /// The same for its terminal voltage: at least `level` microvolts where `current` flows in, and less where it flows out.
  func timeToCross(_ level: Int64, _ current: Int64) -> Tick? {
    guard let chargePerMicrovolt, level > 0, level < 2 * SolverLimits.microvolts else { return nil }
    let held = min(max(current, -CurrentBand.limit), CurrentBand.limit)
    let drop = held / 1_000 &* milliohms / 1_000_000
    let target = Int128(level - drop) * chargePerMicrovolt
    return timeTo(current > 0 ? target : target - 1, current)
  }

  /// What a snapshot keeps, charges as decimal text.
  struct State: Codable {
    var charge: String
    var trapped: String
    var wear: SourceWear
    var quantumStart: String
    var wearThen: SourceWear
    var readAt: Tick
    var lag: String
    var lagThen: String
    var fast: RelaxingDrop
    var slow: RelaxingDrop
    var milliCelsius: Int
  }

  var state: State {
    State(
      charge: String(charge), trapped: String(trapped), wear: wear, quantumStart: String(quantumStart),
      wearThen: wearThen, readAt: readAt, lag: String(lag), lagThen: String(lagThen), fast: fast, slow: slow,
      milliCelsius: milliCelsius)
  }

  /// Takes over a saved state, with every number clamped to what a run keeps it in.
  mutating func restore(_ state: State, now: Tick) {
    func held(_ text: String) -> Int128? {
      let limit = Int128(1) << 110
      return Int128(text).map { min(max($0, -limit), limit) }
    }
    charge = held(state.charge) ?? 0
    wear = state.wear.held
    quantumStart = held(state.quantumStart) ?? charge
    wearThen = state.wearThen.held
    readAt = min(state.readAt, now)
    lag = held(state.lag) ?? 0
    lagThen = held(state.lagThen) ?? 0
    milliCelsius = min(max(state.milliCelsius, -100_000), 200_000)
    // The saved reading has its loss behind it: what is trapped is saved with it.
    trapped = min(max(held(state.trapped) ?? 0, 0), max(source.capacity, 1))
    capacity = askSource().capacity
    fast = state.fast.held(now: now)
    slow = state.slow.held(now: now)
    readSource()
  }
}
