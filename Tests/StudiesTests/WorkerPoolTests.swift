import Foundation
import Testing
@testable import Studies

@Suite struct WorkerPoolTests {
  private func pool(_ script: String, jobs: Int) -> WorkerPool {
    WorkerPool(
      executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script],
      jobs: (0..<jobs).map { ($0 + 100, Data("\($0)".utf8)) })
  }

  @Test func everyJobIsRunOnceWithItsInput() throws {
    var answers: [Int: String] = [:]
    try pool("read n; echo \"got $n\"; echo oops >&2; exit $n", jobs: 7).run(workers: 3) { ended in
      #expect(answers[ended.job] == nil)
      #expect(ended.errors == "oops\n")
      #expect(Int(ended.status) == ended.job - 100)
      answers[ended.job] = String(decoding: ended.output, as: UTF8.self)
    }
    #expect(answers.count == 7)
    #expect(answers[103] == "got 3\n")
  }

  @Test func anErrorEndsTheRest() {
    struct Enough: Error {}
    var taken = 0
    #expect(throws: Enough.self) {
      try pool("cat", jobs: 50).run(workers: 2) { _ in
        taken += 1
        throw Enough()
      }
    }
    #expect(taken == 1)
  }

  @Test func stopEndsWhatRuns() throws {
    // Each would wait for ever; the first to say so is asked to end, and no other begins.
    let pool = WorkerPool(
      executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", "exec sleep 1000000"],
      jobs: (0..<4).map { ($0, Data()) })
    let ends = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? pool.run(workers: 2) { ended in if ended.status != 0 { ends.signal() } }
      ends.signal()
    }
    while !pool.isRunning { Thread.sleep(forTimeInterval: 0.001) }
    pool.stop()
    ends.wait()
  }

  @Test func whatCannotStartIsAnError() {
    let pool = WorkerPool(executable: URL(fileURLWithPath: "/nowhere/at-all"), arguments: [], jobs: [(0, Data())])
    #expect(throws: (any Error).self) { try pool.run(workers: 1) { _ in } }
  }
}
