import Formats
import Machine
import Yams

/// Reads when an entry happens.
struct ScenarioScheduleReader {
  let reader: YAMLReader
  let end: Tick

  init(_ reader: YAMLReader, end: Tick) {
    self.reader = reader
    self.end = end
  }

  /// Keys that go with each way to say when.
  private static let companions = [
    "at": ["jitter"], "every": ["between", "from", "until", "days", "jitter"],
    "daily": ["from", "until", "days", "jitter"], "between": ["times", "from", "until", "days"],
  ]

  /// The schedule among the keys of an entry; `nil`, after notes, where it cannot be understood.
  func schedule(_ values: [String: Node], _ node: Node) -> ScenarioSchedule? {
    let given = ["at", "every", "daily"].filter { values[$0] != nil }
    guard given.count <= 1, let way = given.first ?? (values["between"] == nil ? nil : "between") else {
      let found = given.isEmpty ? "none of them" : given.map { "'\($0)'" }.joined(separator: " and ")
      reader.problem(node, "timeline: expected when it happens, one of at, every, daily or between; found \(found)")
      return nil
    }
    let allowed = [way, "for"] + (ScenarioScheduleReader.companions[way] ?? [])
    for key in ScenarioKeys.schedule where !allowed.contains(key) {
      guard let value = values[key] else { continue }
      reader.problem(
        value, "\(key): does not go with '\(way)', which takes \(allowed.dropFirst().joined(separator: ", "))")
      return nil
    }
    let count = reader.problems.count
    let days = values["days"].flatMap(self.days)
    let from = values["from"].flatMap { point($0, "from") }
    let until = values["until"].flatMap { point($0, "until") }
    let jitter = values["jitter"].flatMap { reader.length($0, "jitter") }
    let rule = rule(way, values, from: from)
    guard let rule, reader.problems.count == count else { return nil }
    if let from, let until, from >= until, let place = values["until"] {
      reader.problem(place, "until: expected a point after 'from', found \(ScenarioTime.describe(until))")
      return nil
    }
    if case .random = rule, let key = ["days", "from", "until"].first(where: { values[$0] != nil }) {
      reader.problem(
        values[key] ?? node, "\(key): goes with 'between' two times of day, not with two points of the run")
      return nil
    }
    var schedule = ScenarioSchedule(rule: rule)
    schedule.days = days
    schedule.from = from ?? 0
    schedule.until = until ?? .max
    schedule.jitter = jitter ?? 0
    return schedule
  }

  private func rule(_ way: String, _ values: [String: Node], from: Tick?) -> ScenarioSchedule.Rule? {
    guard let value = values[way] else { return nil }
    switch way {
    case "at":
      let points = reader.list(value).compactMap { point($0, "at") }
      return points.isEmpty ? nil : .at(points)
    case "daily":
      let clocks = reader.list(value).compactMap {
        reader.read($0, "daily", ScenarioTime.expectedClock) { ScenarioTime.clock($0) }
      }
      return clocks.isEmpty ? nil : .daily(clocks)
    case "every":
      let window = values["between"].flatMap(self.window)
      guard let period = reader.length(value, "every") else { return nil }
      return .every(period: period, first: from ?? period, window: window)
    default: return random(value, values["times"])
    }
  }

  private func random(_ value: Node, _ count: Node?) -> ScenarioSchedule.Rule? {
    var times = 1
    if let count {
      guard let given = reader.integer(count, "times", in: 1...100_000, unit: "how often") else { return nil }
      times = given
    }
    if let texts = pair(value), let begin = ScenarioTime.clock(texts.0), let end = ScenarioTime.clock(texts.1) {
      return .randomDaily(.init(begin: begin, end: end), times: times)
    }
    let problems = reader.problems.count
    guard pair(value) != nil else {
      if reader.problems.count == problems { expectPair(value) }
      return nil
    }
    let points = reader.list(value).compactMap { point($0, "between") }
    guard points.count == 2 else { return nil }
    guard points[0] < points[1] else {
      reader.problem(value, "between: expected the earlier point first")
      return nil
    }
    return .random(from: points[0], until: points[1], times: times)
  }

  private func window(_ value: Node) -> ScenarioSchedule.Window? {
    guard let texts = pair(value), let begin = ScenarioTime.clock(texts.0), let end = ScenarioTime.clock(texts.1) else {
      reader.problem(value, "between: expected two times of day such as [08:00, \"22:00\"] beside 'every'")
      return nil
    }
    return .init(begin: begin, end: end)
  }

  private func expectPair(_ value: Node) {
    reader.problem(value, "between: expected a list of two times of day, or of two points of the run")
  }

  private func pair(_ value: Node) -> (String, String)? {
    guard value.sequence?.count == 2 else { return nil }
    let texts = reader.list(value).compactMap { reader.text($0, "between", expected: "a time") }
    return texts.count == 2 ? (texts[0], texts[1]) : nil
  }

  /// A point before the end of the run, or at it for `until`.
  private func point(_ node: Node, _ what: String) -> Tick? {
    guard let point = reader.read(node, what, ScenarioTime.expectedPoint, { ScenarioTime.point($0, end: end) }) else {
      return nil
    }
    guard what == "until" || what == "between" ? point <= end : point < end else {
      reader.problem(
        node,
        "\(what): expected a point before the end of the run (\(ScenarioTime.describe(end))), "
          + "found \(ScenarioTime.describe(point))")
      return nil
    }
    return point
  }

  private func days(_ value: Node) -> Set<Int>? {
    let expected = "weekdays, weekend, or a list of mon, tue, wed, thu, fri, sat, sun"
    var result: Set<Int> = []
    for node in reader.list(value) {
      guard let text = reader.text(node, "days", expected: expected) else { return nil }
      switch text {
      case "weekdays": result.formUnion([0, 1, 4, 5, 6])
      case "weekend": result.formUnion([2, 3])
      default:
        guard let day = ScenarioTime.weekdays.firstIndex(of: text) else {
          reader.problem(node, "days: expected \(expected), found '\(text)'")
          return nil
        }
        result.insert(day)
      }
    }
    return result
  }
}
