import Foundation
import Programs
import Testing

/// `--coverage`: which lines of the source were executed.
@Suite struct CoverageTests {
  private static func program<Result>(_ body: (LineProgram) throws -> Result) throws -> Result {
    let program = try LineProgram()
    defer { program.remove() }
    return try body(program)
  }

  private static let run = ["--semihosting", "--for", "1s", "--quiet", "--coverage"]

  /// Lines with their counts, by the names of functions too.
  private static func counts(_ tracefile: String, _ kind: String) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: tracefile.split(separator: "\n").filter { $0.hasPrefix(kind + ":") }.map {
        let words = $0.dropFirst(kind.count + 1).split(separator: ",")
        return kind == "DA" ? (String(words[0]), Int(words[1])!) : (String(words[1]), Int(words[0])!)
      })
  }

  @Test func linesThatWereExecutedAndThoseThatWereNot() throws {
    try Self.program { program in
      let finished = try Bandbox.run(["run", program.debug] + Self.run + [program.folder + "/out.info"])
      #expect(finished.status == 0, "\(finished)")
      let text = program.text("out.info")
      #expect(text.hasPrefix("TN:\nSF:\(program.source)\nFN:"), "\(text)")
      #expect(
        Self.counts(text, "FNDA") == ["twice": 1, "never": 0, "work": 1, "finish": 1, "reset": 1], "\(text)")
      let lines = Self.counts(text, "DA")
      for line in [4, 10, 12, 22, 23, 24] { #expect(lines["\(line)"] == 1, "line \(line): \(text)") }
      for line in [7, 11] { #expect(lines["\(line)"] == 0, "line \(line): \(text)") }
    }
  }

  /// NAME.debug beside an image that has no lines serves it, and so does an ELF that is named.
  @Test func debugInformationMayBeInAnotherFile() throws {
    try Self.program { program in
      let output = program.folder + "/out.info"
      let none = try Bandbox.run(["run", program.stripped] + Self.run + [output])
      #expect(none.status == 2 && none.errors.contains("plain.elf: has no source lines (DWARF)"), "\(none)")
      let named = try Bandbox.run(
        ["run", program.stripped] + Self.run + [output, "--debug-info", program.debug])
      #expect(named.status == 0 && program.text("out.info").contains("DA:12,1\n"), "\(named)")
      try FileManager.default.removeItem(atPath: output)
      try FileManager.default.copyItem(atPath: program.debug, toPath: program.folder + "/plain.debug")
      let beside = try Bandbox.run(["run", program.stripped] + Self.run + [output])
      #expect(beside.status == 0 && program.text("out.info").contains("DA:12,1\n"), "\(beside)")
      let other = try Bandbox.run(["run", Bandbox.band] + Self.run + [output, "--debug-info", program.debug])
      #expect(other.status == 2 && other.errors.contains("has other code than"), "\(other)")
    }
  }

  /// Counts are runs: scenarios in processes of their own are added.
  @Test(arguments: ["1", "2"]) func scenariosAreAdded(jobs: String) throws {
    try Self.program { program in
      let paths = try ["one", "two"].map {
        try program.write(
          $0 + ".yaml", "name: \($0)\nimage: app.elf\nduration: 1s\nexpect:\n  - average current below 1000 mA\n")
      }
      let finished = try Bandbox.run(
        ["test", "--jobs", jobs, "--coverage", program.folder + "/out.info"] + paths)
      let lines = Self.counts(program.text("out.info"), "DA")
      #expect(lines["12"] == 2 && lines["7"] == 0, "\(finished) \(lines)")
    }
  }

  @Test func withoutTheSymbolizerNothingRuns() throws {
    try Self.program { program in
      let output = program.folder + "/out.info"
      let missing = try Bandbox.run(
        ["run", program.debug] + Self.run + [output], environment: ["LLVM_SYMBOLIZER=/nowhere/llvm-symbolizer"])
      #expect(missing.status == 2, "\(missing)")
      #expect(missing.errors.contains("LLVM_SYMBOLIZER: /nowhere/llvm-symbolizer: no such program"), "\(missing)")
      let silent = try Bandbox.run(
        ["run", program.debug] + Self.run + [output], environment: ["LLVM_SYMBOLIZER=/bin/false"])
      #expect(silent.status == 2 && silent.errors.contains("/bin/false: ended with status 1"), "\(silent)")
      let empty = try Bandbox.run(
        ["run", program.debug] + Self.run + [output], environment: ["LLVM_SYMBOLIZER=", "PATH=/nowhere"])
      #expect(empty.status == 2 && empty.errors.contains("llvm-symbolizer is neither beside 'swift'"), "\(empty)")
      #expect(!FileManager.default.fileExists(atPath: output))
    }
  }

  @Test func itChangesNothing() throws {
    try Self.program { program in
      let covered = try Bandbox.report(
        ["--semihosting", "--for", "1s", "--coverage", program.folder + "/out.info"], of: program.debug)
      let plain = try Bandbox.report(["--semihosting", "--for", "1s"], of: program.debug)
      #expect(covered.digest == plain.digest && !plain.digest.isEmpty)
    }
  }
}
