import Boards
import Foundation
import Machine
import Parts
import Yams

/// A scenario file, read and checked: a run, what happens in it, and what is expected of it. `docs/scenarios.md` has the
/// format.
public struct Scenario: Sendable {
  /// The file.
  public let path: String
  /// Its name, or the file's without its extension.
  public let name: String
  /// The run. Paths in it are as the present folder sees them.
  public let options: RunOptions
  /// What happens from outside, by time.
  public let inputs: [TimedInput]
  /// What is expected, in the order of the file.
  public let expectations: [Expectation]
  /// Recorded motions that the inputs name.
  let recordings: [[RecordedMotion.Sample]]
  /// The length of the run.
  let duration: Tick

  /// Reads a file. `variables` replace values of the file's own variables.
  ///
  /// Throws a `ScenarioError` with everything that is wrong in it, or an `InputError` where it cannot be read.
  public init(path: String, variables: [String: String] = [:]) throws {
    let text = try InputFile.text(path)
    try self.init(text: text, path: path, variables: variables)
  }

  /// Reads the text of a file.
  init(text: String, path: String, variables: [String: String] = [:]) throws(ScenarioError) {
    let reader = ScenarioReader(path: path)
    guard let tree = reader.tree(text), let values = reader.mapping(tree, "scenario", keys: ScenarioKeys.top) else {
      throw ScenarioError(reader.problems)
    }
    self.path = path
    reader.define(values["variables"], overrides: variables)
    let name = values["name"].flatMap { reader.text($0, "name", expected: "a name") }
    self.name = name ?? ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    _ = values["description"].map { reader.text($0, "description", expected: "a text") }

    let folder = ScenarioPath.folder(of: path)
    var options = Scenario.options(values, reader, folder: folder, tree)
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
      traces: entryReader.traces)
    expectations = Scenario.sequence(values["expect"], "expect", "sentences", reader).compactMap {
      Scenario.expectation($0, reader, folder: folder, end: duration)
    }
    reader.checkVariablesAreUsed()
    guard reader.problems.isEmpty else { throw ScenarioError(reader.problems) }
    recordings = entryReader.recordings
    inputs = plan.inputs
    options.speed = .max
    self.options = options
  }

  private static func options(
    _ values: [String: Node], _ reader: ScenarioReader, folder: String, _ tree: Node
  ) -> RunOptions {
    for key in ["image", "duration"] where values[key] == nil {
      reader.problem(tree, "scenario: expected the key '\(key)'")
    }
    var options = RunOptions(imagePath: "")
    if let node = values["image"], let image = reader.text(node, "image", expected: "the path of an image") {
      let path = ScenarioPath.resolve(image, in: folder)
      options.imagePath = path
      if !FileManager.default.fileExists(atPath: path) {
        reader.problem(node, "image: \(path): no such file; the path is relative to the scenario's folder")
      }
    }
    let boards = BoardList.all.map(\.name)
    options.board =
      values["board"].flatMap { node in
        reader.read(node, "board", "one of \(boards.joined(separator: ", "))") { boards.contains($0) ? $0 : nil }
      } ?? options.board
    options.seed =
      values["seed"].flatMap { reader.integer($0, "seed", in: 0...1 << 53, unit: "a seed") }
      .map { UInt64($0) } ?? 1
    options.duration = values["duration"].flatMap { reader.length($0, "duration") }
    options.wear =
      values["wear"].flatMap { reader.read($0, "wear", Wear.expected) { Wear($0) } } ?? .rest
    options.milliCelsius =
      values["temperature"].flatMap { reader.number($0, "temperature", in: -40...85, unit: "degrees Celsius") }
      .map { Int32(($0 * 1_000).rounded()) }
    if let node = values["cell"], let cell = reader.mapping(node, "cell", keys: ScenarioKeys.cell) {
      if let node = cell["capacity"] {
        let known = MiBand2Coefficients.documented.cell.capacity
        let value = reader.number(node, "capacity", in: 1...100_000, unit: "milliampere-hours")
        let place = "\(reader.path):\(node.mark?.line ?? 1)"
        options.coefficients[known.name] = value.map { known.overridden($0, $0, $0, at: place) }
      }
      options.startPercent = cell["charge"].flatMap { reader.integer($0, "charge", in: 0...100, unit: "percent") }
    }
    return options
  }

  private static func sequence(_ node: Node?, _ what: String, _ of: String, _ reader: ScenarioReader) -> [Node] {
    guard let node else { return [] }
    guard let sequence = node.sequence, !sequence.isEmpty else {
      reader.problem(node, "\(what): expected a list of \(of), each after a '-'")
      return []
    }
    return Array(sequence)
  }

  private static func expectation(_ node: Node, _ reader: ScenarioReader, folder: String, end: Tick) -> Expectation? {
    guard let text = reader.text(node, "expect", expected: "a sentence such as 'battery above 20 % at day 10'") else {
      return nil
    }
    var parser = ExpectationParser(text, end: end) { try ScenarioPicture(path: ScenarioPath.resolve($0, in: folder)) }
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
