import Formats
import Machine
import Parts
import World
import Yams

/// Looks for names that two things on a board would have: parts, blocks and loads of the chip, what every board has, numbers.
struct BoardNames {
  /// What every board has, by the names of snapshots and the ledger.
  private static let ofEveryBoard = [
    "ambient", "stops", "power", "USB source", "USB port", "wall adapter", "power bank", "mains", "contact", "charger",
    "charger cell pin", "cell protection", "cell self-discharge", "cell divider", "pad", "VBUS", "wearer", "heart",
    "gait",
  ]

  private let reader: YAMLReader
  private let plan: BoardPlan
  private let nodes: [String: Node]

  init(_ reader: YAMLReader, _ plan: BoardPlan, _ nodes: [String: Node]) {
    self.reader = reader
    self.plan = plan
    self.nodes = nodes
  }

  /// Notes every name of a part that something else has, and every number of a rail that is another's.
  func check(rails: Node) {
    guard reader.problems.isEmpty else { return }
    // Only a part with a name of its own choice can have one that the chip has.
    let isRenamed = plan.parts.contains(where: \.isRenamed)
    let taken = Self.ofEveryBoard + (isRenamed ? plan.chip.ownNames : []) + plan.rails.map { "\($0.name) regulator" }
    let components = plan.parts.map(\.component)
    for part in plan.parts where part.isRenamed {
      guard let node = nodes[part.key] else { continue }
      let others = taken + components.filter { $0 != part.component }
      let name = part.component
      if let other = others.first(where: {
        let (a, b) = ($0.lowercased(), name.lowercased())
        return a == b || a.hasPrefix(b + ".") || b.hasPrefix(a + ".") || a == b + " leds" || b == a + " leds"
      }) {
        reader.problem(node, "\(part.key): expected a name of its own, '\(name)' goes with '\(other)'")
      }
    }
    var seen: Set<String> = []
    for name in plan.coefficients().map(\.name) where !seen.insert(name).inserted {
      reader.problem(rails, "rails: expected a name of its own for each number, '\(name)' is another's")
    }
  }
}
