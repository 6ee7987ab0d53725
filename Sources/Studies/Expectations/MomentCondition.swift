import Formats
import Machine
import Session

/// A scenario's expectation as a condition of the present moment.
package struct MomentCondition: RunCondition {
  private let check: Expectation.Check
  private let run: StudiedRun
  private let start: ExpectationCharges

  /// Reads a sentence about a run; an average is one from now on. Throws what was expected.
  package init(_ sentence: String, of run: StudiedRun, imagePath: String?) throws(InputError) {
    var parser = ExpectationParser(sentence, end: .max, names: KnownNames(run.band.model, imagePath: imagePath)) { _ in
      throw InputError("a picture is compared in scenarios only")
    }
    do {
      check = try parser.check()
    } catch {
      throw InputError("'\(sentence)', column \(error.column + 1): \(error.message)")
    }
    if let end = check.end, end != .max {
      throw InputError("'\(sentence)': expected a sentence about one moment, without a time")
    }
    if case .averageCurrentNearBaseline = check { throw InputError("'\(sentence)': there is no baseline here") }
    switch check {
    case .interval, .expectedLife(_, .some):
      throw InputError("'\(sentence)': expected a sentence about one moment; stretches of time are for scenarios")
    default: break
    }
    self.run = run
    start = ExpectationCharges(run.band)
  }

  /// Whether it is so now.
  package func judge() -> (isMet: Bool, found: String) {
    let judge = ExpectationJudge(
      band: run.band, statistics: run.statistics.values, trueSteps: run.trueSteps(run.band.emulation.now),
      faults: run.faults(), baseline: nil, intervals: [:], peakUa: nil)
    let outcome = judge.judge(check, since: start)
    return (outcome.passed, outcome.found)
  }
}
