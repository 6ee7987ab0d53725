import Formats
import Foundation
import Machine
import Parts
import World
import Yams

/// A cell in YAML:
///
///     name: 401230, 105 mAh
///     capacity: 105
///     curve: ocv.csv
///     cell:
///       ohmic resistance: 0.35
///       fast resistance: {low: 0.3, typical: 0.5, high: 0.9}
///       slow resistance: 0.8
///     protection:
///       cut-off: 2800
///     self-discharge:
///       charged: 3
///
/// What it does not say is that of the board's documented cell; resistances are then scaled by the capacity. The names
/// are those of the coefficients, `cell.NAME`, `cell protection.NAME` and `cell self-discharge.NAME`; a curve is a CSV
/// file, relative to this one.
public struct CellFile: Sendable {
  private static let sections = [
    ("cell", "cell."), ("protection", "cell protection."), ("self-discharge", "cell self-discharge."),
  ]
  private static let keys = ["name", "source", "capacity", "curve"] + sections.map(\.0)
  private static let capacity = Cell.Coefficients.documented.capacity
  private static let resistances = ["ohmic resistance", "fast resistance", "slow resistance"].map { "cell." + $0 }

  /// What people call it; the file's name where it says nothing.
  public private(set) var name: String
  /// The coefficients that it gives, by name.
  public private(set) var overrides: [String: Coefficient] = [:]
  /// Its open-circuit voltage; `nil` for that of the documented cell.
  public private(set) var curve: CellCurve?

  /// Reads a file; `documented` are the numbers that it replaces some of. Throws an `InputError` that names the file, the line
  /// and what was expected.
  public init(_ path: String, of documented: [Coefficient]) throws(InputError) {
    try self.init(try InputFile.text(path), path: path, of: documented)
  }

  /// Reads the text of the file at `path`.
  package init(_ text: String, path: String, of documented: [Coefficient]) throws(InputError) {
    try self.init(
      try CoefficientFile.compose(text, file: path, expected: "a cell, such as 'capacity: 70'"), path: path,
      of: documented)
  }

  /// Reads a cell that is described within a file.
  init(
    _ root: Node, path: String, of documented: [Coefficient], isDocumented: Bool = false
  ) throws(InputError) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    let capacity = documented.first { $0.name == CellFile.capacity.name } ?? CellFile.capacity
    guard let mapping = root.mapping else {
      throw InputError("\(path):1: expected a mapping with \(CellFile.keys.joined(separator: ", "))")
    }
    for (key, node) in mapping {
      let place = CoefficientFile.place(key, path)
      switch key.string ?? "" {
      case "name", "source":
        guard let text = node.scalar?.string, text.utf8.count <= 200 else {
          throw InputError("\(place): \(key.string ?? ""): expected a text of at most 200 bytes")
        }
        if key.string == "name" { name = text }
      case "capacity":
        overrides[capacity.name] = try CoefficientFile.override(
          capacity, by: node, path, isDocumented: isDocumented)
      case "curve": curve = try CellFile.curve(node, path)
      case let key where CellFile.sections.contains { $0.0 == key }: continue
      case let other:
        let hint = Suggestion.hint(other, among: CellFile.keys)
        throw InputError("\(place): expected \(CellFile.keys.joined(separator: ", ")), found '\(other)'\(hint)")
      }
    }
    for (section, prefix) in CellFile.sections {
      guard let node = mapping[section] else { continue }
      let read = try CoefficientFile.overrides(
        node, file: path, prefix: prefix, section: section, of: documented, isDocumented: isDocumented)
      if read[capacity.name] != nil && mapping["capacity"] != nil {
        throw InputError("\(CoefficientFile.place(node, path)): cell: expected 'capacity' once, found it twice")
      }
      overrides.merge(read) { $1 }
    }
    try finish(path, capacity: overrides[capacity.name] ?? capacity, documented)
  }

  /// Resistances that are given are those of this cell, whatever its capacity.
  private mutating func finish(
    _ path: String, capacity: Coefficient, _ documented: [Coefficient]
  ) throws(InputError) {
    guard capacity.low > 0, capacity.high <= 100_000 else {
      throw InputError("\(path): capacity: expected more than 0 and at most 100000 mAh")
    }
    let given = CellFile.resistances.filter { overrides[$0] != nil }
    guard !given.isEmpty else { return }
    if given.count < CellFile.resistances.count {
      let missing = CellFile.resistances.filter { overrides[$0] == nil }.map { $0.dropFirst("cell.".count) }
      throw InputError(
        "\(path): cell: expected ohmic, fast and slow resistance together, \(missing.joined(separator: " and ")) is missing"
      )
    }
    let of = "cell.resistances of"
    guard overrides[of] == nil, let known = documented.first(where: { $0.name == of }) else {
      return
    }
    let value = capacity.typical
    overrides[of] = known.overridden(value, value, value, at: "\(path)")
  }

  private static func curve(_ node: Node, _ path: String) throws(InputError) -> CellCurve {
    guard let file = node.scalar?.string, !file.isEmpty else {
      throw InputError("\(CoefficientFile.place(node, path)): curve: expected the path of a CSV file")
    }
    let place = RelativePath.resolve(file, in: RelativePath.folder(of: path))
    let recording: CurveRecording
    do {
      recording = try CurveRecording(try InputFile.text(place), name: place)
    } catch let error as RecordingError {
      throw InputError("\(error)")
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError("\(place): cannot be read")
    }
    return CellCurve(
      recording.points.map {
        .init(
          charge: Int64(($0.charge * 1e6).rounded()), microvolts: Int64(($0.volts * 1e6).rounded()),
          resistancePermille: Int64(($0.resistance * 1_000).rounded()))
      })
  }
}
