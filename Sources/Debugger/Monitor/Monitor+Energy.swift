import Formats
import Machine

/// `monitor energy`.
extension Monitor {
  /// What one component has drawn between two times, in pA·ticks.
  private struct Row {
    var charge = ChargeBand()
    var ticks: Tick = 0
  }

  func energy(_ words: [String]) throws(DebuggerError) -> String {
    guard words.isEmpty || words == ["total"] else {
      throw DebuggerError("energy: expected 'total' or nothing, found '\(words.joined(separator: " "))'")
    }
    let power = machine.run.band.power
    let (start, then) = words.isEmpty ? before : (rows: [], time: 0)
    guard machine.now >= then else {
      return
        "the run went back by \(NumberText.decimal((then - machine.now).inSeconds, 6)) s; 'energy total' tells all until here"
    }
    let states = Dictionary(start.map { ("\($0.component) \($0.state)", $0) }) { first, _ in first }
    var lines: [(name: String, charge: ChargeBand, ticks: Tick)] = []
    for row in power.ledger {
      let name = "\(row.component) \(row.state)"
      let old = states[name]
      let charge = row.charge - (old?.charge ?? ChargeBand())
      let ticks = row.ticks - (old?.ticks ?? 0)
      if ticks > 0 { lines.append((name, charge, ticks)) }
    }
    lines.sort { ($1.charge.typical, $0.name) < ($0.charge.typical, $1.name) }
    let total = lines.reduce(ChargeBand()) { $0 + $1.charge }
    let time = machine.now - then
    let since = words.isEmpty ? "since it went on" : "since power-on"
    let shown = lines.filter { $0.charge.typical > 0 }
    let width = max(shown.map(\.name.count).max() ?? 0, 5)
    let rows = (shown + [("total", total, time)]).map { line in
      let name = line.name + String(repeating: " ", count: width - line.name.count)
      return "\(name)  \(column(line.charge.typical))  \(NumberText.decimal(line.ticks.inSeconds, 6)) s"
    }
    return """
      \(NumberText.decimal(time.inSeconds, 9)) s \(since); charge in nC (low to high), and time in the state
      \(rows.joined(separator: "\n"))
      \(Charge.nanocoulombs(total.low)) to \(Charge.nanocoulombs(total.high)) nC with all currents at their lowest and highest\
      \(time > 0 ? "; mean \(NumberText.decimal(Double(total.typical) / Double(time) / 1e6, 3)) uA" : "")
      """
  }

  private func column(_ charge: Int128) -> String {
    let text = "\(Charge.nanocoulombs(charge))"
    return String(repeating: " ", count: max(12 - text.count, 0)) + text
  }
}
