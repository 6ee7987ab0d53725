import Boards
import Formats
import Foundation
import Machine
import Session
import World
import Yams

/// A scenario file, read and checked: a run, what happens in it, and what is expected of it. `docs/scenarios.md` has the
/// format.
public struct Scenario: Sendable {
  /// The file.
  public let path: String
  /// Its name, or the file's without its extension.
  public let name: String
  /// What it runs on.
  package let board: BoardModel
  /// The run. Paths in it are as the present folder sees them.
  public let options: RunOptions
  /// What happens from outside, by time.
  public let inputs: [TimedInput]
  /// What is expected, in the order of the file.
  public let expectations: [Expectation]
  /// The stretches of the run that it measures, in the order of the file.
  public let intervals: [IntervalPlan]
  /// What was recognised in its recordings and is not as the README describes them; for people.
  public let notes: [String]
  /// Recorded motions that the inputs name.
  package let recordings: [[RecordedMotion.Sample]]
  /// The length of the run.
  package let duration: Tick

  /// Reads a file. `variables` replace values of the file's own variables.
  ///
  /// Throws a `ScenarioError` with everything that is wrong in it, or an `InputError` where it cannot be read.
  public init(path: String, variables: [String: String] = [:]) throws {
    let text = try InputFile.text(path)
    try self.init(text: text, path: path, variables: variables)
  }

  /// Reads an interval, `FROM..TO` of a command line, for its run. Throws one line that says what is wrong.
  public func interval(_ text: String) throws(InputError) -> IntervalPlan { try IntervalPlan(text, of: board) }

  /// Reads the text of a file.
  package init(text: String, path: String, variables: [String: String] = [:]) throws(ScenarioError) {
    let reader = YAMLReader(path: path)
    let root = reader.tree(text, expected: "a scenario")
    if let mistake = FileKind.mistakenForScenario(text, root, path: path) {
      throw ScenarioError([YAMLProblem(path: path, line: 1, column: 1, message: mistake)])
    }
    guard let tree = root, let values = reader.mapping(tree, "scenario", keys: ScenarioKeys.top) else {
      throw ScenarioError(reader.problems)
    }
    self.path = path
    reader.define(values["variables"], overrides: variables)
    let name = values["name"].flatMap { reader.text($0, "name", expected: "a name") }
    self.name = name ?? RelativePath.bareName(of: path)
    _ = values["description"].map { reader.text($0, "description", expected: "a text") }

    let folder = RelativePath.folder(of: path)
    var optionsReader = ScenarioOptionsReader(reader, folder: folder)
    var options = optionsReader.options(values, tree)
    let duration = options.duration ?? 0
    self.duration = duration
    // Without a length of the run nothing can be said about times.
    guard duration > 0 else { throw ScenarioError(reader.problems) }

    var entryReader = ScenarioEntryReader(reader, folder: folder, end: duration)
    let entries = Scenario.sequence(values["timeline"], "timeline", "entries", reader).compactMap {
      entryReader.entry($0)
    }
    let plan = ScenarioPlan(
      reader, entries, seed: options.seed ?? 1, end: duration, milliCelsius: options.milliCelsius ?? 25_000,
      harvest: options.harvest ?? .off,
      traces: entryReader.traces)
    let board = optionsReader.board
    self.board = board
    let names = KnownNames(board, imagePath: options.imagePath)
    let limitsReader = ScenarioLimitsReader(reader, end: duration, names: names, board: board)
    intervals = limitsReader.intervals(values["intervals"])
    let byName = Dictionary(intervals.map { ($0.name, $0) }) { first, _ in first }
    expectations =
      Scenario.sequence(values["expect"], "expect", "sentences", reader).compactMap {
        Scenario.expectation($0, reader, folder: folder, end: duration, names, byName, board)
      } + limitsReader.budget(values["budget"])
    reader.checkVariablesAreUsed()
    guard reader.problems.isEmpty else { throw ScenarioError(reader.problems) }
    recordings = entryReader.recordings
    notes = entryReader.notes
    inputs = plan.inputs
    options.speed = .max
    self.options = options
  }

  private static func sequence(_ node: Node?, _ what: String, _ of: String, _ reader: YAMLReader) -> [Node] {
    guard let node else { return [] }
    guard let sequence = node.sequence, !sequence.isEmpty else {
      reader.problem(node, "\(what): expected a list of \(of), each after a '-'")
      return []
    }
    return Array(sequence)
  }

  private static func expectation(
    _ node: Node, _ reader: YAMLReader, folder: String, end: Tick, _ names: KnownNames,
    _ intervals: [String: IntervalPlan],
    _ board: BoardModel
  ) -> Expectation? {
    guard let text = reader.text(node, "expect", expected: "a sentence such as 'battery above 20 % at day 10'") else {
      return nil
    }
    var parser = ExpectationParser(text, end: end, names: names, intervals: intervals) {
      try ScenarioPicture(path: RelativePath.resolve($0, in: folder), of: board)
    }
    do throws(ExpectationParser.Mistake) {
      return Expectation(text: text, line: node.mark?.line ?? 1, check: try parser.check())
    } catch {
      // Where the sentence stands as it is, the column is that of the word.
      let isVerbatim = node.scalar?.style == .plain && node.scalar?.string == text
      reader.problem(node, "expect: \(error.message)", column: isVerbatim ? error.column : 0)
      return nil
    }
  }
}
