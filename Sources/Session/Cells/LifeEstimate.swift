import Boards
import Formats
import Machine
import Parts

/// How long a full cell lasts at a run's mean current, down to a voltage that the run's highest current must not pull it
/// below: what firmware or regulator need is the voltage under load, and in the cold or near the end pulses decide.
package struct LifeEstimate: Codable, Sendable {
  private enum Mode: String, LoadState { case mean, peak }

  /// How long the highest current flows: past the fast resistance's rise, and short enough for one motor pulse.
  private static let pulse: Tick = .milliseconds(100)
  /// The cell settles at the mean current for so long first: several of the slow time constant.
  private static let settling: Tick = .seconds(1_200)

  /// The voltage at the cell's contacts that is not to be passed, in millivolts.
  package let cutOffMv: Double
  /// The mean current, in microamperes.
  package let meanUa: Double
  /// The highest current, in microamperes.
  package let peakUa: Double
  /// Degrees Celsius.
  package let celsius: Double
  /// What the cell gives until the highest current first pulls it below the voltage, in mAh.
  package let usableMah: Double
  /// What it holds, in mAh.
  package let capacityMah: Double
  /// That at the mean current.
  package let days: Double

  /// Of a band's cell at the mean current at which it powered the running band; `nil` where it never did, and where its life
  /// is not told by how it ran.
  package init?(_ band: any Board, peakUa: Double, downTo volts: Double) {
    let rows = ReportRows(band)
    guard rows.lifeDays != nil, let mean = rows.average?.typical else { return nil }
    self.init(band, meanUa: mean, peakUa: peakUa, downTo: volts)
  }

  /// Of a cell like the band's, at its present temperature; `nil` for no mean current.
  package init?(_ band: any Board, meanUa: Double, peakUa: Double, downTo volts: Double) {
    guard meanUa > 0 else { return nil }
    let cell = band.cell
    cutOffMv = volts * 1_000
    (self.meanUa, self.peakUa) = (meanUa, max(peakUa, meanUa))
    let milliCelsius = band.ambient.milliCelsius
    celsius = Double(milliCelsius) / 1_000
    // The voltage under load falls with the charge, so the last that is enough is found by halves: to 1/4,096.
    var (low, high) = (0, 4_096)
    func isEnough(_ share: Int) -> Bool {
      let charge = cell.capacity * Int128(share) / 4_096
      return LifeEstimate.microvolts(
        cell, charge: charge, meanUa: meanUa, peakUa: max(peakUa, meanUa), milliCelsius: milliCelsius)
        >= Int64(volts * 1e6)
    }
    if isEnough(high) {
      while high - low > 1 {
        let middle = (low + high) / 2
        if isEnough(middle) { high = middle } else { low = middle }
      }
    } else {
      high = 4_096
    }
    capacityMah = Charge.microampereHours(cell.capacity) / 1_000
    usableMah = capacityMah * Double(4_096 - high) / 4_096
    days = usableMah * 1_000 / meanUa / 24
  }

  /// The voltage at the end of a pulse of the highest current, out of a cell with so much charge that has settled at the
  /// mean current; 0 where its protection circuit has cut it off.
  private static func microvolts(
    _ cell: Cell, charge: Int128, meanUa: Double, peakUa: Double, milliCelsius: Int
  ) -> Int64 {
    let emulation = Emulation()
    let power = PowerSystem(emulation, source: cell, charge: charge)
    power.setTemperature(milliCelsius: milliCelsius)
    let net = power.net("VBAT", fedBy: .cell)
    let load = Load(
      "load", on: net, initial: Mode.mean,
      currents: [.mean: .microamperes(meanUa, meanUa, meanUa), .peak: .microamperes(peakUa, peakUa, peakUa)])
    run(emulation.scheduler, for: settling)
    load.enter(.peak)
    run(emulation.scheduler, for: pulse)
    return net.isPowered ? power.microvolts : 0
  }

  private static func run(_ scheduler: Scheduler, for length: Tick) {
    let end = scheduler.now + length
    while scheduler.nextDeadline <= end {
      scheduler.advance(to: scheduler.nextDeadline)
      scheduler.fireDue()
    }
    scheduler.advance(to: end)
  }

  /// In one line.
  package var text: String {
    "\(NumberText.decimal(days, 1)) days down to \(NumberText.decimal(cutOffMv / 1_000, 2)) V: "
      + "\(NumberText.decimal(usableMah, 1)) of \(NumberText.decimal(capacityMah, 1)) mAh, with peaks of "
      + "\(NumberText.decimal(peakUa / 1_000, 1)) mA at \(NumberText.decimal(celsius, 0)) degrees C"
  }
}
