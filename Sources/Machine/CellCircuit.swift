/// The source as the solver sees it: an open-circuit voltage behind a resistance, both read anew whenever the charge has
/// moved by one quantum.
struct CellCircuit {
  /// One in so many parts of the capacity is the quantum of charge between two solutions: 12.6 mC of a 70 mAh cell,
  /// over which its open-circuit voltage moves by less than a millivolt.
  static let quantaPerCapacity: Int128 = 20_000
  /// Limits within which no product of the solver overflows: 1 kOhm and 100 V.
  static let maximumMilliohms: Int64 = 1_000_000
  static let maximumMicrovolts: Int64 = 100_000_000

  let source: any VoltageSource
  let capacity: Int128
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
  private(set) var openCircuit: Int64 = 0
  private(set) var milliohms: Int64 = 1

  init(_ source: any VoltageSource, charge: Int128?) {
    self.source = source
    capacity = max(source.capacity, 1)
    quantum = max(capacity / CellCircuit.quantaPerCapacity, 1)
    margin = capacity / 20
    cutOffMicrovolts = source.cutOffMicrovolts
    overchargeMicrovolts = source.overchargeMicrovolts
    self.charge = min(max(charge ?? capacity, 0), capacity)
    quantumStart = self.charge
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
    openCircuit = min(max(source.openCircuitMicrovolts(charge: charge), 0), CellCircuit.maximumMicrovolts)
    milliohms = min(max(source.milliohms(charge: charge), 1), CellCircuit.maximumMilliohms)
  }

  /// The terminal voltage, in microvolts (at least 0), while `current` (pA) flows in.
  @inline(__always)
  func terminal(_ current: Int64) -> Int64 {
    let held = min(max(current, -CurrentBand.limit), CurrentBand.limit)
    return max(openCircuit &+ held / 1_000 &* milliohms / 1_000_000, 0)
  }

  /// The current in, in pA, at which the terminal stands at `microvolts`, which the protection circuit keeps from being
  /// more than it bears. Nothing flows into a source that is full beyond the margin.
  func current(at microvolts: Int64) -> Int64 {
    let held = min(microvolts, max(overchargeMicrovolts, 0))
    let current = (held - openCircuit) * 1_000_000 / milliohms * 1_000
    return quantumStart >= capacity + margin ? min(current, 0) : current
  }

  /// The length of time after which `current` (pA, not 0) will have moved the charge by the rest of a quantum.
  func timeToQuantum(_ current: Int64) -> Tick {
    let left = current > 0 ? quantumStart + quantum - charge : charge - quantumStart + quantum
    return Tick(clamping: min(max(left, 0) / Int128(current.magnitude) + 1, Int128(1) << 62))
  }

  /// Takes over a saved state.
  mutating func restore(charge: Int128, chargedIn: Int128, quantumStart: Int128) {
    self.charge = charge
    self.chargedIn = chargedIn
    read(at: quantumStart)
  }
}
