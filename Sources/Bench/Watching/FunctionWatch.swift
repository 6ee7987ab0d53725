import Machine
import Session
import Watchers

/// Charge by function, from when it is made until it is stopped.
final class FunctionWatch {
  private let profiler: EnergyProfiler
  private var watching: Subscription?

  init(_ run: ControlledRun) {
    let profiler = EnergyProfiler(run.band, symbols: run.symbols)
    self.profiler = profiler
    watching = run.band.power.watchLoads { [unowned profiler] in profiler.placed($0) }
  }

  /// Whether it goes on.
  var isRunning: Bool { watching != nil }

  /// Ends it at the present.
  func stop() {
    watching = nil
    profiler.stop()
  }

  /// The least part of all charge that is told, and how many nodes are.
  private static let (least, limit) = (2_000, 4_000)

  /// The tree of calls, as the API has it; what is too little to be seen is left to those above it.
  var answer: JSON {
    let profile = profiler.present
    var totals = profile.nodes.map(\.charge)
    for index in profile.nodes.indices.dropFirst().reversed() { totals[profile.nodes[index].parent] += totals[index] }
    let least = max((totals.first ?? 0) / Int128(FunctionWatch.least), 1)
    var places: [Int: Int] = [:]
    var nodes: [JSON] = []
    for (index, node) in profile.nodes.enumerated() {
      guard nodes.count < FunctionWatch.limit, index == 0 || totals[index] >= least else { continue }
      guard let parent = index == 0 ? 0 : places[node.parent] else { continue }
      places[index] = nodes.count
      nodes.append([
        "parent": .integer(Int64(parent)), "name": .text(node.name),
        "total": .integer(Charge.nanocoulombs(totals[index])),
        "nanocoulombs": .integer(Charge.nanocoulombs(node.charge)), "cycles": .integer(Int64(clamping: node.cycles)),
        "calls": .integer(Int64(clamping: node.calls)),
      ])
    }
    return [
      "running": .bool(isRunning), "from": .number(profile.range.lowerBound.inSeconds),
      "to": .number(profile.range.upperBound.inSeconds), "nodes": .array(nodes),
    ]
  }
}
