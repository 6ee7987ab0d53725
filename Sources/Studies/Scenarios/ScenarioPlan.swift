import Formats
import Machine
import Session
import World

/// The entries of a timeline, laid out over the run: what happens when, in the order of time.
struct ScenarioPlan {
  private struct Occurrence {
    var start: Tick
    /// `nil` where it lasts until something else is said.
    var end: Tick?
    var entry: Int
  }

  private let reader: YAMLReader
  private let entries: [ScenarioEntry]
  private let end: Tick
  private let milliCelsius: Int32
  private let harvest: HarvestSource
  private let traces: [HeartRateTrace]
  private var occurrences: [Occurrence] = []

  /// Lays entries out; notes those that never happen, overlap, or last beyond the end.
  init(
    _ reader: YAMLReader, _ entries: [ScenarioEntry], seed: UInt64, end: Tick, milliCelsius: Int32,
    harvest: HarvestSource = .off, traces: [HeartRateTrace]
  ) {
    self.reader = reader
    self.entries = entries
    self.end = end
    self.milliCelsius = milliCelsius
    self.harvest = harvest
    self.traces = traces
    for (index, entry) in entries.enumerated() { lay(entry, index, seed) }
    occurrences = occurrences.enumerated()
      .sorted { ($0.element.start, $0.element.entry, $0.offset) < ($1.element.start, $1.element.entry, $1.offset) }
      .map(\.element)
    for track in [ScenarioAction.Track.activity, .heartRate, .temperature, .charger, .mains, .cable, .harvest] {
      check(track)
    }
    checkMovements()
  }

  private mutating func lay(_ entry: ScenarioEntry, _ index: Int, _ seed: UInt64) {
    let noise = SeededNoise(seed: seed, stream: 0x5343_454E_0000 &+ UInt64(index))
    guard let starts = entry.schedule.starts(before: end, noise: noise) else {
      return reader.problem(
        entry.node, "\(entry.name): expected at most \(ScenarioSchedule.limit) occurrences, these would be more")
    }
    if starts.isEmpty { return reader.problem(entry.node, "\(entry.name): never happens in this run") }
    var isExplicit = false
    if case .at = entry.schedule.rule { isExplicit = true }
    for start in starts {
      let stop = entry.schedule.length.map { start + $0 }
      if isExplicit, let stop, stop > end {
        reader.problem(
          entry.node,
          "\(entry.name): expected it to be over by the end of the run (\(ScenarioTime.describe(end))), "
            + "it lasts until \(ScenarioTime.describe(stop))")
      }
      occurrences.append(Occurrence(start: start, end: stop.map { min($0, end) }, entry: index))
    }
  }

  private func check(_ track: ScenarioAction.Track) {
    var last: Occurrence?
    // Mains are there, what a person plugs in is not.
    var isIn = track == .mains
    for occurrence in occurrences where entries[occurrence.entry].action.track == track {
      let entry = entries[occurrence.entry]
      if let last, last.end.map({ $0 > occurrence.start }) ?? (last.start == occurrence.start) {
        let other = entries[last.entry]
        let place = other.node.mark.map { " of line \($0.line)" } ?? ""
        let until = last.end.map { " until \(ScenarioTime.describe($0))" } ?? ""
        return reader.problem(
          entry.node,
          "\(entry.name): overlaps at \(ScenarioTime.describe(occurrence.start)) with '\(other.name)'\(place), "
            + "which lasts from \(ScenarioTime.describe(last.start))\(until); expected one \(track.rawValue) at a time")
      }
      switch entry.action {
      case .charger(let next), .mains(let next), .cable(let next):
        if next == isIn {
          let state = track == .mains ? isIn ? "up" : "down" : isIn ? "in" : "out"
          return reader.problem(
            entry.node, "\(entry.name): is already \(state) at \(ScenarioTime.describe(occurrence.start))")
        }
        isIn = occurrence.end == nil ? next : isIn
      default: break
      }
      last = occurrence
    }
  }

  /// A recording cannot be interrupted: it has the wrist's motion already.
  private func checkMovements() {
    var recording: Occurrence?
    for occurrence in occurrences {
      let entry = entries[occurrence.entry]
      if case .activity(.recorded) = entry.action { recording = occurrence }
      switch entry.action {
      case .raise, .gesture: break
      default: continue
      }
      guard let recording, occurrence.start < recording.end ?? end else { continue }
      return reader.problem(
        entry.node,
        "\(entry.name): falls into a recording at \(ScenarioTime.describe(occurrence.start)); expected it elsewhere")
    }
  }

  // MARK: Inputs

  /// The inputs of the whole run, by time.
  var inputs: [TimedInput] {
    var inputs: [TimedInput] = []
    var base = milliCelsius
    var source = harvest
    var rate: UInt16 = 0
    for occurrence in occurrences {
      let (start, end) = (occurrence.start, occurrence.end)
      func add(_ event: InputEvent, then last: InputEvent) {
        inputs.append(TimedInput(start, event))
        if let end { inputs.append(TimedInput(end, last)) }
      }
      switch entries[occurrence.entry].action {
      case .activity(let activity): add(.activity(activity), then: .activity(nil))
      case .raise:
        inputs.append(TimedInput(start, .raise(milliseconds: UInt32(ScenarioAction.raiseLength / .milliseconds(1)))))
      case .gesture(let milliseconds): inputs.append(TimedInput(start, .gesture(milliseconds: milliseconds)))
      case .notification(let text): inputs.append(TimedInput(start, .notification(text)))
      case .ship: inputs.append(TimedInput(start, .ship))
      case .touch(let milliseconds): inputs.append(TimedInput(start, .touch(milliseconds: milliseconds)))
      case .heartRate(let value):
        add(.heartRate(value), then: .heartRate(rate))
        if end == nil { rate = value }
      case .heartTrace(let number): inputs += trace(number, occurrence, then: rate)
      case .temperature(let value):
        add(.temperature(milliCelsius: value), then: .temperature(milliCelsius: base))
        if end == nil { base = value }
      case .charger(let isIn): add(.charger(isIn), then: .charger(false))
      case .mains(let isUp): add(.mains(isUp), then: .mains(true))
      case .cable(let isIn): add(.cable(isIn), then: .cable(false))
      case .harvest(let value):
        add(.harvest(value), then: .harvest(source))
        if end == nil { source = value }
      }
    }
    // What ends comes before what begins at the same time.
    return inputs.enumerated().sorted { a, b in
      (a.element.time, rank(a.element.event), a.offset) < (b.element.time, rank(b.element.event), b.offset)
    }.map(\.element)
  }

  private func rank(_ event: InputEvent) -> Int {
    switch event {
    case .activity(nil), .charger(false), .mains(true), .cable(false), .heartRate(0), .harvest(.off): 0
    case .raise, .touch, .gesture, .notification, .ship: 2
    default: 1
    }
  }

  private func trace(_ number: Int, _ occurrence: Occurrence, then rate: UInt16) -> [TimedInput] {
    let stop = occurrence.end ?? end
    let values = traces[number].samples.map { sample in
      TimedInput(occurrence.start + sample.time, sample.rate == 0 ? .noSkin : .heartRate(UInt16(sample.rate)))
    }
    return values.filter { $0.time < stop } + [TimedInput(stop, .heartRate(rate))]
  }
}
