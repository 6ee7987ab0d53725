import Machine

/// Charge by the code that was running or that turned something on, as a tree of calls. All nodes together are the
/// charge that all loads drew, to the last unit.
public struct EnergyProfile: Sendable {
  /// A function as called from its parent's, a load as turned on there, or the place where a stack begins.
  package struct Node: Equatable, Sendable {
    /// The caller; the root's is itself.
    package var parent: Int
    package var name: String
    /// Charge of the node itself, in pA·ticks.
    package var charge: Int128 = 0
    /// Cycles that the processor executed in it.
    package var cycles: UInt64 = 0
    /// Times that it was called.
    package var calls: UInt64 = 0
  }

  /// A function with all its callers.
  package struct Row: Equatable, Sendable {
    package var name: String
    /// Its own charge, in pA·ticks.
    package var own: Int128 = 0
    /// Its own and that of what it called or turned on.
    package var total: Int128 = 0
    package var cycles: UInt64 = 0
    var calls: UInt64 = 0
  }

  /// Callers before those that they call; the first is the root.
  package var nodes: [Node]
  /// The time that was profiled.
  package var range: Range<Tick>

  /// The charge of all nodes, in pA·ticks.
  package var total: Int128 { nodes.reduce(0) { $0 + $1.charge } }

  /// One line a stack: names from the outermost on, separated by semicolons, and whole nanocoulombs; what rounds to 0
  /// is left out. The format of Brendan Gregg's flamegraph.pl, which speedscope opens.
  package var folded: String {
    var lines: [String] = []
    for index in nodes.indices {
      let count = Charge.nanocoulombs(nodes[index].charge)
      if count > 0 { lines.append("\(path(of: index).joined(separator: ";")) \(count)") }
    }
    return lines.sorted().map { $0 + "\n" }.joined()
  }

  /// Names from the outermost to the node. The root, which has what was drawn before the first instruction, stands for
  /// itself and in no other path.
  package func path(of index: Int) -> [String] {
    if index == 0 { return [nodes[0].name] }
    var names: [String] = []
    var index = index
    while index > 0 {
      names.append(nodes[index].name)
      index = nodes[index].parent
    }
    return names.reversed()
  }

  /// By falling total charge; recursion counts once.
  package var rows: [Row] {
    var rows: [String: Row] = [:]
    for index in nodes.indices where index > 0 || nodes[0].charge != 0 {
      let node = nodes[index]
      rows[node.name, default: Row(name: node.name)].own += node.charge
      rows[node.name]?.cycles += node.cycles
      rows[node.name]?.calls += node.calls
      if node.charge != 0 {
        for name in Set(path(of: index)) { rows[name, default: Row(name: name)].total += node.charge }
      }
    }
    return rows.values.sorted { ($1.total, $1.own, $0.name) < ($0.total, $0.own, $1.name) }
  }
}
