import Foundation
import Programs
import Testing

/// What every `--help` prints fits a screen.
@Suite struct HelpTests {
  private static func help(_ command: [String]) throws -> String {
    let finished = try Programs.run(
      "/usr/bin/env", ["COLUMNS=80", try Programs.environment("BANDBOX_BIN"), "help"] + command)
    #expect(finished.status == 0 && finished.errors.isEmpty, "\(command): \(finished)")
    return finished.output
  }

  /// The commands below a command, as its help lists them.
  private static func subcommands(_ help: String) -> [String] {
    guard let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first else { return [] }
    // Up to the blank line; deeper indents continue a description.
    return list.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("  ") }
      .filter { !$0.hasPrefix("   ") }.compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  @Test func everyHelpFitsAScreen() throws {
    var commands: [[String]] = [[]]
    var seen = 0
    while let command = commands.popLast() {
      let help = try Self.help(command)
      seen += 1
      commands += Self.subcommands(help).map { command + [$0] }
      let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
      let widest = lines.max { $0.count < $1.count } ?? ""
      #expect(widest.count <= 80, "\(command): \(widest)")
      #expect(lines.count <= 50, "\(command): \(lines.count) lines")
      // A default is named as one.
      #expect(!help.contains("without."), "\(command): \(help)")
    }
    #expect(seen > 25)
  }
}
