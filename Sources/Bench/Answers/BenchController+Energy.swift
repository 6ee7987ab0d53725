import Formats
import Machine
import Session
import Watchers

/// Where the charge goes.
extension BenchController {
  /// Marks the present.
  func addMark(_ fields: Fields) throws(APIError) -> APIReply {
    guard let name = try fields.name("name") else { throw fields.missing("name") }
    let names = marks.marks.map(\.name)
    guard names.contains(name) || names.count < BenchController.nameLimit else { throw BenchController.tooMany }
    marks.set(name, at: now, run.band.power.ledger)
    return APIReply(BenchController.moment(now, name: name))
  }

  /// Lets go of a mark.
  func removeMark(_ name: String) throws(APIError) -> APIReply {
    guard marks.remove(name) else { throw APIError(unknown: "mark", name, among: marks.marks.map(\.name)) }
    return .done
  }

  /// By component and state, since power-on or a mark.
  func energy(_ fields: Fields) throws(APIError) -> APIReply {
    var (since, before): (Tick, [LedgerRow]) = (0, [])
    if let name = try fields.name("since") {
      guard let mark = marks.marks.first(where: { $0.name == name }) else {
        throw APIError(unknown: "mark", name, among: marks.marks.map(\.name))
      }
      (since, before) = (mark.time, mark.ledger)
    }
    return APIReply(energy(since: since, before))
  }

  private func energy(since: Tick, _ before: [LedgerRow]) -> JSON {
    struct State { var name: String; var ticks: Tick; var charge: ChargeBand }
    let old = Dictionary(before.map { ("\($0.component)/\($0.state)", $0) }, uniquingKeysWith: { first, _ in first })
    var states: [String: [State]] = [:]
    for row in run.band.power.ledger {
      let past = old["\(row.component)/\(row.state)"]
      let ticks = row.ticks - (past?.ticks ?? 0)
      guard ticks > 0 else { continue }
      let charge = row.charge - (past?.charge ?? ChargeBand())
      states[row.component, default: []].append(State(name: row.state, ticks: ticks, charge: charge))
    }
    let length = now - since
    func band(_ charge: ChargeBand) -> JSON {
      [
        "low": .integer(Charge.nanocoulombs(charge.low)), "typical": .integer(Charge.nanocoulombs(charge.typical)),
        "high": .integer(Charge.nanocoulombs(charge.high)),
      ]
    }
    func average(_ charge: ChargeBand) -> JSON {
      length == 0 ? .null : .number(Double(charge.typical) / Double(length) / 1e6)
    }
    let sums = states.mapValues { $0.reduce(ChargeBand()) { $0 + $1.charge } }
    let names = sums.sorted { ($1.value.typical, $0.key) < ($0.value.typical, $1.key) }.map(\.key)
    let total = sums.values.reduce(ChargeBand()) { $0 + $1 }
    return [
      "since": BenchController.moment(since), "seconds": .number(length.inSeconds), "nanocoulombs": band(total),
      "average_ua": average(total),
      "components": .array(
        names.map { name in
          [
            "name": .text(name), "nanocoulombs": band(sums[name] ?? ChargeBand()),
            "average_ua": average(sums[name] ?? ChargeBand()),
            "states": .array(
              (states[name] ?? []).map {
                ["name": .text($0.name), "seconds": .number($0.ticks.inSeconds), "nanocoulombs": band($0.charge)]
              }),
          ]
        }),
    ]
  }

  /// Charge by function.
  var profile: JSON {
    functions?.answer ?? ["running": .bool(false), "from": .number(0), "to": .number(0), "nodes": .array([])]
  }

  /// Begins to count it anew, or ends that. The machine is executed several times slower meanwhile.
  func setProfile(_ fields: Fields) throws(APIError) -> APIReply {
    guard let isRunning = try fields.flag("running") else { throw fields.missing("running") }
    if !isRunning { functions?.stop() } else if functions?.isRunning != true { functions = FunctionWatch(run) }
    return APIReply(profile)
  }

  /// Records currents from now on, where nobody has asked for it before.
  @discardableResult
  func record() -> CurrentRecorder {
    if let current { return current }
    let recorder = CurrentRecorder(run.band)
    current = recorder
    return recorder
  }

  /// Current over time.
  func currents(_ fields: Fields) throws(APIError) -> APIReply {
    let recorder = record()
    let from = try fields.time("from") ?? recorder.start
    let to = try fields.time("to") ?? now
    guard from <= to else { throw APIError(400, "expected 'from' before 'to'") }
    let points = try fields.whole("points", in: 1...4_000) ?? 600
    let component = try fields.text("component")
    var track = 0
    if let component {
      guard let place = recorder.components.firstIndex(of: component) else {
        throw APIError(unknown: "component", component, among: recorder.components)
      }
      track = place + 1
    }
    let pieces = recorder.pieces(of: track, from: from, to: to, count: points)
    func values(_ value: (StepSeries.Bucket) -> Double) -> JSON {
      .array(pieces.map { $0.map { .number(value($0) / 1e6) } ?? .null })
    }
    return APIReply([
      "from": .number(from.inSeconds), "to": .number(to.inSeconds),
      "known": [.number(recorder.start.inSeconds), .number(now.inSeconds)],
      "component": component.map { .text($0) } ?? .null,
      "minimum_ua": values { Double($0.minimum) }, "mean_ua": values(\.mean),
      "maximum_ua": values { Double($0.maximum) },
    ])
  }
}
