import Boards
import Machine
import Session
import World

/// Looks at a running band at times that were chosen beforehand. The run stops there between two instructions, which
/// nothing in the machine can notice.
final class RunObserver: RunStudy {
  /// `by` is looked at so often.
  private static let pollInterval: Tick = .seconds(60)

  private let watch: RunWatch
  private let run: StudiedRun
  private let band: any Board
  /// Charges at the start of each expectation's window.
  private var begun: [Int: ExpectationCharges] = [:]
  private(set) var results: [Int: ExpectationResult] = [:]
  private(set) var samples: [RunSample] = []
  private var lastTotal: (tick: Tick, charge: Int128)?
  private var nextSample: Tick?
  private var nextPoll: Tick?
  private let meters: [IntervalPlan: IntervalMeter]
  /// When the next look is due; `nil` for never again.
  private(set) var next: Tick?

  init(_ watch: RunWatch, of run: StudiedRun) {
    self.watch = watch
    self.run = run
    band = run.band
    let plans = watch.intervals + watch.expectations.compactMap { $0.check.interval(until: watch.duration) }
    meters = Dictionary(uniqueKeysWithValues: Set(plans).map { ($0, IntervalMeter($0, on: run.band)) })
    nextSample = watch.sampleInterval == nil ? nil : 0
    nextPoll = watch.expectations.contains { $0.check.isPolled } ? 0 : nil
    setNext()
  }

  /// Does what is due.
  func look() {
    let now = band.emulation.now
    for meter in meters.values { meter.look() }
    if let due = nextSample, due <= now, let interval = watch.sampleInterval {
      samples.append(sample(now))
      nextSample = due + interval
    }
    let isPolling = nextPoll.map { $0 <= now } ?? false
    if isPolling { nextPoll = (nextPoll ?? 0) + RunObserver.pollInterval }
    for (index, expectation) in watch.expectations.enumerated() where results[index] == nil {
      if case .averageCurrent(_, _, let window) = expectation.check, begun[index] == nil, window.from <= now {
        begun[index] = ExpectationCharges(band)
      }
      if case .chargeStateReached(let phase, let by) = expectation.check, isPolling || by <= now {
        let found = band.chargePhase(run.statistics.values)
        if found == phase {
          finish(index, true, "\(phase.rawValue) at \(ScenarioTime.describe(now))")
        } else if by <= now {
          finish(index, false, "not until then; it is \(found.rawValue) there")
        }
      } else if expectation.check.end.map({ $0 <= now }) ?? false {
        evaluate(index, now)
      }
    }
    setNext()
  }

  /// The run is over at the present time. What it did not live to see has failed.
  func finish(reason: String?) {
    let now = band.emulation.now
    for meter in meters.values { meter.look() }
    for index in watch.expectations.indices where results[index] == nil {
      let expectation = watch.expectations[index]
      if let reason, expectation.check.needsWholeRun {
        finish(index, false, "the run ended at \(ScenarioTime.describe(now)): \(reason)")
      } else {
        evaluate(index, now)
      }
    }
  }

  /// What became of the expectations, and the samples.
  var finding: RunFindings {
    RunFindings(
      expectations: watch.expectations.indices.compactMap { results[$0] }, samples: samples,
      intervals: watch.intervals.compactMap { meters[$0]?.statistics })
  }

  private func setNext() {
    var times: [Tick] = [nextSample, nextPoll].compactMap(\.self) + meters.values.compactMap(\.next)
    for (index, expectation) in watch.expectations.enumerated() where results[index] == nil {
      if case .averageCurrent(_, _, let window) = expectation.check, begun[index] == nil { times.append(window.from) }
      if let end = expectation.check.end { times.append(end) }
    }
    next = times.min()
  }

  private func finish(_ index: Int, _ passed: Bool, _ found: String, _ value: Double? = nil) {
    let expectation = watch.expectations[index]
    results[index] = ExpectationResult(
      text: expectation.text, line: expectation.line, passed: passed, found: found, value: value)
    if !watch.expectations.indices.contains(where: { results[$0] == nil && watch.expectations[$0].check.isPolled }) {
      nextPoll = nil
    }
  }

  private func evaluate(_ index: Int, _ now: Tick) {
    let outcome = ExpectationJudge(
      band: band, statistics: run.statistics.values, trueSteps: run.trueSteps(now), faults: run.faults(),
      baseline: watch.baseline, intervals: meters.mapValues(\.statistics),
      peakUa: meters[.wholeRun(until: watch.duration)]?.statistics.peakMicroamperes
    ).judge(watch.expectations[index].check, since: begun[index])
    finish(index, outcome.passed, outcome.found, outcome.value)
  }

  private func sample(_ now: Tick) -> RunSample {
    let power = band.power
    let total = power.ledger.reduce(Int128(0)) { $0 + $1.charge.typical }
    let current = Double(power.loadCurrent) / 1e6
    var average = current
    if let lastTotal, now > lastTotal.tick {
      average = Double(total - lastTotal.charge) / Double(now - lastTotal.tick) / 1e6
    }
    lastTotal = (now, total)
    return RunSample(
      tick: now, current: current, averageCurrent: average, chargeCurrent: Double(power.flow.current) / 1e6,
      microvolts: power.microvolts, chargeMillionths: Int(power.availableCharge * 1_000_000 / power.capacity),
      chargePhase: band.chargePhase(run.statistics.values), activity: run.activity().name)
  }
}
