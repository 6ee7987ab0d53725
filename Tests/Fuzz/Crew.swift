import Foundation
import Synchronization

/// Starts processes that each run some cases, and notes how they end.
final class Crew: Sendable {
  private struct State: Sendable {
    var nextSeed: UInt64
    var turn = 0
    var cases: [FuzzTarget: Int] = [:]
    var finds: [String] = []
  }

  private let only: FuzzTarget?
  private let end: ContinuousClock.Instant
  private let state: Mutex<State>

  /// Cases from seed `first` on, until `end`.
  init(first: UInt64, only: FuzzTarget?, end: ContinuousClock.Instant) {
    self.only = only
    self.end = end
    state = Mutex(State(nextSeed: first))
  }

  /// Runs to the end, and returns the number of finds.
  func run(jobs: Int) -> Int {
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while ContinuousClock.now < end { runProcess() }
    }
    return state.withLock { state in
      let counts = FuzzTarget.allCases.map { "\($0.rawValue) \(state.cases[$0] ?? 0)" }
      say("cases: " + counts.joined(separator: ", "))
      say("\(state.finds.count) finds")
      for find in state.finds { say(find) }
      return state.finds.count
    }
  }

  private func runProcess() {
    let (target, seed) = state.withLock { state in
      let target = only ?? FuzzTarget.turns[state.turn % FuzzTarget.turns.count]
      state.turn += 1
      defer { state.nextSeed &+= UInt64(target.casesPerProcess) }
      return (target, state.nextSeed)
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["--only", target.rawValue, "--seed", "\(seed)", "--cases", "\(target.casesPerProcess)"]
    process.standardOutput = output
    guard (try? process.run()) != nil else { return note("cannot start a process") }
    let stop = DispatchWorkItem { process.terminate() }
    let left = max(0, (end - ContinuousClock.now) / .seconds(1))
    DispatchQueue.global().asyncAfter(deadline: .now() + left, execute: stop)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    stop.cancel()
    let lines = text.split(separator: "\n")
    state.withLock { $0.cases[target, default: 0] += lines.count { $0 != "end" } }
    if lines.last != "end", !(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM) {
      note(Crew.find(target, lines.last.map(String.init) ?? "\(seed)", process))
    }
  }

  private static func find(_ target: FuzzTarget, _ seed: String, _ process: Process) -> String {
    let status = process.terminationStatus
    let what =
      switch (process.terminationReason, status) {
      case (.uncaughtSignal, SIGPROF), (.uncaughtSignal, SIGALRM): "a hang"
      case (.uncaughtSignal, _): "signal \(status)"
      default: "status \(status)"
      }
    return "FIND \(what): fuzz --only \(target.rawValue) --once \(seed)"
  }

  private func note(_ find: String) {
    say(find)
    state.withLock { $0.finds.append(find) }
  }
}
