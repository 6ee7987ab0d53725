import ArgumentParser
import Formats
import Studies

/// `bandbox point`.
struct Point: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run one point of a sweep: JSON on standard input, JSON on standard output.",
    discussion: """
      For batch systems. Input: {"scenario": PATH, "variables": {NAME: TEXT}, "coefficients": {NAME: NUMBER}}. Output: \
      {"metrics": {NAME: NUMBER}, "failed": [TEXT], "digest": TEXT, "cpu_seconds": NUMBER}. 'bandbox sweep' runs its \
      points this way.
      """)

  func run() throws {
    let point: SweepPoint = try StandardInput.json(expected: "a point as 'bandbox point --help' shows")
    try Standard.output.printJSON(point.run())
  }
}
