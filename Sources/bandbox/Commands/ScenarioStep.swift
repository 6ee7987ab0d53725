import ArgumentParser
import Formats
import Foundation
import Session
import Studies

/// `bandbox scenario-step`: one scenario of `bandbox test`, which runs several at once this way.
struct ScenarioStep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario-step", abstract: "One scenario of 'test': JSON in, JSON out.", shouldDisplay: false)

  func run() throws {
    let job: ScenarioJob = try StandardInput.json(expected: "a scenario of 'bandbox test'")
    Interrupt.begin()
    let scenario = try job.scenario()
    let runner = try job.runner(of: scenario)
    Interrupt.onSignal { runner.stop(status: $0) }
    runner.start()
    // With the keys as they are, for `ScenarioSeries` to read again: `printJSON` writes those that people see.
    Standard.output.write(Array(try JSONEncoder().encode(job.answer(scenario, try runner.join().get()))))
  }
}
