import ArgumentParser
import Conformance
import CortexM0
import Foundation

/// Compares the processor with Unicorn's Cortex-M0.
@main
struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Compares Bandbox's processor with Unicorn's Cortex-M0: registers, flags, memory and faults.",
    discussion: """
      Executes every encoding alone and then random programs. BANDBOX_VENV is the path of a Python environment with
      Unicorn; tools/check makes one, .venv. Ends with status 1 where something differs.
      """)

  @Option(help: "Instructions in random programs.")
  var instructions: UInt64 = 10_000_000
  @Option(help: "Where the random numbers begin.")
  var seed: UInt64 = 1
  @Option(help: "Processes, each with a Unicorn process.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "End after so many differences.")
  var differences = 10
  @Flag(inversion: .prefixedNo, help: "Execute every encoding alone first.")
  var encodings = true
  @Option(help: "Compare the two engines instead, with so many random programs.")
  var engines: UInt64?
  @Flag(help: "With --engines: the translator's arm64 code, executed by Unicorn, whatever this host is.")
  var arm64 = false
  /// Which of `jobs` shares this process compares; it writes the outcome as JSON.
  @Option(help: .hidden)
  var share: Int?

  mutating func run() throws {
    if let engines { return try compareEngines(engines) }
    if let share {
      let campaign = Campaign(
        instructions: instructions, encodings: encodings, seed: seed, share: share, of: jobs, enough: differences)
      FileHandle.standardOutput.write(try JSONEncoder().encode(try campaign.run()))
      return
    }
    print("conformance: \(instructions) instructions from seed \(seed)")
    let started = ContinuousClock.now
    let outcome = try compareInProcesses()
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    print("every encoding alone: \(outcome.encodings) executed, \(outcome.leftOut) left out as unpredictable")
    print("random programs: \(outcome.instructions) instructions")
    print("\(outcome.stopped) of all programs ended in a fault, a supervisor call or a breakpoint")
    let unseen = outcome.unseen
    if !unseen.isEmpty { print("never executed: \(unseen.map { "\($0)" }.joined(separator: ", "))") }
    for difference in outcome.differences { print("DIFFERENCE \(difference)") }
    print("\(outcome.differences.count) differences; \(String(format: "%.1f", seconds)) s")
    if !outcome.differences.isEmpty { throw ExitCode.failure }
    if encodings && !unseen.isEmpty { throw ExitCode.failure }
  }

  /// The interpreter and the translator.
  private func compareEngines(_ count: UInt64) throws {
    if !arm64, let obstacle = Engine.obstacle { throw ValidationError("there is no translator here: \(obstacle)") }
    var (found, executed, translated) = (0, UInt64(0), UInt64(0))
    for number in 0..<count {
      var comparison = EngineComparison(seed: seed &+ number, foreign: arm64 ? try ARM64Unicorn() : nil)
      let result = comparison.run(instructions: instructions / count)
      executed += result.instructions
      translated += result.translated
      guard let difference = result.difference else { continue }
      found += 1
      print("DIFFERENCE \(difference)")
      if found >= differences { break }
    }
    print("\(executed) instructions, \(100 * translated / max(executed, 1)) % of them translated; \(found) differences")
    if found > 0 || translated < executed / 4 { throw ExitCode.failure }
  }

  /// A process runs one machine at a time, so each share has its own.
  private func compareInProcesses() throws -> Campaign.Outcome {
    let shares = try (0..<max(jobs, 1)).map { share in
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = [
        "--share", "\(share)", "--jobs", "\(max(jobs, 1))", "--instructions", "\(instructions)", "--seed", "\(seed)",
        "--differences", "\(differences)", encodings ? "--encodings" : "--no-encodings",
      ]
      process.standardOutput = output
      try process.run()
      return (process, output)
    }
    var sum = Campaign.Outcome()
    for (process, output) in shares {
      let answer = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
      sum.add(try JSONDecoder().decode(Campaign.Outcome.self, from: answer))
    }
    return sum
  }
}
