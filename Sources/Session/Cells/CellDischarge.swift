import Machine
import Parts

/// A full cell that is discharged with a constant current at one temperature, by the model that runs use.
public struct CellDischarge: Encodable, Sendable {
  /// A place on the curve.
  public struct Point: Encodable, Sendable {
    /// Charge taken so far, in mAh.
    public let mah: Double
    /// Voltage at the contacts, in millivolts.
    public let mv: Double
  }

  private enum Mode: String, LoadState { case on }
  /// Points kept of a curve.
  private static let pointLimit = 400

  /// Degrees Celsius.
  public let celsius: Double
  /// The current in full charges an hour, usually called C.
  public let rate: Double
  /// The current.
  public let milliamperes: Double
  /// What is to be had down to the end, in mAh.
  public let mah: Double
  /// That of the capacity, in percent.
  public let percent: Double
  /// The voltage once half of that is taken, in millivolts; 0 where nothing is to be had.
  public let halfwayMv: Double
  /// The curve.
  public let points: [Point]

  /// Discharges down to `end` millivolts.
  init(_ cell: Cell, celsius: Double, rate: Double, end: Double) {
    let emulation = Emulation()
    let power = PowerSystem(emulation, source: cell)
    power.setTemperature(milliCelsius: Int((celsius * 1_000).rounded()))
    let hourly = Double(cell.capacity) / 3_600 / Double(Tick.perSecond)
    let current = Int64(min(max(hourly * rate, 1), 1e14))
    let start = power.remainingCharge
    var all: [Point] = []
    func note() {
      all.append(
        Point(mah: Charge.microampereHours(start - power.remainingCharge) / 1_000, mv: Double(power.microvolts) / 1_000)
      )
    }
    note()
    let net = power.net("VBAT", fedBy: .cell)
    let load = Load(
      "load", on: net, initial: Mode.on,
      currents: [.on: CurrentBand(low: current, typical: current, high: current)])
    let scheduler = emulation.scheduler
    var isOver = power.microvolts < Int64(end * 1_000) || !net.isPowered
    while !isOver, let next = scheduler.nextDeadline == .max ? nil : scheduler.nextDeadline {
      note()
      scheduler.advance(to: next)
      scheduler.fireDue()
      isOver = power.microvolts < Int64(end * 1_000) || !net.isPowered
    }
    // What was there when the end came.
    if net.isPowered { note() }
    withExtendedLifetime(load) {}
    self.celsius = celsius
    self.rate = rate
    milliamperes = Double(current) / 1e9
    mah = Charge.microampereHours(start - power.remainingCharge) / 1_000
    percent = 100 * Double(start - power.remainingCharge) / Double(cell.capacity)
    let taken = mah
    halfwayMv = all.count > 2 ? all.first { $0.mah >= taken / 2 }?.mv ?? 0 : 0
    points = CellDischarge.thinned(all)
  }

  private static func thinned(_ all: [Point]) -> [Point] {
    guard all.count > pointLimit else { return all }
    return (0..<pointLimit).map { all[$0 * (all.count - 1) / (pointLimit - 1)] }
  }
}
