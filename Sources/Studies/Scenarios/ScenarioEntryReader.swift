import Formats
import Foundation
import Machine
import Session
import World
import Yams

/// Reads the entries of a timeline.
struct ScenarioEntryReader {
  let reader: YAMLReader
  /// Where relative paths begin.
  let folder: String
  /// The length of the run.
  let end: Tick
  private(set) var recordings: [[RecordedMotion.Sample]] = []
  private(set) var traces: [HeartRateTrace] = []
  /// What the recordings and traces say of themselves, each once.
  private(set) var notes: [String] = []

  init(_ reader: YAMLReader, folder: String, end: Tick) {
    self.reader = reader
    self.folder = folder
    self.end = end
  }

  /// The entry at a node; `nil`, after a note, where it cannot be understood.
  mutating func entry(_ node: Node) -> ScenarioEntry? {
    let keys = ScenarioKeys.actions + ScenarioKeys.schedule
    let problems = reader.problems.count
    guard let values = reader.mapping(node, "timeline", keys: keys) else { return nil }
    let kinds = ScenarioAction.Kind.allCases.filter { values[$0.rawValue] != nil }
    guard let kind = kinds.first, kinds.count == 1, let value = values[kind.rawValue] else {
      // A misspelt key has been noted; it is probably the one that is missing.
      if kinds.isEmpty, reader.problems.count > problems { return nil }
      let found = kinds.isEmpty ? "none" : kinds.map { "'\($0.rawValue)'" }.joined(separator: " and ")
      reader.problem(
        node, "timeline: expected what happens, one of \(ScenarioKeys.actions.joined(separator: ", ")); found \(found)")
      return nil
    }
    let length = values["for"].map { reader.length($0, "for") }
    // Everything is read before giving up, so that one look shows all mistakes.
    let action = action(kind, value)
    let schedule = ScenarioScheduleReader(reader, end: end).schedule(values, node)
    guard let action, var schedule, checkLength(kind, action, values["for"], node) else { return nil }
    if let length {
      guard let length else { return nil }
      schedule.length = length
    } else {
      schedule.length = ownLength(action)
    }
    return ScenarioEntry(name: kind.rawValue, action: action, schedule: schedule, node: node)
  }

  private func checkLength(_ kind: ScenarioAction.Kind, _ action: ScenarioAction, _ given: Node?, _ node: Node) -> Bool
  {
    switch kind {
    case .walk, .run, .wave, .sleep, .rest, .still:
      guard given == nil else { return true }
      reader.problem(node, "\(kind.rawValue): expected 'for' with \(ScenarioTime.expectedLength)")
      return false
    case .raise, .touch, .gesture, .notification, .ship:
      guard let given else { return true }
      let hint =
        kind == .touch ? "; 'touch: 500ms' is a longer one" : kind == .gesture ? "; 'gesture: 5s' is a longer one" : ""
      reader.problem(given, "\(kind.rawValue): takes no 'for'\(hint)")
      return false
    case .charger, .cable:
      guard let given, action == .charger(false) || action == .cable(false) else { return true }
      reader.problem(given, "\(kind.rawValue): 'for' goes with 'in' alone")
      return false
    case .mains:
      guard let given, action == .mains(true) else { return true }
      reader.problem(given, "mains: 'for' goes with 'down' alone")
      return false
    case .recording, .heartRate, .temperature, .harvest: return true
    }
  }

  /// Recordings last as long as they are, unless told otherwise.
  private func ownLength(_ action: ScenarioAction) -> Tick? {
    switch action {
    case .activity(.recorded(let number)): max(recordings[number].last?.time ?? 0, .milliseconds(1))
    case .heartTrace(let number): max(traces[number].samples.last?.time ?? 0, .milliseconds(1))
    default: nil
    }
  }

