import Boards
import CortexM0
import Formats
import Machine
import Session

/// `monitor break`: what can be stopped at beside code and memory.
struct MonitorBreaks {
  static let kinds = """
    charge 5uC [load NAME], wakeup N, pin P3_4 rise|fall|change, voltage 3.3V, load NAME [STATE], flash, \
    mode run|sleep|off, time 8h, uart "text", unmodelled
    """

  private let machine: Debuggee
  private var band: any Board { machine.run.band }

  init(_ machine: Debuggee) { self.machine = machine }

  /// Adds the stop that the words describe; returns what is said of it.
  func add(_ words: [String]) throws(DebuggerError) -> String {
    let text = words.joined(separator: " ")
    let event = try make(text, words)
    return "\(machine.stops.add(event)): \(text)"
  }

  private func wrong(_ expected: String, _ found: some Sequence<String>) -> DebuggerError {
    DebuggerError("break: expected \(expected), found '\(found.joined(separator: " "))'")
  }

  private func make(_ text: String, _ words: [String]) throws(DebuggerError) -> EventStop {
    let rest = Array(words.dropFirst())
    switch words.first {
    case "charge": return try charge(text, rest)
    case "wakeup":
      guard rest.count <= 1, let every = rest.isEmpty ? 1 : UInt64(rest[0]), every > 0 else {
        throw wrong("wakeup and a number of wake-ups", words)
      }
      return WakeupStop(text, every: every, first: machine.counters.wakeups)
    case "pin": return try pin(text, rest)
    case "voltage":
      guard rest.count == 1, let volts = MonitorWords.quantity(rest[0], [("mV", 1e-3), ("V", 1)]), volts < 100 else {
        throw wrong("voltage and such as 3.3V or 3300mV", words)
      }
      return VoltageStop(text, microvolts: Int64((volts * 1e6).rounded()), power: band.power)
    case "load":
      guard (1...2).contains(rest.count) else { throw wrong("load, a component and perhaps a state", words) }
      return LoadStop(text, load: try load(rest[0]), state: rest.count > 1 ? rest[1] : nil, power: band.power)
    case "flash":
      guard rest.isEmpty else { throw wrong("nothing after flash", words) }
      return FlashStop(text, storage: band.storage)
    case "mode": return try mode(text, rest)
    case "time":
      guard rest.count == 1, let time = TimeText.parse(rest[0]), time > machine.now else {
        throw wrong("time and one that is still to come, such as 8h", words)
      }
      return TimeStop(text, time: time, on: band.emulation)
    case "uart":
      guard rest.count == 1,
        let bytes = QuotedBytes.read(rest[0]) ?? (rest[0].hasPrefix("\"") ? nil : Array(rest[0].utf8)),
        (1...StopSet.longestText).contains(bytes.count)
      else { throw wrong("uart and \(QuotedBytes.expected), of at most \(StopSet.longestText)", words) }
      return SentStop(text, bytes: bytes)
    case "unmodelled":
      guard rest.isEmpty else { throw wrong("nothing after unmodelled", words) }
      return UnmodelledStop(text, journal: band.emulation.journal)
    default: throw wrong("one of \(MonitorBreaks.kinds)", words)
    }
  }

  private func charge(_ text: String, _ rest: [String]) throws(DebuggerError) -> EventStop {
    let units = [("nC", 1.0), ("uC", 1e3), ("mC", 1e6), ("uAh", 3.6e6), ("mAh", 3.6e9)].map {
      (name: $0.0, factor: $0.1)
    }
    guard [1, 3].contains(rest.count), let nanocoulombs = MonitorWords.quantity(rest[0], units), nanocoulombs < 1e15,
      rest.count == 1 || rest[1] == "load"
    else { throw wrong("charge and such as 5uC, and perhaps load and a component", ["charge"] + rest) }
    let charge = Int128((nanocoulombs * 1_000).rounded()) * Int128(Tick.perSecond)
    let load = try rest.count == 3 ? load(rest[2]) : nil
    return ChargeStop(text, charge: max(charge, 1), load: load, power: band.power, on: band.emulation)
  }

  private func load(_ name: String) throws(DebuggerError) -> AnyLoad {
    if let load = band.power.loads.first(where: { $0.component == name }) { return load }
    let names = band.power.loads.map(\.component)
    throw DebuggerError(
      "break: no component '\(name)'\(Suggestion.hint(name, among: names)); there are \(names.joined(separator: ", "))")
  }

  private func pin(_ text: String, _ rest: [String]) throws(DebuggerError) -> EventStop {
    guard (1...2).contains(rest.count), let edge = LineStop.Edge(rawValue: rest.count > 1 ? rest[1] : "change") else {
      throw wrong("pin, a pad and rise, fall or change", ["pin"] + rest)
    }
    guard let line = band.chip.pad(named: rest[0]) else {
      throw DebuggerError("break: no pad '\(rest[0])'\(Suggestion.hint(rest[0], among: band.model.pads))")
    }
    return LineStop(text, line: line, edge: edge)
  }

  private func mode(_ text: String, _ rest: [String]) throws(DebuggerError) -> EventStop {
    let groups: [String: Set<Mode>] = [
      "run": [.run], "sleep": [.wfi, .extendedSleep], "hibernation": [.hibernation], "off": [.off],
    ]
    guard rest.count == 1, let modes = groups[rest[0]] ?? Mode(rawValue: rest[0]).map({ [$0] }) else {
      throw wrong("mode and run, sleep, wfi, extended_sleep, hibernation or off", ["mode"] + rest)
    }
    return ModeStop(text, modes: modes)
  }
}
