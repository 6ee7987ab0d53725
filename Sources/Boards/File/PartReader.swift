import Formats
import Machine
import Parts
import Yams

/// Reads the parts of a board file.
final class PartReader {
  private let reader: YAMLReader
  private let chip: ChipKind
  private let rails: [String]
  private let buses: [ChipBus]
  /// Where the file wires each pin: for messages about pads.
  private(set) var places: [String: Node] = [:]
  /// Where the file describes each part, by its name there.
  private(set) var nodes: [String: Node] = [:]
  /// The pads that something beside the parts drives.
  private(set) var drivers: [PadDriver] = []

  init(_ reader: YAMLReader, chip: ChipKind, rails: [String], buses: [ChipBus]) {
    self.reader = reader
    self.chip = chip
    self.rails = rails
    self.buses = buses
  }

  /// The parts in the order of the file.
  func parts(_ node: Node) -> [PartPlan] {
    guard let mapping = node.mapping else {
      reader.problem(node, "parts: expected a mapping from names to parts, such as 'display: {part: SSD1306, ...}'")
      return []
    }
    var parts: [PartPlan] = []
    for (key, value) in mapping {
      guard let name = reader.text(key, "parts", expected: "a name") else { continue }
      if nodes.updateValue(value, forKey: name) != nil {
        reader.problem(key, "parts: '\(name)' stands here a second time")
      }
      guard let part = part(name, value) else { continue }
      if parts.contains(where: { $0.component == part.component }) {
        reader.problem(
          value, "\(name): another part is called '\(part.component)' already, expected a 'name' of its own")
      }
      if let bus = part.bus, bus.kind == .i2c,
        let other = parts.first(where: { $0.bus == bus && $0.address == part.address })
      {
        reader.problem(
          value, "\(name): expected an address of its own on \(bus.name), found \(hex(part.address)) of '\(other.key)'")
      }
      if let bus = part.bus, bus.kind == .mappedFlash, parts.contains(where: { $0.bus == bus }) {
        reader.problem(value, "\(name): expected one part on \(bus.name), found a second")
      }
      parts.append(part)
    }
    return parts
  }

  private func part(_ key: String, _ node: Node) -> PartPlan? {
    let own = ["part", "name", "rail", "bus", "address", "pins"]
    let names = PartCatalogue.all.map(\.name)
    guard let mapping = node.mapping, let kindNode = mapping["part"] else {
      reader.problem(node, "\(key): expected {part: NAME, ...}; 'bandbox parts' lists them")
      return nil
    }
    guard let kindName = reader.text(kindNode, "part", expected: "a part of the catalogue") else { return nil }
    guard let kind = PartCatalogue.kind(named: kindName) else {
      reader.problem(
        kindNode, "\(key): no part '\(kindName)' in the catalogue" + Suggestion.choice(kindName, among: names))
      return nil
    }
    guard let values = reader.mapping(node, key, keys: own + kind.settings.map(\.name)) else { return nil }
    var settings: [String: String] = [:]
    for setting in kind.settings {
      guard let node = values[setting.name] else { continue }
      settings[setting.name] = reader.read(node, setting.name, setting.expected) { setting.allows($0) ? $0 : nil }
    }
    let name = values["name"].flatMap { node in
      reader.read(node, "name", "letters, digits, spaces and '-', at most 40") { text in
        text.wholeMatch(of: /[A-Za-z0-9](?:[A-Za-z0-9 _\-]{0,38}[A-Za-z0-9])?/) == nil ? nil : text
      }
    }
    let bus = bus(key, kind, values["bus"], node)
    return PartPlan(
      key: key, kind: kind, component: name ?? kind.component, rail: rail(key, kind, values["rail"], node), bus: bus,
      address: address(key, kind, values["address"]), pads: pads(key, kind, bus, values["pins"], node),
      values: PartValues(settings, of: kind.settings), isRenamed: name != nil)
  }

  private func rail(_ key: String, _ kind: PartKind, _ node: Node?, _ part: Node) -> String? {
    guard let node else {
      if !kind.isPassive { reader.problem(part, "\(key): expected 'rail', what feeds the \(kind.name)") }
      return nil
    }
    guard let name = reader.text(node, "rail", expected: "a rail's name") else { return nil }
    guard rails.contains(name) else {
      reader.problem(node, "\(key): no rail '\(name)'\(Suggestion.choice(name, among: rails))")
      return nil
    }
    return name
  }

