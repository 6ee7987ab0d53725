import ArgumentParser
import Formats
import Foundation
import Studies

/// `bandbox point`.
struct Point: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "point",
    abstract: "Run one point of a sweep: JSON in, JSON out.",
    discussion: """
      For batch systems. Input: {"scenario": PATH, "variables": {NAME: TEXT}, "coefficients": {NAME: NUMBER}}. Output: \
      {"metrics": {NAME: NUMBER}, "failed": [TEXT], "digest": TEXT, "cpu_seconds": NUMBER}. 'bandbox sweep' runs its \
      points this way.
      """)

  @Argument(help: "The point's file. (default: standard input)", completion: .file())
  var file: String?
  @Option(
    help: ArgumentHelp("Where the result goes. (default: standard output)", valueName: "file"), completion: .file())
  var out: String?

  func run() throws {
    let expected = "a point as 'bandbox point --help' shows"
    let target = try out.map(OutputFile.init)
    let point: SweepPoint
    if let file {
      point = try InputJSON.file(file, expected: expected)
    } else {
      point = try StandardInput.json(expected: expected)
    }
    let result = try point.run()
    guard let target else { return try Standard.output.printJSON(result) }
    try target.write(Data((try Text.json(result) + "\n").utf8))
  }
}
