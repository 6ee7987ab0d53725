import Machine

/// The tree of calls that a profile grows; functions are numbers.
struct CallTree {
  /// Further calls count for their callers.
  package static let limit = 200_000

  /// One place in the tree.
  package struct Node {
    var parent: Int
    package var function: Int
    package var charge: Int128 = 0
    package var cycles: UInt64 = 0
    var calls: UInt64 = 0
  }

  private(set) var nodes = [Node(parent: 0, function: -1)]
  private var children: [UInt64: Int] = [:]
  /// Children found lately, by some bits of what they are.
  private var recent = [(key: UInt64, node: Int)](repeating: (.max, 0), count: 512)

  /// The node of `function` below `parent`.
  mutating func child(of parent: Int, _ function: Int) -> Int {
    let key = UInt64(parent) << 32 | UInt64(function)
    let slot = (parent &* 37 &+ function) & 511
    if recent[slot].key == key { return recent[slot].node }
    if let known = children[key] {
      recent[slot] = (key, known)
      return known
    }
    guard nodes.count < CallTree.limit else { return parent }
    nodes.append(Node(parent: parent, function: function))
    children[key] = nodes.count - 1
    return nodes.count - 1
  }

  package mutating func add(_ charge: Int128, to node: Int) { nodes[node].charge &+= charge }

  package mutating func add(_ charge: Int128, cycles: UInt64, to node: Int) {
    nodes[node].charge &+= charge
    nodes[node].cycles &+= cycles
  }

  /// Adds what another tree's node has.
  package mutating func add(_ other: Node, to node: Int) {
    add(other.charge, cycles: other.cycles, to: node)
    nodes[node].calls &+= other.calls
  }

  mutating func countCall(_ node: Int) { nodes[node].calls &+= 1 }
}
