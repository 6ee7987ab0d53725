import Formats
import Machine
import Parts

/// The parts that board files can name, for people and as JSON.
public struct PartTable: Encodable, Sendable {
  /// A pin.
  public struct Pin: Encodable, Sendable {
    /// As `pins:` names it.
    public let name: String
    /// `input`, `output` or `open drain`, as the part sees it.
    public let direction: String
    /// Whether the part does not work without it.
    public let required: Bool
  }

  /// Something that can be chosen.
  public struct Setting: Encodable, Sendable {
    /// Its key.
    public let name: String
    /// What it is.
    public let summary: String
    /// What it may be.
    public let expected: String
    /// What it is where the file says nothing.
    public let standard: String

    enum CodingKeys: String, CodingKey {
      case name, summary, expected
      case standard = "default"
    }
  }

  /// A part.
  public struct Row: Encodable, Sendable {
    /// As `part:` takes it.
    public let name: String
    /// What it is.
    public let summary: String
    /// Its name in reports.
    public let component: String
    /// `SPI`, `I2C` or nothing.
    public let bus: String?
    /// Its I2C addresses, the usual one first.
    public let addresses: [String]
    /// Its pins, without those of its bus.
    public let pins: [Pin]
    /// What of it can be chosen.
    public let settings: [Setting]
    /// The numbers of its power model.
    public let coefficients: [CoefficientTable.Row]
  }

  /// In the order of their names.
  public let parts: [Row]

  /// All parts, or those that `names` name. Throws an `InputError` for a name that no part has.
  public init(_ names: [String] = []) throws(InputError) {
    let all = PartCatalogue.all
    for name in names where !all.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      let known = all.map(\.name)
      throw InputError("no part '\(name)'\(Suggestion.choice(name, among: known))")
    }
    let wanted = Set(names.map { $0.lowercased() })
    parts = all.filter { wanted.isEmpty || wanted.contains($0.name.lowercased()) }.map(PartTable.row)
  }

  private static func row(_ kind: PartKind) -> Row {
    let addresses: [UInt8] = if case .i2c(let addresses) = kind.bus { addresses } else { [] }
    return Row(
      name: kind.name, summary: kind.summary, component: kind.component, bus: kind.bus?.text,
      addresses: addresses.map { Hex.value(UInt32($0)) },
      pins: kind.pins.map { Pin(name: $0.name, direction: $0.direction.rawValue, required: $0.isRequired) },
      settings: kind.settings.map {
        Setting(name: $0.name, summary: $0.summary, expected: $0.expected, standard: $0.standard)
      }, coefficients: kind.standardCoefficients.map(CoefficientTable.Row.init))
  }

  /// One line for each.
  public var list: String {
    let width = parts.map(\.name.count).max() ?? 0
    return parts.map { part in
      let space = String(repeating: " ", count: width - part.name.count + 2)
      return part.name + space + (part.bus.map { "\($0)  " } ?? "     ").prefix(5) + part.summary
    }.joined(separator: "\n")
  }

  /// All of each, currents with their sources; ends without a line break.
  public var text: String {
    parts.map { part in
      var lines = ["\(part.name): \(part.summary)"]
      if let bus = part.bus {
        lines.append(
          "  bus       \(bus)" + (part.addresses.isEmpty ? "" : " at \(part.addresses.joined(separator: " or "))"))
      }
      for (index, pin) in part.pins.enumerated() {
        lines.append(
          (index == 0 ? "  pins      " : "            ") + "\(pin.name), \(pin.direction)"
            + (pin.required ? "" : ", optional"))
      }
      for (index, setting) in part.settings.enumerated() {
        lines.append(
          (index == 0 ? "  settings  " : "            ")
            + "\(setting.name): \(setting.summary); \(setting.expected) (default: \(setting.standard))")
      }
      for (index, row) in part.coefficients.enumerated() {
        let band = [row.low, row.typical, row.high].map(CoefficientTable.number).joined(separator: " / ")
        lines.append(
          (index == 0 ? "  numbers   " : "            ")
            + "\(row.name)  \(band) \(row.unit); \(row.condition); \(row.kind): \(row.source)")
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
