import ArgumentParser
import Foundation
import Lab

/// `bandbox point`.
struct Point: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run one point of a sweep: JSON on standard input, JSON on standard output.",
    discussion: """
      For batch systems. Input: {"scenario": PATH, "variables": {NAME: TEXT}, "coefficients": {NAME: NUMBER}}. Output: \
      {"metrics": {NAME: NUMBER}, "failed": [TEXT], "digest": TEXT, "cpu_seconds": NUMBER}. 'bandbox sweep' runs its \
      points so.
      """)

  func run() throws {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let point: SweepPoint
    do { point = try JSONDecoder().decode(SweepPoint.self, from: input) } catch {
      throw InputError("standard input: expected a point as 'bandbox point --help' shows, found \(error)")
    }
    Standard.output.print(try Text.json(point.run()))
  }
}
