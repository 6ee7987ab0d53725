import Foundation
import Programs
import Testing

/// Boards as files, as people write and use them.
@Suite struct BoardCommandTests {
  /// The board of docs/boards.md is what the page says of it, and firmware runs on it.
  @Test func theExampleOfThePageWorks() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let page = try String(contentsOfFile: Bandbox.root + "/docs/boards.md", encoding: .utf8)
    let yaml = try #require(
      page.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
    let file = folder + "/mine.yaml"
    try yaml.write(toFile: file, atomically: true, encoding: .utf8)
    let check = try Bandbox.run(["boards", "--check", file])
    let said = check.output.replacing(folder + "/", with: "").trimmingCharacters(in: .newlines)
    #expect(check.status == 0 && page.contains("`\(said)`"), "\(check)")
    let run = try Bandbox.run(["run", Bandbox.band, "--board", file, "--for", "30s", "--wear", "none"])
    #expect(run.status == 0 && run.output.contains("ADXL362") && !run.output.contains("OLED"), "\(run)")
    #expect(run.output.contains("full 40 mAh cell") && !run.output.contains("not the documented ones"), "\(run)")

    try yaml.replacing("int2: P3_5", with: "int2: P3_4").write(toFile: file, atomically: true, encoding: .utf8)
    let wrong = try Bandbox.run(["run", Bandbox.band, "--board", file, "--for", "1s"])
    #expect(wrong.status == 2 && wrong.errors.contains("mine.yaml:11:"), "\(wrong)")
    #expect(wrong.errors.contains("two drivers on P3_4"), "\(wrong)")
  }

  /// A recording of a run on a board file names it; replay runs on it and says when it has changed.
  @Test func aRecordingKnowsItsBoardFile() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (file, recording) = (folder + "/copy.yaml", folder + "/run.rec")
    let shown = try Bandbox.run(["boards", "--show", "miband2"])
    #expect(shown.status == 0)
    try shown.output.write(toFile: file, atomically: true, encoding: .utf8)
    let hello = Bandbox.root + "/firmware-images/hello/hello.elf"
    #expect(try Bandbox.run(["run", hello, "--board", file, "--for", "1s", "--record", recording]).status == 0)
    let same = try Bandbox.run(["run", "--replay", recording])
    #expect(same.status == 0 && (same.output + same.errors).contains("the same digest"), "\(same)")
    try (shown.output + "\n# changed\n").write(toFile: file, atomically: true, encoding: .utf8)
    let other = try Bandbox.run(["run", "--replay", recording])
    #expect((other.output + other.errors).contains("board: recorded sha256:"), "\(other)")
  }

  /// Every shipped board file is what the schema for editors allows; what is wrong is not.
  @Test func theSchemaAllowsTheShippedFiles() throws {
    let script = """
      import json, sys
      import jsonschema
      from ruamel.yaml import YAML
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      for path in sys.argv[2:]:
        board = YAML(typ='safe').load(open(path))
        print(path.split('/')[-1], [e.message[:80] for e in validator.iter_errors(board)])
        board['parts']['cable']['pinz'] = 1
        assert not validator.is_valid(board)
      """
    let folder = Bandbox.root + "/Sources/Boards/Shipped"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let finished = try Programs.run(
      try Programs.client("python"),
      ["-c", script, Bandbox.root + "/docs/board.schema.json"] + names.map { folder + "/" + $0 })
    #expect(finished.status == 0, "\(finished)")
    #expect(finished.output == names.map { "\($0) []\n" }.joined(), "\(finished)")
  }
}
