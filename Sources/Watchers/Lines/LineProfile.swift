import Formats
import Machine

/// Charge and cycles by source line and by the lines that called: an `EnergyProfile` in which each function's own are those of
/// its lines.
public struct LineProfile: Sendable {
  /// What a node is.
  enum Kind: Equatable, Sendable {
    /// A function and the file in which it is written, or a load, or the place where a stack begins.
    case function(name: String, file: String?)
    /// A line of the function that is its parent.
    case line(LineMap.Place)
  }

  /// One place in the tree of calls.
  struct Node: Equatable, Sendable {
    /// The line that called, or the function that the line is of; the root's is itself.
    var parent: Int
    package var kind: Kind
    /// Charge of the node itself, in pA·ticks.
    package var charge: Int128 = 0
    var cycles: UInt64 = 0
    var calls: UInt64 = 0
  }

  private struct Function: Hashable {
    package var file: String
    package var name: String
  }

  private struct Cost {
    package var charge: Int128 = 0
    var cycles: UInt64 = 0
    var calls: UInt64 = 0

    package mutating func add(_ charge: Int128, _ cycles: UInt64, calls: UInt64 = 0) {
      self.charge += charge
      self.cycles &+= cycles
      self.calls &+= calls
    }
  }

  private struct Call: Hashable {
    var place: LineMap.Place
    var callee: Function
  }

  private struct Block {
    package var own: [LineMap.Place: Cost] = [:]
    var calls: [Call: Cost] = [:]
  }

  /// Parents before their children; the first is the root.
  let nodes: [Node]

  /// A file in callgrind's format (Valgrind's manual, "Callgrind Format Specification"), which KCachegrind, callgrind_annotate
  /// and others read: nanocoulombs and cycles by line, and what each call cost in all. The nanocoulombs are whole, rounded so
  /// that their sum is the rounded total. `title` says what was run.
  package func callgrind(title: String) -> String {
    let blocks = blocks()
    var (charge, told): (Int128, Int64) = (0, 0)
    var cycles: UInt64 = 0
    var text: [String] = []
    for (function, block) in blocks.sorted(by: { ($0.key.file, $0.key.name) < ($1.key.file, $1.key.name) }) {
      text += ["", "fl=\(function.file)", "fn=\(function.name)"]
      var file = function.file
      func enter(_ next: String) {
        if next != file { text.append("\(next == function.file ? "fe" : "fi")=\(next)") }
        file = next
      }
      for (place, cost) in block.own.sorted(by: { LineProfile.precedes($0.key, $1.key, in: function.file) }) {
        charge += cost.charge
        cycles &+= cost.cycles
        let sum = Charge.nanocoulombs(charge)
        enter(place.file)
        if sum != told || cost.cycles != 0 { text.append("\(place.line) \(sum - told) \(cost.cycles)") }
        told = sum
      }
      for (call, cost) in block.calls.sorted(by: { LineProfile.precedes($0.key, $1.key, in: function.file) }) {
        enter(call.place.file)
        text += [
          "cfi=\(call.callee.file)", "cfn=\(call.callee.name)", "calls=\(max(cost.calls, 1)) 0",
          "\(call.place.line) \(Charge.nanocoulombs(cost.charge)) \(cost.cycles)",
        ]
      }
    }
    let head = [
      "# callgrind format", "version: 1", "creator: bandbox", "cmd: \(title)", "positions: line", "events: nC Cycles",
      "summary: \(told) \(cycles)",
    ]
    return (head + text + ["", "totals: \(told) \(cycles)"]).map { $0 + "\n" }.joined()
  }

  /// The function's own file first, then by file and line.
  private static func precedes(_ one: LineMap.Place, _ other: LineMap.Place, in file: String) -> Bool {
    (one.file == file ? 0 : 1, one.file, one.line) < (other.file == file ? 0 : 1, other.file, other.line)
  }

  private static func precedes(_ one: Call, _ other: Call, in file: String) -> Bool {
    if one.place != other.place { return precedes(one.place, other.place, in: file) }
    return (one.callee.file, one.callee.name) < (other.callee.file, other.callee.name)
  }

  /// The functions that cost something.
  private func blocks() -> [Function: Block] {
    var total = nodes.map { Cost(charge: $0.charge, cycles: $0.cycles) }
    for index in nodes.indices.reversed() where index > 0 {
      total[nodes[index].parent].add(total[index].charge, total[index].cycles)
    }
    var blocks: [Function: Block] = [:]
    for (index, node) in nodes.enumerated() {
      let (function, place) = place(of: index)
      if node.charge != 0 || node.cycles != 0 {
        blocks[function, default: Block()].own[place, default: Cost()].add(node.charge, node.cycles)
      }
      // What begins a stack is called by nobody.
      guard case .function = node.kind, index > 0, node.parent > 0 else { continue }
      guard total[index].charge != 0 || total[index].cycles != 0 else { continue }
      let (caller, site) = self.place(of: node.parent)
      blocks[caller, default: Block()].calls[Call(place: site, callee: function), default: Cost()].add(
        total[index].charge, total[index].cycles, calls: node.calls)
      _ = blocks[function, default: Block()]
    }
    return blocks
  }

  /// The function that a node is or belongs to, and the line.
  private func place(of index: Int) -> (Function, LineMap.Place) {
    switch nodes[index].kind {
    case .function(let name, let file):
      let file = file ?? "???"
      return (Function(file: file, name: name), LineMap.Place(file: file, line: 0))
    case .line(let place): return (self.place(of: nodes[index].parent).0, place)
    }
  }
}
