import Boards
import Formats
import Foundation
import Machine
import Session
import Yams

/// Reads what a scenario says of the run as a whole: board, image, cell, radio, coefficients.
struct ScenarioOptionsReader {
  private let reader: YAMLReader
  private let folder: String
  /// The board, once `options` has read it.
  private(set) var board = BoardCatalogue.standard

  /// Paths are relative to `folder`.
  init(_ reader: YAMLReader, folder: String) {
    self.reader = reader
    self.folder = folder
  }

  /// The run's options; what is wrong is noted by the reader.
  mutating func options(_ values: [String: Node], _ tree: Node) -> RunOptions {
    for key in ["image", "duration"] where values[key] == nil {
      reader.problem(tree, "scenario: expected the key '\(key)'")
    }
    var options = RunOptions(imagePath: values["image"].flatMap(image) ?? "")
    if let node = values["board"], let (name, model) = board(node) { (options.board, board) = (name, model) }
    options.seed =
      values["seed"].flatMap { reader.integer($0, "seed", in: 0...1 << 53, unit: "a seed") }
      .map { UInt64($0) } ?? 1
    options.duration = values["duration"].flatMap { reader.length($0, "duration") }
    options.wear =
      values["wear"].flatMap { reader.read($0, "wear", Wear.expected) { Wear($0) } } ?? .rest
    options.milliCelsius =
      values["temperature"].flatMap { reader.number($0, "temperature", in: -40...85, unit: "degrees Celsius") }
      .map { Int32(($0 * 1_000).rounded()) }
    options.radio = values["radio"].flatMap { reader.read($0, "radio", RadioText.expected) { RadioText.parse($0) } }
    options.chargeSource = values["charge_source"].flatMap {
      reader.read($0, "charge_source", ChargeSourceText.expected) { ChargeSourceText.parse($0) }
    }
    options.supply = values["supply"].flatMap {
      reader.read($0, "supply", SupplyText.expected) { SupplyText.parse($0) }
    }
    options.harvest = values["harvest"].flatMap {
      reader.read($0, "harvest", HarvestText.expected) { HarvestText.parse($0) }
    }
    if let node = values["coefficients"] { options.coefficients = coefficients(node) }
    if let node = values["settings"] { options.settings = settings(node) }
    if let node = values["cell"] { readCell(node, &options) }
    return options
  }

  /// A board's name, or the path of its file relative to the scenario's folder.
  private func board(_ node: Node) -> (String, BoardModel)? {
    guard let text = reader.text(node, "board", expected: "a board's name or the path of its file") else { return nil }
    let isFile = BoardCatalogue.model(named: text) == nil && BoardCatalogue.isPath(text)
    let name = isFile ? RelativePath.resolve(text, in: folder) : text
    do {
      return (name, try BoardCatalogue.find(name))
    } catch let error as InputErrors {
      for line in error.lines { reader.problem(node, "board: \(line)") }
    } catch {
      reader.problem(
        node,
        isFile
          ? "board: \(error)"
          : "board: expected one of \(BoardCatalogue.names.joined(separator: ", ")) or a board file, found '\(text)'")
    }
    return nil
  }

  private func image(_ node: Node) -> String? {
    guard let image = reader.text(node, "image", expected: "the path of an image") else { return nil }
    let path = RelativePath.resolve(image, in: folder)
    if let problem = InputFile.problem(path) {
      reader.problem(node, "image: \(path): \(problem); the path is relative to the scenario's folder")
    }
    return path
  }

  private func readCell(_ node: Node, _ options: inout RunOptions) {
    guard let cell = reader.mapping(node, "cell", keys: ScenarioKeys.cell) else { return }
    if let node = cell["file"] { options.cellPath = cellFile(node) }
    if let node = cell["capacity"] {
      let known = board.capacity
      if options.coefficients[known.name] != nil {
        reader.problem(node, "capacity: expected it here or as the coefficient '\(known.name)', found both")
      }
      let value = reader.number(node, "capacity", in: 1...100_000, unit: "milliampere-hours")
      options.coefficients[known.name] = value.map { known.overridden($0, $0, $0, at: place(node)) }
    }
    options.startPercent = cell["charge"].flatMap { reader.integer($0, "charge", in: 0...100, unit: "percent") }
    options.cellCycles = cell["cycles"].flatMap {
      reader.integer($0, "cycles", in: 0...10_000, unit: "full charges that the cell has been through")
    }
  }

  private func cellFile(_ node: Node) -> String? {
    guard let file = reader.text(node, "file", expected: "the path of a cell's file") else { return nil }
    let path = RelativePath.resolve(file, in: folder)
    do throws(InputError) {
      _ = try CellFile(path, of: board.coefficients)
    } catch {
      reader.problem(node, "cell: \(error)")
    }
    return path
  }

  private func settings(_ node: Node) -> [BandSetting] {
    guard let mapping = node.mapping else {
      reader.problem(node, "settings: expected a mapping from names, such as band/goal, to values")
      return []
    }
    return mapping.compactMap { key, value in
      guard let name = reader.text(key, "settings", expected: "a setting's name"),
        let text = reader.text(value, name, expected: "a number or a text")
      else { return nil }
      // What stands in quotes is a text, even where it looks like a number.
      let isPlain = value.scalar.map { $0.style == .plain || $0.style == .any } ?? false
      if isPlain, let number = UInt32(text) { return BandSetting(name: name, number: number) }
      guard name.utf8.count <= 64, text.utf8.count <= 256 else {
        reader.problem(value, "\(name): expected at most 64 bytes of name and 256 of text")
        return nil
      }
      return BandSetting(name: name, text: text)
    }
  }

  // MARK: Coefficients

  private func coefficients(_ node: Node) -> [String: Coefficient] {
    guard let mapping = node.mapping else {
      reader.problem(node, "coefficients: expected a mapping from names to values")
      return [:]
    }
    let documented = board.coefficients
    var overrides: [String: Coefficient] = [:]
    for (key, value) in mapping {
      guard let name = reader.text(key, "coefficients", expected: "a coefficient's name") else { continue }
      guard let known = documented.first(where: { $0.name == name }) else {
        let hint = Suggestion.hint(name, among: documented.map(\.name))
        let rest = hint.isEmpty ? "; 'bandbox power --coefficients' lists them" : hint
        reader.problem(key, "coefficients: unknown coefficient '\(name)'\(rest)")
        continue
      }
      overrides[name] = coefficient(known, value)
    }
    return overrides
  }

  /// One number for the whole band, or three.
  private func coefficient(_ known: Coefficient, _ node: Node) -> Coefficient? {
    let range = (known.low < 0 ? -1e9 : 0)...1e9
    func number(_ node: Node) -> Double? {
      reader.number(node, known.name, in: range, unit: "a number of \(known.unit.rawValue)")
    }
    guard node.mapping != nil else {
      return number(node).map { known.overridden($0, $0, $0, at: place(node)) }
    }
    let keys = ["low", "typical", "high"]
    guard let values = reader.mapping(node, known.name, keys: keys) else { return nil }
    for key in keys where values[key] == nil {
      reader.problem(node, "\(known.name): expected a number, or {low: , typical: , high: }; '\(key)' is missing")
    }
    guard let low = values["low"].flatMap(number), let typical = values["typical"].flatMap(number),
      let high = values["high"].flatMap(number)
    else { return nil }
    guard low <= typical, typical <= high else {
      reader.problem(node, "\(known.name): expected low <= typical <= high")
      return nil
    }
    return known.overridden(low, typical, high, at: place(node))
  }

  private func place(_ node: Node) -> String { "\(reader.path):\(node.mark?.line ?? 1)" }
}
