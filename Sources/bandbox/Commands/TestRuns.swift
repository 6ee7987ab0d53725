import Foundation
import Machine
import Session
import Studies

/// Runs several scenarios, so many at a time, each on a thread of its own.
struct TestRuns {
  let runners: [Runner]
  let scenarios: [Scenario]
  let jobs: Int?
  let showsProgress: Bool

  /// Runs all; the outcomes are in the order of the scenarios.
  func run(_ stopping: StopRequest) throws -> [(scenario: Scenario, outcome: RunOutcome)] {
    let limit = jobs ?? max(ProcessInfo.processInfo.activeProcessorCount, 1)
    let total = scenarios.reduce(Tick(0)) { $0 + ($1.options.duration ?? 0) }
    let progress = ProgressLine(total: total, isQuiet: !showsProgress)
    var begun = 0
    while true {
      while begun < runners.count, runners[..<begun].count(where: { !$0.isFinished }) < limit {
        runners[begun].start()
        begun += 1
      }
      guard let waiting = runners[..<begun].first(where: { !$0.isFinished }) else { break }
      _ = waiting.wait(for: .milliseconds(100))
      progress.show(summed())
    }
    progress.clear()
    return try zip(scenarios, runners).map { ($0, try $1.join().get()) }
  }

  /// One status that stands for all.
  private func summed() -> LiveStatus {
    var sum = LiveStatus()
    for (runner, scenario) in zip(runners, scenarios) {
      sum.time += runner.isFinished ? scenario.options.duration ?? 0 : runner.status.time
      sum.speed += runner.isFinished ? 0 : runner.status.speed
    }
    return sum
  }
}