  private func bus(_ key: String, _ kind: PartKind, _ node: Node?, _ part: Node) -> ChipBus? {
    guard let wanted = kind.bus else {
      if let node { reader.problem(node, "\(key): the \(kind.name) is on no bus") }
      return nil
    }
    let suitable = buses.filter { Self.suits(wanted, $0.kind) }
    let names = suitable.map(\.name)
    guard let node else {
      reader.problem(part, "\(key): expected 'bus', one of \(names.joined(separator: ", "))")
      return nil
    }
    guard let name = reader.text(node, "bus", expected: "a bus of the chip") else { return nil }
    guard let bus = buses.first(where: { $0.name == name }) else {
      reader.problem(node, "\(key): no bus '\(name)' on the \(chip.name)\(Suggestion.choice(name, among: names))")
      return nil
    }
    guard suitable.contains(bus) else {
      reader.problem(
        node, "\(key): \(bus.name) is \(bus.kind.rawValue), expected \(wanted.text): \(names.joined(separator: ", "))")
      return nil
    }
    return bus
  }

  private static func suits(_ wanted: PartBus, _ kind: ChipBus.Kind) -> Bool {
    switch wanted {
    case .spi: kind == .spi
    case .flash: kind == .spi || kind == .mappedFlash
    case .i2c: kind == .i2c
    }
  }

  private func address(_ key: String, _ kind: PartKind, _ node: Node?) -> UInt8 {
    guard case .i2c(let addresses) = kind.bus else {
      if let node { reader.problem(node, "\(key): the \(kind.name) has no address") }
      return 0
    }
    let expected = addresses.map(hex).joined(separator: " or ")
    let given = node.flatMap { node in
      reader.read(node, "address", expected) { text in
        let value = text.hasPrefix("0x") ? UInt8(text.dropFirst(2), radix: 16) : UInt8(text)
        return value.flatMap { addresses.contains($0) ? $0 : nil }
      }
    }
    return given ?? addresses.first ?? 0
  }

  private func hex(_ address: UInt8) -> String { Hex.value(UInt32(address)) }

  private func pads(
    _ key: String, _ kind: PartKind, _ bus: ChipBus?, _ node: Node?, _ part: Node
  ) -> [String: String] {
    // A flash controller selects its flash by itself.
    let isMapped = bus?.kind == .mappedFlash
    let pins = kind.pins.filter { !isMapped || $0.name != "cs" }
    var values: [String: Node] = [:]
    if let node {
      guard let mapping = reader.mapping(node, "\(key): pins", keys: pins.map(\.name)) else { return [:] }
      values = mapping
    }
    var pads: [String: String] = [:]
    for pin in pins {
      guard let node = values[pin.name] else {
        let isNeeded = pin.isRequired || kind.bus == .flash && pin.name == "cs"
        if isNeeded { reader.problem(node ?? part, "\(key): expected the pin '\(pin.name)' of the \(kind.name)") }
        continue
      }
      guard let pad = pad(node, "\(key): \(pin.name)") else { continue }
      pads[pin.name] = pad
      places["\(key).\(pin.name)"] = node
    }
    return pads
  }

  /// A pad of the chip that something drives.
  func pad(_ node: Node, _ what: String, drivenBy driver: String, isOpenDrain: Bool = false) -> String? {
    guard let pad = pad(node, what) else { return nil }
    drivers.append(PadDriver(pad: pad, driver: driver, isOpenDrain: isOpenDrain, node: node))
    return pad
  }

  /// A pad of the chip.
  func pad(_ node: Node, _ what: String) -> String? {
    guard let name = reader.text(node, what, expected: "a pad of the \(chip.name), such as \(chip.pads[0])") else {
      return nil
    }
    guard chip.pads.contains(name) else {
      reader.problem(
        node,
        "\(what): the \(chip.name) has no pad '\(name)'\(Suggestion.hint(name, among: chip.pads)), "
          + "expected one of \(chip.pads[0]) ... \(chip.pads[chip.pads.count - 1])")
      return nil
    }
    return name
  }
}