  private mutating func action(_ kind: ScenarioAction.Kind, _ value: Node) -> ScenarioAction? {
    let name = kind.rawValue
    func whole(_ range: ClosedRange<Int>, or usual: Int, _ unit: String) -> Int? {
      reader.isNull(value) ? usual : reader.integer(value, name, in: range, unit: unit)
    }
    func nothing(_ action: ScenarioAction) -> ScenarioAction? {
      if reader.isNull(value) { return action }
      reader.problem(value, "\(name): expected nothing after '\(name):'")
      return nil
    }
    switch kind {
    case .walk: return whole(30...240, or: 110, "steps a minute").map { .activity(.walk(cadence: $0)) }
    case .run: return whole(100...240, or: 165, "steps a minute").map { .activity(.run(cadence: $0)) }
    case .wave: return whole(10...400, or: 90, "swings a minute").map { .activity(.wave(perMinute: $0)) }
    case .sleep: return nothing(.activity(.sleep))
    case .rest: return nothing(.activity(.rest))
    case .still: return nothing(.activity(.still))
    case .raise: return nothing(.raise)
    case .recording: return recording(value)
    case .touch: return pressed(value, name, or: Wearer.touchMilliseconds).map { .touch(milliseconds: $0) }
    case .gesture: return pressed(value, name, or: Wearer.gestureMilliseconds).map { .gesture(milliseconds: $0) }
    case .notification:
      return reader.read(value, name, NotificationText.expected) { NotificationText.parse($0) }.map {
        .notification($0)
      }
    case .ship: return nothing(.ship)
    case .heartRate: return heartRate(value)
    case .temperature:
      return reader.number(value, name, in: -40...85, unit: "degrees Celsius").map {
        .temperature(milliCelsius: Int32(($0 * 1_000).rounded()))
      }
    case .charger: return inOrOut(value, name).map { .charger($0) }
    case .mains:
      return reader.read(value, name, "up or down") { $0 == "up" ? true : $0 == "down" ? false : nil }.map {
        .mains($0)
      }
    case .cable: return inOrOut(value, name).map { .cable($0) }
    case .harvest: return reader.read(value, name, HarvestText.expected) { HarvestText.parse($0) }.map { .harvest($0) }
    }
  }

  private func inOrOut(_ value: Node, _ name: String) -> Bool? {
    reader.read(value, name, "in or out") { $0 == "in" ? true : $0 == "out" ? false : nil }
  }

  /// A length of time that is short, in milliseconds.
  private func pressed(_ value: Node, _ name: String, or usual: UInt32) -> UInt32? {
    if reader.isNull(value) { return usual }
    return reader.read(value, name, "how long, 1ms ... 60s") { text in
      guard let length = ScenarioTime.length(text), length >= .milliseconds(1), length <= .seconds(60) else {
        return nil
      }
      return UInt32(length / .milliseconds(1))
    }
  }

  private mutating func recording(_ value: Node) -> ScenarioAction? {
    guard let path = reader.text(value, "recording", expected: "a CSV file") else { return nil }
    do {
      let file = try MotionRecording(try InputFile.text(resolve(path)), name: resolve(path))
      recordings.append(file.samples)
      note(file.notes)
      return .activity(.recorded(recordings.count - 1))
    } catch {
      reader.problem(value, "recording: \(error)")
      return nil
    }
  }

  private mutating func heartRate(_ value: Node) -> ScenarioAction? {
    let expected = "beats a minute, 25 ... 240, or a CSV file"
    guard let text = reader.text(value, "heart_rate", expected: expected) else { return nil }
    if !text.contains(where: \.isLetter) {
      return reader.integer(value, "heart_rate", in: 25...240, unit: "beats a minute").map { .heartRate(UInt16($0)) }
    }
    do {
      let trace = try HeartRateTrace(try InputFile.text(resolve(text)), name: resolve(text))
      traces.append(trace)
      note(trace.notes)
      return .heartTrace(traces.count - 1)
    } catch {
      reader.problem(value, "heart_rate: expected \(expected): \(error)")
      return nil
    }
  }

  private mutating func note(_ lines: [String]) {
    for line in lines where !notes.contains(line) { notes.append(line) }
  }

  private func resolve(_ path: String) -> String { RelativePath.resolve(path, in: folder) }
}
