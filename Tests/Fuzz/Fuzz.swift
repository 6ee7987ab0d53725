import ArgumentParser
import Foundation

/// Hostile firmware, images and frames: nothing may crash the emulator or hang it.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Runs random firmware, images and frames, and looks for crashes, hangs and results that differ.",
    discussion: """
      Each case is made from a target and a seed; a find is printed with both, and with the command that repeats it. A
      case that takes over 20 seconds of processor time between two looks is a hang. Ends with status 1 after a find.
      """)

  @Option(help: "How long.")
  var seconds = 60.0
  @Option(help: "The first seed; the default comes from the clock.")
  var seed: UInt64?
  @Option(help: "Only this: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")).")
  var only: FuzzTarget?
  @Option(help: "Processes at a time.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Run one case with this seed, of the target given with --only, in this process.")
  var once: UInt64?
  @Option(help: .hidden)
  var cases: Int?

  mutating func run() throws {
    if let once {
      guard let only else { throw ValidationError("--once needs --only") }
      Watch.begin()
      only.run(seed: once) { Watch.begin() }
      say("\(only.rawValue) \(once): nothing found")
    } else if let cases, let only, let seed {
      for index in 0..<UInt64(cases) {
        say("\(seed &+ index)")
        Watch.begin()
        only.run(seed: seed &+ index) { Watch.begin() }
      }
      say("end")
    } else {
      let first = seed ?? UInt64(Date().timeIntervalSince1970) << 20
      say("fuzz: \(Int(seconds)) s from seed \(first)")
      let crew = Crew(first: first, only: only, end: .now + .seconds(seconds))
      if crew.run(jobs: max(jobs, 1)) > 0 { throw ExitCode.failure }
    }
  }
}

/// Prints a line at once: a process that is about to trap does not empty its buffers.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
