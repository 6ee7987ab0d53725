import Formats
import Parts

/// The JSON Schema of board files, made from the catalogues: editors complete and check by it.
public enum BoardSchema {
  /// The schema's text, with sorted keys.
  public static var text: String {
    let parts = PartCatalogue.all.map(part)
    let number: JSONTree = .object(["type": .text("number")])
    let coefficient = JSONTree.anyOf([
      number,
      .record(
        [
          "low": number, "typical": number, "high": number, "condition": .string("Under which it holds."),
          "published": .string("The document."), "derived": .string("The arithmetic."),
          "estimate": .string("The reasoning."),
        ], required: ["low", "typical", "high"]),
    ])
    let pads = JSONTree.anyOf([
      .object(["type": .text("array"), "items": .object(["type": .text("string")])]),
      .map(.object(["type": .text("integer"), "description": .text("Its ohms.")])),
    ])
    let root = JSONTree.record(
      [
        "name": .pattern("^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"), "summary": .string("What it is, in one line."),
        "chip": .record(
          [
            "kind": .choice(ChipCatalogue.all.map(\.name)), "rail": .string("The rail that feeds it."),
            "slow-crystal": .object(["type": .text("boolean")]),
          ],
          required: ["kind", "rail"]),
        "rails": .map(rail), "buses": .map(bus), "parts": .map(.anyOf(parts)), "pull-ups": pads, "pull-downs": pads,
        "charger": .record(
          [
            "by": .choice(["chip", "LTC4054"]), "resistor": .object(["type": .text("integer")]),
            "status": .string("The pad of its status output."), "present": .string("The pad that sees VBUS."),
            "thermistor": .record(
              ["pin": .string("Its pad."), "pull-up": .object(["type": .text("integer")])],
              required: ["pin", "pull-up"]),
          ], required: ["by"]), "cell": .object(["type": .text("object")]),
        "cell-divider": .record(
          [
            "pin": .string("The pad at its tap."), "top": .object(["type": .text("integer")]),
            "bottom": .object(["type": .text("integer")]),
          ], required: ["pin", "top", "bottom"]), "coefficients": .map(coefficient),
        "probes": .object([
          "type": .text("array"), "maxItems": .number(8),
          "items": .object(["type": .list([.text("string"), .text("null")])]),
        ]),
      ], required: ["name", "chip", "rails", "parts"])
    var members = root.members
    members["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    members["title"] = .text("A board of Bandbox")
    return JSONTree.object(members).text + "\n"
  }

  private static var bus: JSONTree {
    .anyOf([
      .record(["scl": .string("A pad."), "sda": .string("A pad.")], required: ["scl", "sda"]),
      .record(
        ["sck": .string("A pad."), "mosi": .string("A pad."), "miso": .string("A pad.")], required: ["sck", "mosi"]),
    ])
  }

  private static var rail: JSONTree {
    let figures = JSONTree.object(["type": .text("object")])
    return .record(
      [
        "from": .string("cell, system, or a rail that stands before it."),
        "regulator": .choice(RailReader.kinds), "output": .string("A voltage, such as 1.8 V."),
        "dropout": .string("A voltage."), "nominal": .string("A voltage."),
        "enable": .string("The pad that enables it."),
        "quiescent": figures, "shutdown": figures,
        "efficiency": .object(["type": .text("array"), "items": figures]),
      ], required: ["from"])
  }

  private static func part(_ kind: PartKind) -> JSONTree {
    var members: [String: JSONTree] = [
      "part": .object(["const": .text(kind.name), "description": .text(kind.summary)]),
      "name": .string("Its name in reports."),
    ]
    var required = ["part"]
    if !kind.isPassive { required.append("rail") }
    members["rail"] = .string("The rail that feeds it.")
    if let bus = kind.bus {
      members["bus"] = .string("A bus of the chip: \(bus.text).")
      required.append("bus")
      if case .i2c = bus { members["address"] = .string("Its I2C address.", orNumber: true) }
    }
    if !kind.pins.isEmpty {
      let pins = Dictionary(uniqueKeysWithValues: kind.pins.map { ($0.name, JSONTree.string("A pad of the chip.")) })
      members["pins"] = .record(pins, required: kind.pins.filter(\.isRequired).map(\.name))
      if kind.pins.contains(where: \.isRequired) { required.append("pins") }
    }
    for setting in kind.settings {
      switch setting.domain {
      case .choice(let words): members[setting.name] = .choice(words)
      case .number, .text: members[setting.name] = .string("\(setting.summary): \(setting.expected)", orNumber: true)
      }
    }
    return .record(members, required: required)
  }
}
