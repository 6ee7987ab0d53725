import Foundation
import Machine
import Session
import Studies

/// Runs scenarios: one after the other on a thread, or so many at once in a process each.
struct TestRuns {
  let scenarios: [Scenario]
  let jobs: [ScenarioJob]
  /// How many at once; `nil` for one for each core.
  let limit: Int?
  let showsProgress: Bool

  /// Runs all; the answers are in the order of the scenarios.
  func run(_ stopping: StopRequest) throws -> [ScenarioAnswer] {
    let workers = min(limit ?? max(ProcessInfo.processInfo.activeProcessorCount, 1), jobs.count)
    // Before the first one runs it is known that all can.
    let runners = try zip(jobs, scenarios).map { try $0.runner(of: $1) }
    guard workers > 1 else {
      Interrupt.onSignal { stopping.stop(runners, status: $0) }
      return try inTurn(runners)
    }
    let series = try ScenarioSeries(jobs, command: ["scenario-step"])
    Interrupt.onSignal { status in
      stopping.stop(runners, status: status)
      series.stop(signal: status - 128)
    }
    let line = StatusLine(isQuiet: !showsProgress)
    let answers = try series.run(workers: workers) { done in
      line.show("\(ProgressLine.bar(Double(done) / Double(jobs.count)))  \(done) of \(jobs.count) scenarios")
    }
    line.clear()
    // What had not begun when a signal came ends at once, and says so.
    return try answers.indices.map { try answers[$0] ?? answer($0, runners[$0]) { _ in } }
  }

  private func inTurn(_ runners: [Runner]) throws -> [ScenarioAnswer] {
    let progress = ProgressLine(
      total: scenarios.reduce(Tick(0)) { $0 + ($1.options.duration ?? 0) }, isQuiet: !showsProgress)
    var past: Tick = 0
    let answers = try runners.indices.map { index in
      defer { past += scenarios[index].options.duration ?? 0 }
      return try answer(index, runners[index]) { status in
        var status = status
        status.time += past
        progress.show(status)
      }
    }
    progress.clear()
    return answers
  }

  private func answer(_ index: Int, _ runner: Runner, show: (LiveStatus) -> Void) throws -> ScenarioAnswer {
    runner.start()
    while !runner.wait(for: .milliseconds(100)) { show(runner.status) }
    return jobs[index].answer(scenarios[index], try runner.join().get())
  }
}
