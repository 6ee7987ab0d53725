import Parts
import Yams

/// Resistors on pads: a list of pads, or their values by pad.
extension BoardFileReader {
  func readPulls(_ node: Node, _ key: String, _ level: Bool, _ parts: PartReader, _ plan: inout BoardPlan) {
    let entries: [(pad: Node, ohms: Node?)] =
      node.mapping.map { $0.map { ($0.key, $0.value) } } ?? reader.list(node).map { ($0, nil) }
    for (padNode, ohmsNode) in entries {
      guard let pad = parts.pad(padNode, key) else { continue }
      if plan.pulls.contains(where: { $0.pad == pad && $0.level != level }) {
        reader.problem(padNode, "\(key): \(pad) is also among the pull-ups, expected one of both")
      }
      let ohms = ohmsNode.flatMap { reader.integer($0, "\(key): \(pad)", in: 100...100_000_000, unit: "ohms") }
      plan.pulls.append(PadPull(pad: pad, level: level, ohms: ohms))
    }
  }
}
