import Boards
import CortexM0
import Formats
import Machine
import Session

/// The commands behind GDB's `monitor`: names as OpenOCD's where it has the same.
final class Monitor {
  /// A command: its name, what follows it, what it does, and how.
  struct Command: Sendable {
    let name: String
    let arguments: String
    let summary: String
    let action: @Sendable (Monitor, [String]) throws(DebuggerError) -> String
  }

  let machine: Debuggee
  /// The ledger when the machine went on last, and when that was.
  var before: (rows: [LedgerRow], time: Tick) = ([], 0)

  init(_ machine: Debuggee) { self.machine = machine }

  /// A client has come.
  func began() { goesOn() }

  /// The machine is about to go on.
  func goesOn() { before = (machine.run.band.power.ledger, machine.now) }

  static let commands: [Command] = [
    Command(name: "help", arguments: "", summary: "this list") { monitor, _ throws(DebuggerError) in monitor.help },
    Command(
      name: "reset", arguments: "[halt|init|run]", summary: "reset the chip; it stands still at its first instruction"
    ) { monitor, words throws(DebuggerError) in try monitor.reset(words) },
    Command(name: "halt", arguments: "", summary: "does nothing: it stands still whenever a command is taken") {
      _, _ throws(DebuggerError) in ""
    },
    Command(name: "energy", arguments: "[total]", summary: "charge by component since it went on, or since power-on") {
      monitor, words throws(DebuggerError) in try monitor.energy(words)
    },
    Command(name: "break", arguments: "WHAT", summary: "stop where something happens: \(MonitorBreaks.kinds)") {
      monitor, words throws(DebuggerError) in try MonitorBreaks(monitor.machine).add(words)
    },
    Command(name: "breaks", arguments: "", summary: "list those") { monitor, _ throws(DebuggerError) in monitor.breaks
    },
    Command(name: "delete", arguments: "NUMBER|all", summary: "take one of them away, or all") {
      monitor, words throws(DebuggerError) in try monitor.delete(words)
    },
    Command(
      name: "last-write", arguments: "ADDRESS [BYTES]", summary: "which instruction last wrote there (4 bytes)"
    ) { monitor, words throws(DebuggerError) in try monitor.lastWrite(words) },
    Command(name: "catch", arguments: "faults on|off", summary: "whether faults stop it (on)") {
      monitor, words throws(DebuggerError) in try monitor.catchFaults(words)
    },
    Command(name: "threads", arguments: "[on|off|KERNEL]", summary: "list an RTOS's threads; whether clients see them")
    {
      monitor, words throws(DebuggerError) in try monitor.threads(words)
    },
    Command(name: "status", arguments: "", summary: "where it is, and what can be gone back to") {
      monitor, _ throws(DebuggerError) in monitor.status
    },
  ]

  /// Performs a command; returns what it has to say. Throws what a person is told where it cannot.
  func perform(_ line: String) throws(DebuggerError) -> String {
    let words = MonitorWords.split(line)
    guard let name = words.first else { return help }
    guard let command = Monitor.commands.first(where: { $0.name == name }) else {
      let hint = Suggestion.hint(name, among: Monitor.commands.map(\.name))
      throw DebuggerError("'\(name)' is not a monitor command\(hint)\n\(help)")
    }
    return try command.action(self, Array(words.dropFirst()))
  }

  private var help: String {
    let lines = Monitor.commands.map { command in
      let usage = command.name + (command.arguments.isEmpty ? "" : " " + command.arguments)
      return "  " + usage + String(repeating: " ", count: max(30 - usage.count, 1)) + command.summary
    }
    return "monitor commands:\n" + lines.joined(separator: "\n")
  }

  /// Clients keep what they have read of registers and memory.
  private static let stale = "(GDB still shows the registers of before: 'maintenance flush register-cache', or 'stepi')"

  private func reset(_ words: [String]) throws(DebuggerError) -> String {
    guard words.count <= 1, ["halt", "init", "run"].contains(words.first ?? "halt") else {
      throw DebuggerError("reset: expected halt, init, run or nothing, found '\(words.joined(separator: " "))'")
    }
    try machine.reset()
    let rest = words.first == "run" ? "; 'continue' lets it run" : ""
    return "the chip was reset and stands still at its first instruction\(rest) \(Monitor.stale)"
  }

  private var breaks: String {
    let events = machine.stops.events.sorted { $0.key < $1.key }
    return events.isEmpty ? "none" : events.map { "\($0.key): \($0.value.text)" }.joined(separator: "\n")
  }

  private func delete(_ words: [String]) throws(DebuggerError) -> String {
    if words == ["all"] {
      machine.stops.removeEvents()
      return ""
    }
    guard words.count == 1, let number = Int(words[0]), machine.stops.remove(event: number) else {
      throw DebuggerError(
        "delete: expected 'all' or a number of 'monitor breaks', found '\(words.joined(separator: " "))'")
    }
    return ""
  }

  private func catchFaults(_ words: [String]) throws(DebuggerError) -> String {
    guard words.count == 2, words[0] == "faults", ["on", "off"].contains(words[1]) else {
      throw DebuggerError("catch: expected 'faults on' or 'faults off', found '\(words.joined(separator: " "))'")
    }
    machine.catchesFaults = words[1] == "on"
    return ""
  }

  private func lastWrite(_ words: [String]) throws(DebuggerError) -> String {
    guard (1...2).contains(words.count), let address = MonitorWords.number(words[0]),
      let count = words.count == 1 ? 4 : MonitorWords.number(words[1]), (1...65_536).contains(count),
      UInt64(address) + UInt64(count) <= 1 << 32
    else {
      throw DebuggerError(
        "last-write: expected an address and a number of bytes, found '\(words.joined(separator: " "))'")
    }
    guard let write = machine.lastWrite(address...address + (count - 1)) else {
      return "nothing has written there since the run began"
    }
    let place = FunctionName.place(write.programCounter, machine.run.symbols).map { " (\($0))" } ?? ""
    let ago = TimeText.describe(machine.now - min(write.time, machine.now))
    return "\(Hex.word(write.programCounter))\(place) wrote \(Hex.value(write.value)) to \(Hex.word(write.address)), "
      + "\(ago) ago, at \(NumberText.decimal(write.time.inSeconds, 9)) s"
  }

  private var status: String {
    let (history, position) = (machine.history, machine.position)
    let size = NumberText.decimal(Double(history.entries.reduce(0) { $0 + $1.size }) / 1e6, 1)
    return """
      time         \(NumberText.decimal(machine.now.inSeconds, 9)) s
      instructions \(position.count)
      mode         \(machine.chip.mode.rawValue)
      history      from \(NumberText.decimal((history.entries.first?.position.time ?? 0).inSeconds, 9)) s, \
      \(history.entries.count) states, \(size) MB\(machine.isInPast ? "; this is the past, the run has come to \(NumberText.decimal(machine.frontier.time.inSeconds, 9)) s" : "")
      """
  }
}
