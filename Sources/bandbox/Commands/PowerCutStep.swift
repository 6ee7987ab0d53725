import ArgumentParser
import Formats
import Studies

/// `bandbox faults power-cut-point`: one of these runs, for `power-cut`.
struct PowerCutStep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power-cut-point", abstract: "One run of 'power-cut': JSON in, JSON out.", shouldDisplay: false)

  func run() throws {
    let point: PowerCutPoint = try StandardInput.json(expected: "a point of 'power-cut'")
    try Standard.output.printJSON(point.run())
  }
}
