import Boards
import Machine
import Session

/// Measures the occurrences of an interval while a run goes on. It looks on and changes nothing: what it books, the band's
/// ledger has.
final class IntervalMeter {
  private let plan: IntervalPlan
  private let band: any Board
  private let energy: EnergyMeter
  /// The beginning of the present occurrence; `nil` between two.
  private var begun: IntervalCharges?
  private var watching: [Subscription] = []
  private var smp: SMPMarks?
  private var console: ConsoleLines?

  // What the present occurrence draws, and the highest that held for any time.
  private var current: Int64 = 0
  private var since: Tick = 0
  private var peak: Int64 = 0

  // Over the occurrences.
  private var count = 0
  private var ticks: (least: Tick, greatest: Tick, sum: Tick) = (.max, 0, 0)
  private var charge: (least: Int128, greatest: Int128) = (.max, .min)
  private var charges = ChargeBand()
  private var energies: (least: Int128, greatest: Int128, sum: Int128) = (.max, .min, 0)
  private var byComponent: [String: Int128] = [:]
  private var highest: Int64 = 0

  /// Measures from now on.
  init(_ plan: IntervalPlan, on band: any Board) {
    self.plan = plan
    self.band = band
    energy = EnergyMeter(band)
    watchLines()
    let markers = [plan.from, plan.to]
    if markers.contains(where: { if case .mark = $0 { true } else { false } }) {
      console = ConsoleLines(band) { [unowned self] text in
        happened { if case .mark(let part) = $0 { text.contains(part) } else { false } }
      }
    }
    if markers.contains(where: \.isOfSMP) {
      smp = SMPMarks(
        band, energy: energy, asked: { [unowned self] in asked($0, $1) },
        answered: { [unowned self] name in happened { $0 == .answer(name) } })
    }
  }

  private func watchLines() {
    for line in band.emulation.lines {
      let isWatched = [plan.from, plan.to].contains {
        if case .edge(line.name, _) = $0 { true } else { false }
      }
      guard isWatched else { continue }
      watching.append(
        line.watch { [unowned self, unowned line] level in
          happened {
            guard case .edge(line.name, let isRising) = $0 else { return false }
            return isRising.map { $0 == level } ?? true
          }
        })
    }
  }

  /// When `look` is due next; `nil` for never again.
  var next: Tick? {
    let due = begun == nil && count == 0 ? plan.from : begun != nil ? plan.to : nil
    guard case .time(let time)? = due else { return nil }
    return time
  }

  /// Does what is due at a time.
  func look() {
    let now = band.emulation.now
    if begun == nil, count == 0, case .time(let time) = plan.from, time <= now { begin(IntervalCharges(band, energy)) }
    if begun != nil, case .time(let time) = plan.to, time <= now { end() }
  }

  private func happened(_ isMarker: (IntervalMarker) -> Bool) {
    let wasOpen = begun != nil
    if wasOpen, isMarker(plan.to) { end() }
    // The same moment may end one occurrence and begin the next.
    if begun == nil, isMarker(plan.from), !wasOpen || plan.from == plan.to { begin(IntervalCharges(band, energy)) }
  }

  /// A request begins with its first byte, which says nothing yet: `start` is what was there then.
  private func asked(_ name: String, _ start: IntervalCharges) {
    let wasOpen = begun != nil
    if wasOpen, plan.to == .request(name) { end() }
    if begun == nil, plan.from == .request(name), !wasOpen || plan.from == plan.to { begin(start) }
  }

  private func begin(_ charges: IntervalCharges) {
    begun = charges
    (current, since, peak) = (band.power.loadCurrent, band.emulation.now, 0)
    watching.append(band.power.watchSolutions { [unowned self] in solved() })
  }

  /// A current that held for no time was none.
  private func solved() {
    let now = band.emulation.now
    if now > since { peak = max(peak, current) }
    (current, since) = (band.power.loadCurrent, now)
  }

  private func end() {
    guard let begun else { return }
    solved()
    self.begun = nil
    watching.removeLast()
    let ended = IntervalCharges(band, energy)
    let (length, drawn) = (ended.tick - begun.tick, ended.total - begun.total)
    count += 1
    ticks = (min(ticks.least, length), max(ticks.greatest, length), ticks.sum + length)
    charge = (min(charge.least, drawn.typical), max(charge.greatest, drawn.typical))
    charges = charges + drawn
    let taken = ended.energy - begun.energy
    energies = (min(energies.least, taken), max(energies.greatest, taken), energies.sum + taken)
    highest = max(highest, peak)
    for (name, charge) in ended.byComponent {
      let part = charge.typical - (begun.byComponent[name]?.typical ?? 0)
      if part != 0 { byComponent[name, default: 0] += part }
    }
  }

  /// What came of it so far.
  var statistics: IntervalStatistics {
    var result = IntervalStatistics(name: plan.name)
    guard count > 0 else { return result }
    func nanocoulombs(_ charge: Int128) -> Double { Double(charge) / 1e3 / Double(Tick.perSecond) }
    result.count = count
    result.seconds = .init(
      least: ticks.least.inSeconds, mean: ticks.sum.inSeconds / Double(count), greatest: ticks.greatest.inSeconds,
      sum: ticks.sum.inSeconds)
    result.nanocoulombs = .init(
      least: nanocoulombs(charge.least), mean: nanocoulombs(charges.typical) / Double(count),
      greatest: nanocoulombs(charge.greatest), sum: nanocoulombs(charges.typical))
    let joules = EnergyMeter.nanojoules
    result.nanojoules = .init(
      least: joules(energies.least), mean: joules(energies.sum) / Double(count), greatest: joules(energies.greatest),
      sum: joules(energies.sum))
    result.envelopeNanocoulombs = [nanocoulombs(charges.low), nanocoulombs(charges.high)]
    if ticks.sum > 0 { result.meanMicroamperes = Double(charges.typical) / Double(ticks.sum) / 1e6 }
    result.peakMicroamperes = Double(highest) / 1e6
    result.componentNanocoulombs = byComponent.mapValues(nanocoulombs)
    return result
  }
}

extension IntervalMarker {
  /// Whether it is a moment of the SMP.
  fileprivate var isOfSMP: Bool {
    switch self {
    case .request, .answer: true
    default: false
    }
  }
}
