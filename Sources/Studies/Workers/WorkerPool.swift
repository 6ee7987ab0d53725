import Formats
import Foundation
import Synchronization

/// Runs one process a job on several workers at once: a worker takes the next job as soon as it has ended one.
final class WorkerPool: Sendable {
  private struct Shared {
    var next = 0
    var isStopped = false
    var running: [Int: Process] = [:]
    var failure: (any Error)?
  }

  private let executable: URL
  private let arguments: [String]
  private let jobs: [(job: Int, input: Data)]
  private let shared = Mutex(Shared())

  /// Jobs that each start `executable` with `arguments` and give it `input` on standard input.
  init(executable: URL = RunningProgram.file, arguments: [String], jobs: [(job: Int, input: Data)]) {
    self.executable = executable
    self.arguments = arguments
    self.jobs = jobs
  }

  /// Runs all jobs and gives each end to `take`, on the caller's thread. Throws what `take` throws, or why a process did
  /// not start, after the running ones have been ended.
  func run(workers: Int, take: (JobEnd) throws -> Void) throws {
    let ends = Mutex<[JobEnd]>([])
    let news = DispatchSemaphore(value: 0)
    let active = Atomic<Int>(max(workers, 1))
    for _ in 0..<max(workers, 1) {
      Thread.detachNewThread { [self] in
        while let ended = runNext() {
          ends.withLock { $0.append(ended) }
          news.signal()
        }
        active.subtract(1, ordering: .acquiringAndReleasing)
        news.signal()
      }
    }
    var thrown: (any Error)?
    while true {
      let isLast = active.load(ordering: .acquiring) == 0
      let taken = ends.withLock { held in
        defer { held = [] }
        return held
      }
      for ended in taken where thrown == nil {
        do { try take(ended) } catch {
          thrown = error
          stop()
        }
      }
      if isLast && taken.isEmpty { break }
      if taken.isEmpty { news.wait() }
    }
    if let error = thrown ?? shared.withLock({ $0.failure }) { throw error }
  }

  /// Whether a process runs at present.
  var isRunning: Bool { shared.withLock { !$0.running.isEmpty } }

  /// Ends the running processes and starts no more. They are killed: they have nothing to put in order, and a process
  /// begun on a thread that blocks signals, as those of Dispatch do, would not see a milder one.
  func stop() { interrupt(SIGKILL) }

  /// Sends the running processes a signal and starts no more.
  func interrupt(_ signal: Int32) {
    let running = shared.withLock { shared in
      shared.isStopped = true
      return Array(shared.running.values)
    }
    for process in running where process.isRunning { kill(process.processIdentifier, signal) }
  }

  /// Runs the next job, if there is one.
  private func runNext() -> JobEnd? {
    let process = Process()
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    let place = shared.withLock { shared -> Int? in
      guard !shared.isStopped, shared.next < jobs.count else { return nil }
      defer { shared.next += 1 }
      do { try process.run() } catch {
        shared.failure = error
        shared.isStopped = true
        return nil
      }
      shared.running[shared.next] = process
      return shared.next
    }
    guard let place else { return nil }
    let begun = ContinuousClock.now
    // Inputs are shorter than a pipe's buffer, and so are complaints: neither side waits for the other.
    try? input.fileHandleForWriting.write(contentsOf: jobs[place].input)
    try? input.fileHandleForWriting.close()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    shared.withLock { $0.running[place] = nil }
    return JobEnd(
      job: jobs[place].job, output: bytes, errors: String(decoding: complaints, as: UTF8.self),
      status: process.terminationStatus, seconds: (ContinuousClock.now - begun).inSeconds)
  }
}
