import Formats
import Machine
import Watchers

/// The readable summary of a power run.
enum PowerSummary {
  private static let functionLimit = 25

  /// The energy table, wake-ups, SMP commands and functions; ends with a line break. Table and sentences fit a terminal of so
  /// many `columns`; `nil` is any width.
  static func render(_ outcome: RunOutcome, _ recording: PowerRecording, columns: Int? = nil) -> String {
    var text =
      EnergyTable.render(
        outcome.report, capacityMilliampereHours: outcome.capacityMilliampereHours, columns: columns) + "\n"
    let sentences = FlowText.wrapped(window(recording), hanging: 0, columns: columns)
    if let life = outcome.life {
      text += EnergyTable.line("usable life      " + life.text, columns: columns).joined(separator: "\n") + "\n"
    }
    text += "\n" + sentences.joined(separator: "\n") + "\n"
    text += wakeups(recording)
    text += commands(recording)
    text += functions(recording)
    return text
  }

  private static func window(_ recording: PowerRecording) -> String {
    let window = recording.window
    let isWhole = window == recording.range
    let place =
      isWhole
      ? "the whole run"
      : "\(TimeText.describe(window.lowerBound)) to \(TimeText.describe(window.upperBound)) of the run"
    var text = "Trace, VCD and functions cover \(place), with \(recording.log.changes.count) changes."
    if recording.log.overflow != nil {
      text += " There were more than that many in the window asked for; ask for a shorter one with --window."
    } else if !isWhole {
      text += " Ask for another window with --window FROM..TO."
    }
    return text
  }

  private static func wakeups(_ recording: PowerRecording) -> String {
    var text = "\nCharge while the processor runs, by what woke it\n"
    text += row(["wake-ups", "time", "charge uAh", "each nC"], "reason")
    for row in recording.wakeups.awake + [recording.wakeups.asleep] {
      text += PowerSummary.row(
        ["\(row.count)", seconds(row.ticks), microampereHours(row.charge), each(row.charge, row.count)], row.reason)
    }
    return text
  }

  private static func commands(_ recording: PowerRecording) -> String {
    guard !recording.commands.isEmpty else { return "" }
    var text = "\nCharge of SMP commands, from request to answer\n"
    text += row(["commands", "time", "charge uAh", "each nC"], "command")
    for row in recording.commands {
      text += PowerSummary.row(
        ["\(row.count)", seconds(row.ticks), microampereHours(row.charge), each(row.charge, row.count)], row.name)
    }
    return text
  }

  private static func functions(_ recording: PowerRecording) -> String {
    guard let profile = recording.profile else { return "" }
    let rows = profile.rows
    let total = Double(max(profile.total, 1))
    var text =
      "\nCharge by function, with what it called or turned on; what was turned on stands in brackets\n"
      + row(["total uAh", "share", "own uAh", "cycles"], "function")
    for row in rows.prefix(functionLimit) {
      text += PowerSummary.row(
        [
          microampereHours(row.total), NumberText.decimal(100 * Double(row.total) / total, 1) + " %",
          microampereHours(row.own), "\(row.cycles)",
        ], row.name)
    }
    if rows.count > functionLimit { text += "(\(rows.count - functionLimit) more in functions.json)\n" }
    return text
  }

  private static func row(_ columns: [String], _ name: String) -> String {
    columns.map { String(repeating: " ", count: max(13 - $0.count, 1)) + $0 }.joined() + "  " + name + "\n"
  }

  private static func seconds(_ ticks: Tick) -> String { NumberText.decimal(ticks.inSeconds, 3) + " s" }

  private static func microampereHours(_ charge: Int128) -> String {
    NumberText.decimal(Charge.microampereHours(charge), 3)
  }

  private static func each(_ charge: Int128, _ count: Int) -> String {
    count == 0 ? "-" : "\(Charge.nanocoulombs(charge / Int128(count)))"
  }
}
