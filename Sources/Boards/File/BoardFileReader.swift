import Formats
import Machine
import Parts
import Yams

/// Reads a board file: the keys of its top level, and what has to agree between them.
struct BoardFileReader {
  static let keys = [
    "name", "summary", "chip", "rails", "buses", "parts", "pull-ups", "pull-downs", "charger", "cell", "cell-divider",
    "coefficients", "probes",
  ]

  let reader: YAMLReader
  /// Whether it comes with Bandbox: that its names are its own is tested and not looked at in every run, as it takes a chip.
  private let isShipped: Bool

  init(_ reader: YAMLReader, isShipped: Bool) {
    self.reader = reader
    self.isShipped = isShipped
  }

  /// The board; `nil` where the reader has noted why there is none.
  func board(_ root: Node) -> BoardPlan? {
    guard let values = reader.mapping(root, "board", keys: Self.keys) else { return nil }
    for key in ["name", "chip", "rails", "parts"] where values[key] == nil {
      reader.problem(root, "board: expected the key '\(key)'")
    }
    guard let chipNode = values["chip"], let chip = chip(chipNode) else { return nil }
    var plan = BoardPlan(chip: chip.kind)
    plan.name = values["name"].flatMap(name) ?? ""
    plan.hasSlowCrystal = chip.hasSlowCrystal
    plan.summary = values["summary"].flatMap { reader.text($0, "summary", expected: "one line") } ?? plan.name
    plan.rails = values["rails"].map { RailReader(reader, pads: chip.kind.pads).rails($0) } ?? []
    if let rail = chip.rail {
      plan.chipRail = rail.name
      check(rail: rail.name, rail.node, "chip", plan)
    }
    plan.buses = chip.kind.buses
    if let node = values["buses"] { plan.buses += BusReader(reader, chip: chip.kind).buses(node) }
    let parts = PartReader(reader, chip: chip.kind, rails: plan.rails.map(\.name), buses: plan.buses)
    if let node = values["parts"] { plan.parts = parts.parts(node) }
    if values["rails"] != nil, !plan.rails.contains(where: { $0.source == .cell }) {
      reader.problem(values["rails"] ?? root, "rails: expected one with 'from: cell'")
    }
    checkRoles(plan, root, parts: values["parts"])
    for (key, level) in [("pull-ups", true), ("pull-downs", false)] {
      if let node = values[key] { readPulls(node, key, level, parts, &plan) }
    }
    if let node = values["charger"] { readCharger(node, parts, &plan) }
    if let node = values["cell-divider"] { readDivider(node, parts, &plan) }
    PadCheck(reader, plan, parts.places, parts.drivers).run()
    if !isShipped { BoardNames(reader, plan, parts.nodes).check(rails: values["rails"] ?? root) }
    readNumbers(values, &plan)
    if let node = values["probes"] { plan.probes = probes(node, plan) }
    return reader.problems.isEmpty ? plan : nil
  }

