import Formats
import Foundation
import Synchronization

/// Runs jobs on the workers of a Dask scheduler: a Python program of ours, `dask_engine.py`, gives them to it and says what came
/// of them. A worker that goes takes no job with it, and a scheduler that comes back is given what is left.
final class DaskEngine: JobEngine {
  /// What has to be the same at the workers as here.
  struct Place: Encodable {
    /// The command of a job, with its arguments.
    var program: String
    var arguments: [String]
    /// The folder that relative paths are in.
    var folder: String
    /// SHA-256 of the files that decide results, by path.
    var files: [String: String]
  }

  private struct Job: Encodable {
    var job: Int
    var input: String
  }

  /// A line of the Python program.
  private struct Line: Decodable {
    var note: String?
    var failure: String?
    var job: Int?
    var status: Int32?
    var output: String?
    var errors: String?
    var seconds: Double?
  }

  private let python: String
  private let scheduler: String
  private let place: Place
  private let jobs: [(job: Int, input: Data)]
  private let running = Mutex<(process: Process?, isStopped: Bool)>((nil, false))

  /// Jobs for the scheduler at an address, or in a file that Dask's `--scheduler-file` wrote.
  init(python: String, scheduler: String, place: Place, jobs: [(job: Int, input: Data)]) {
    self.python = python
    self.scheduler = scheduler
    self.place = place
    self.jobs = jobs
  }

  func run(note: (String) -> Void, take: (JobEnd) throws -> Void) throws {
    guard !jobs.isEmpty else { return }
    let process = PythonProgram.process(
      python, String(decoding: PackageResources.dask_engine_py, as: UTF8.self), [scheduler])
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    let isStarted = try running.withLock { running in
      guard !running.isStopped else { return false }
      try PythonProgram.start(process)
      running.process = process
      return true
    }
    guard isStarted else { return }
    let complaints = Mutex("")
    let isDrained = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      complaints.withLock { $0 = text }
      isDrained.signal()
    }
    // Both sides write at the same time. Standard input stays open until the end, so that Python sees when this process goes.
    let lines = try self.lines()
    Thread.detachNewThread { try? input.fileHandleForWriting.write(contentsOf: lines) }

    var open = Set(jobs.map(\.job))
    var thrown: (any Error)?
    do {
      try LineReader.each(of: output.fileHandleForReading) { bytes in
        let line = try JSONDecoder().decode(Line.self, from: bytes)
        if let text = line.note { note(text) }
        if let text = line.failure { throw InputError(text) }
        guard let job = line.job, open.remove(job) != nil else { return }
        try take(
          JobEnd(
            job: job, output: Data((line.output ?? "").utf8), errors: line.errors ?? "", status: line.status ?? -1,
            seconds: line.seconds ?? 0))
      }
    } catch {
      thrown = error
      stop()
    }
    isDrained.wait()
    process.waitUntilExit()
    if let thrown { throw thrown }
    guard open.isEmpty || running.withLock({ $0.isStopped }) else {
      let said = complaints.withLock { $0 }.split(separator: "\n").last.map(String.init)
      throw InputError("\(python): ended with status \(process.terminationStatus)\(said.map { ": \($0)" } ?? "")")
    }
  }

  func stop() {
    running.withLock { running in
      running.isStopped = true
      // The scheduler forgets what a client that has gone had asked for.
      if let process = running.process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// What Python is told at the beginning.
  private func lines() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    var data = try encoder.encode(place) + Data("\n".utf8)
    for (job, input) in jobs {
      data += try encoder.encode(Job(job: job, input: String(decoding: input, as: UTF8.self))) + Data("\n".utf8)
    }
    return data + Data("\n".utf8)
  }
}
