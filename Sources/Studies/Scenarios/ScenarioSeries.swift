import Foundation
import Formats
import Session
import Synchronization

/// Several scenarios, each in a process of its own: a process runs one machine at a time.
public final class ScenarioSeries: Sendable {
  private let jobs: [ScenarioJob]
  private let pool: WorkerPool
  private let stopped = Atomic<Int32>(0)

  /// Of these scenarios; `command` runs one, a `ScenarioJob` on standard input, its `ScenarioAnswer` on standard output.
  public init(_ jobs: [ScenarioJob], command: [String]) throws {
    self.jobs = jobs
    let encoder = JSONEncoder()
    pool = WorkerPool(
      arguments: command, jobs: try jobs.enumerated().map { (job: $0, input: try encoder.encode($1)) })
  }

  /// Runs all, `workers` at once, and tells `progress` how many have ended. The answers are in the order of the scenarios;
  /// `nil` for those that had not begun when `stop` was called. Throws what the first process said that failed.
  public func run(workers: Int, progress: (Int) -> Void) throws -> [ScenarioAnswer?] {
    var answers = [ScenarioAnswer?](repeating: nil, count: jobs.count)
    var ends = 0
    if stopped.load(ordering: .relaxed) != 0 { return answers }
    try pool.run(workers: min(workers, jobs.count)) { ended in
      guard ended.status == 0, let answer = try? JSONDecoder().decode(ScenarioAnswer.self, from: ended.output) else {
        let said = ended.errors.trimmingCharacters(in: .whitespacesAndNewlines)
        let text = said.hasPrefix("error: ") ? String(said.dropFirst("error: ".count)) : said
        throw InputError(text.isEmpty ? "\(jobs[ended.job].path): its process ended with status \(ended.status)" : text)
      }
      answers[ended.job] = answer
      ends += 1
      progress(ends)
    }
    return answers
  }

  /// Has those that run end at their next slice and report, as that signal would; none begins any more.
  public func stop(signal: Int32) {
    stopped.store(signal, ordering: .relaxed)
    pool.interrupt(signal)
  }
}