  private func name(_ node: Node) -> String? {
    reader.read(node, "name", "letters, digits and '-', at most 40") { text in
      text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_\-]{0,39}/) == nil ? nil : text
    }
  }

  private func chip(_ node: Node) -> (kind: ChipKind, rail: (name: String, node: Node)?, hasSlowCrystal: Bool)? {
    guard let values = reader.mapping(node, "chip", keys: ["kind", "rail", "slow-crystal"]) else { return nil }
    for key in ["kind", "rail"] where values[key] == nil { reader.problem(node, "chip: expected the key '\(key)'") }
    let names = ChipCatalogue.all.map(\.name)
    guard let kindNode = values["kind"], let name = reader.text(kindNode, "kind", expected: "a chip") else {
      return nil
    }
    guard let kind = ChipCatalogue.kind(named: name) else {
      reader.problem(
        kindNode,
        "chip: no chip '\(name)', expected \(names.joined(separator: " or "))"
          + Suggestion.hint(name, among: names))
      return nil
    }
    let rail = values["rail"].flatMap { node in
      reader.text(node, "rail", expected: "a rail's name").map { ($0, node) }
    }
    let crystal = values["slow-crystal"].flatMap { node in
      reader.read(node, "slow-crystal", "true or false") { ["true": true, "false": false][$0] }
    }
    if crystal == false, !kind.worksWithoutSlowCrystal, let node = values["slow-crystal"] {
      reader.problem(node, "chip: the \(kind.name) is emulated with its slow crystal only")
    }
    return (kind, rail, crystal ?? true)
  }

  /// A rail that has to exist.
  func check(rail: String, _ node: Node, _ what: String, _ plan: BoardPlan) {
    let names = plan.rails.map(\.name)
    guard !names.contains(rail) else { return }
    reader.problem(node, "\(what): no rail '\(rail)'\(Suggestion.choice(rail, among: names))")
  }

  /// What a run cannot do without.
  private func checkRoles(_ plan: BoardPlan, _ root: Node, parts: Node?) {
    guard reader.problems.isEmpty else { return }
    let place = parts ?? root
    if !plan.parts.contains(where: { $0.kind.name == CradleCable.kind.name }) {
      reader.problem(place, "parts: expected a part 'cable', which host tools and the console are on")
    }
    let isMapped = plan.buses.contains { $0.kind == .mappedFlash }
    if !isMapped, plan.chip.storage == nil, !plan.parts.contains(where: { $0.kind.storage != nil }) {
      reader.problem(place, "parts: expected a flash, which the firmware is stored in: the \(plan.chip.name) has none")
    }
    if plan.buses.contains(where: { $0.kind == .mappedFlash }),
      !plan.parts.contains(where: { $0.bus?.kind == .mappedFlash })
    {
      let buses = plan.buses.filter { $0.kind == .mappedFlash }.map(\.name)
      reader.problem(
        place, "parts: expected a flash on the bus \(buses.joined(separator: " or ")), which the firmware is stored in")
    }
  }

  /// Numbers in place of the catalogue's, and the cell.
  private func readNumbers(_ values: [String: Node], _ plan: inout BoardPlan) {
    guard reader.problems.isEmpty else { return }
    if let node = values["cell"] {
      do throws(InputError) {
        let cell = try CellFile(node, path: reader.path, of: plan.coefficients(), isDocumented: true)
        plan.figures = cell.overrides
        plan.cellCurve = cell.curve
      } catch {
        note(error, at: node)
      }
    }
    if let node = values["coefficients"] {
      do throws(InputError) {
        let figures = try CoefficientFile.overrides(
          node, file: reader.path, of: plan.coefficients(), isDocumented: true)
        plan.figures.merge(figures) { $1 }
      } catch {
        note(error, at: node)
      }
    }
  }

  /// Notes an error that names its line itself; `node` is where it is otherwise.
  private func note(_ error: InputError, at node: Node) {
    let text = error.description
    guard text.hasPrefix(reader.path + ":") else { return reader.problem(node, text) }
    let rest = text.dropFirst(reader.path.count + 1)
    let line = Int(rest.prefix { $0.isNumber }) ?? node.mark?.line ?? 1
    reader.add(line: line, column: 1, String(rest.drop { $0.isNumber || $0 == ":" }.drop { $0 == " " }))
  }

  private func probes(_ node: Node, _ plan: BoardPlan) -> [String?] {
    let nodes = reader.list(node)
    if nodes.count > 8 { reader.problem(node, "probes: expected at most 8, one for each of D0 to D7") }
    let components = plan.parts.filter { !$0.kind.isPassive }.map(\.component) + [plan.chip.component]
    return nodes.prefix(8).map { node in
      if reader.isNull(node) { return nil }
      guard let name = reader.text(node, "probes", expected: "a component's name") else { return nil }
      if !components.contains(name), !name.hasPrefix(plan.chip.component + " ") {
        reader.problem(node, "probes: no component '\(name)'\(Suggestion.choice(name, among: components))")
      }
      return name
    }
  }
}
