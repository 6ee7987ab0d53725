import ArgumentParser
import Lab

/// `bandbox power`.
struct Power: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every number of the power model: low, typical and high, with condition and source.",
    discussion: """
      Any of them can be replaced by name: a file with 'coefficients:' and lines such as 'OLED.on: 350' or \
      'OLED.on: {low: 200, typical: 350, high: 600}', for 'bandbox run --coefficients' too.
      """)

  @Flag(help: "List the coefficients.")
  var coefficients = false
  @Option(help: ArgumentHelp("Show the table with the numbers of this file in place.", valueName: "yaml"))
  var overrides: String?
  @Flag(help: "As JSON.")
  var json = false

  func validate() throws {
    guard coefficients else { throw ValidationError("expected --coefficients") }
  }

  func run() throws {
    let table = try CoefficientTable(overrides: overrides)
    Standard.output.print(json ? try Text.json(table) : table.text)
  }
}
