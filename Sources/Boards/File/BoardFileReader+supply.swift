import Parts
import Yams

/// What charges the cell, and what measures it.
extension BoardFileReader {
  func readCharger(_ node: Node, _ parts: PartReader, _ plan: inout BoardPlan) {
    guard let values = reader.mapping(node, "charger", keys: ["by", "resistor", "status", "present", "thermistor"])
    else { return }
    let kinds = ["chip", "LTC4054"]
    guard let by = values["by"],
      let name = reader.read(by, "by", kinds.joined(separator: " or "), { kinds.contains($0) ? $0 : nil })
    else {
      if values["by"] == nil { reader.problem(node, "charger: expected 'by', one of \(kinds.joined(separator: ", "))") }
      return
    }
    if name == "LTC4054" { return readChargerIC(values, node, parts, &plan) }
    for key in ["resistor", "status", "present"] {
      if let node = values[key] { reader.problem(node, "charger: '\(key)' says nothing of the chip's charger") }
    }
    guard plan.chip.hasCharger else {
      return reader.problem(node, "charger: the \(plan.chip.name) has none; expected 'by: LTC4054', or no charger")
    }
    plan.charger = .chip
    guard let node = values["thermistor"],
      let values = reader.mapping(node, "thermistor", keys: ["pin", "pull-up"])
    else { return }
    for key in ["pin", "pull-up"] where values[key] == nil {
      reader.problem(node, "thermistor: expected the key '\(key)'")
    }
    guard let pin = values["pin"].flatMap({ parts.pad($0, "thermistor", drivenBy: "the thermistor") }),
      let ohms = values["pull-up"].flatMap({
        reader.integer($0, "pull-up", in: 100...1_000_000, unit: "ohms to the charger's supply")
      })
    else { return }
    plan.thermistor = (pin, ohms)
  }

  private func readChargerIC(
    _ values: [String: Node], _ node: Node, _ parts: PartReader, _ plan: inout BoardPlan
  ) {
    if plan.chip.hasCharger {
      reader.problem(node, "charger: the \(plan.chip.name) charges the cell itself, expected 'by: chip' or no charger")
    }
    if let node = values["thermistor"] { reader.problem(node, "charger: the LTC4054 measures no thermistor") }
    if !plan.rails.contains(where: { $0.source == .system }) {
      reader.problem(node, "charger: expected a rail with 'from: system', which VBUS feeds")
    }
    guard let resistor = values["resistor"] else {
      return reader.problem(node, "charger: expected 'resistor', which sets the current: 1000 V over so many ohms")
    }
    let ohms = reader.integer(resistor, "resistor", in: 1_250...1_000_000, unit: "ohms")
    let status = values["status"].flatMap { parts.pad($0, "status", drivenBy: "the charger", isOpenDrain: true) }
    let present = values["present"].flatMap { parts.pad($0, "present", drivenBy: "VBUS") }
    plan.charger = ohms.map { .charger(programmingOhms: $0, status: status, present: present) }
  }

  func readDivider(_ node: Node, _ parts: PartReader, _ plan: inout BoardPlan) {
    guard let values = reader.mapping(node, "cell-divider", keys: ["pin", "top", "bottom"]) else { return }
    guard !plan.chip.hasCharger else {
      return reader.problem(node, "cell-divider: the \(plan.chip.name) measures its cell itself")
    }
    for key in ["pin", "top", "bottom"] where values[key] == nil {
      reader.problem(node, "cell-divider: expected the key '\(key)'")
    }
    func ohms(_ key: String) -> Int? {
      values[key].flatMap { reader.integer($0, key, in: 1_000...100_000_000, unit: "ohms") }
    }
    guard let pin = values["pin"].flatMap({ parts.pad($0, "cell-divider", drivenBy: "the divider") }),
      let top = ohms("top"),
      let bottom = ohms("bottom")
    else { return }
    plan.cellDivider = (pin, top, bottom)
  }
}
