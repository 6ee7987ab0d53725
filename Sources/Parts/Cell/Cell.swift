import Machine

/// A lithium-polymer cell with its protection circuit.
///
/// An open-circuit voltage over the state of charge (`CellCurve`) stands behind an ohmic resistance, a fast one, which
/// builds up within a pulse, and a slow one, which takes minutes; each has its own activation energy, and the two latter
/// rise towards empty. The fast one is charge transfer, a arsinh(IR/a) by Butler and Volmer. Within the same minutes the
/// charge at the electrodes' surface, where the voltage is made, gets ahead of the mean: diffusion, which is slow in the
/// cold. What is to be had in the cold and under pulses follows from these. The temperature moves the
/// open-circuit voltage by the entropy term alone. Capacity is lost by cycles, by time, by charging faster than the
/// temperature permits and by deep discharge (`CellLosses`); hysteresis is left out.
public final class Cell: VoltageSource {
  /// What it is like when new.
  public let curve: CellCurve
  /// Charge of the full cell at the start of the run, in pA·ticks.
  public let capacity: Int128
  /// Over-discharge detection.
  public let cutOffMicrovolts: Int64
  /// Over-discharge release.
  public let releaseMicrovolts: Int64
  /// Whether the protection circuit needs no charger for that.
  public let recoversAlone: Bool
  /// Over-charge detection.
  public let overchargeMicrovolts: Int64
  private let protectionMilliohms: Int64
  private let behaviour: CellBehaviour
  /// What the temperature makes of it, as last asked for.
  private var climate: CellClimate

  /// A cell that has been through `cycles` full charges (0 ... 10,000).
  public init(
    _ coefficients: Coefficients, protection: CellProtection.Coefficients, curve: CellCurve = .smallPolymer,
    cycles: Int = 0
  ) {
    func microvolts(_ coefficient: Coefficient) -> Int64 {
      min(max(coefficient.typical(times: 1_000), 0), 100_000_000)
    }
    self.curve = curve
    behaviour = CellBehaviour(coefficients, cycles: cycles)
    capacity = behaviour.capacity(SourceWear())
    climate = behaviour.climate(Leakage.reference)
    cutOffMicrovolts = microvolts(protection.cutOff)
    releaseMicrovolts = max(microvolts(protection.release), cutOffMicrovolts)
    recoversAlone = protection.recovery.typical >= 0.5
    overchargeMicrovolts = microvolts(protection.overcharge)
    protectionMilliohms = min(max(protection.resistance.typical(times: 1_000), 0), 1_000_000)
  }

  /// The charge at a state of charge in percent, in pA·ticks.
  public func charge(percent: Int) -> Int128 { capacity * Int128(percent) / 100 }

  /// The voltage at a remaining charge without load at 25 degrees C, as at the start of the run.
  public func openCircuitMicrovolts(charge: Int128) -> Int64 {
    curve.values(at: CellCurve.place(of: charge, in: capacity)).microvolts
  }

  /// The resistance that acts at once, likewise.
  public func milliohms(charge: Int128) -> Int64 {
    reading(charge: charge, conditions: SourceConditions()).milliohms
  }

  /// What the cell is like.
  public func reading(charge: Int128, conditions: SourceConditions) -> SourceReading {
    if climate.milliCelsius != conditions.milliCelsius { climate = behaviour.climate(conditions.milliCelsius) }
    let losses = behaviour.losses(conditions.wear)
    let full = behaviour.capacity(after: losses)
    let place = CellCurve.place(of: charge, in: full)
    let (rest, shape) = curve.values(at: place)
    let microvolts = curve.values(at: CellCurve.place(of: charge + conditions.lag, in: full)).microvolts
    var reading = SourceReading(openCircuitMicrovolts: microvolts + climate.shift, milliohms: 1, capacity: full)
    let growth = behaviour.growth(losses, conditions.wear)
    reading.milliohms = max(
      climate.ohmic.of(behaviour.ohmic, growth: growth, permille: 1_000) + protectionMilliohms, 1)
    reading.fast = .init(
      milliohms: climate.fast.of(behaviour.fast, growth: growth, permille: shape), halfLife: behaviour.fastHalfLife,
      knee: climate.knee)
    reading.slow = .init(
      milliohms: climate.slow.of(behaviour.slow, growth: growth, permille: shape), halfLife: behaviour.slowHalfLife)
    reading.lag = climate.lag
    reading.chargeLimit = climate.chargeLimit
    reading.ageing = behaviour.ageing(climate, place: place)
    reading.isStarved = rest < behaviour.damageMicrovolts
    return reading
  }

  /// What it has lost for good, by cause.
  public func losses(_ wear: SourceWear) -> CellLosses { behaviour.losses(wear) }

  /// The remaining charge at which the open-circuit voltage first reaches a value: what a gauge without history would
  /// say. In pA·ticks, between 0 and the capacity.
  public func charge(openCircuitMicrovolts target: Int64) -> Int128 {
    var (low, high) = (Int128(0), capacity)
    while low < high {
      let middle = (low + high) / 2
      if openCircuitMicrovolts(charge: middle) < target { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
