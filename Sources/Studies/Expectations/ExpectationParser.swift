import Formats
import Machine
import Session
import Watchers

/// Reads the sentences of `expect`. `docs/scenarios.md` has the grammar.
struct ExpectationParser {
  /// What is wrong with a sentence, and where.
  struct Mistake: Error, Hashable {
    /// Characters before it.
    var column: Int
    var message: String
  }

  private struct Word {
    var text: String
    var column: Int
  }

  private let sentence: String
  private let words: [Word]
  private let end: Tick
  private let names: KnownNames?
  private let intervals: [String: IntervalPlan]
  private let picture: (String) throws -> ScenarioPicture
  private var place = 0

  /// A parser of one sentence about a run of length `end`; `names` are those that it may use, where they are known,
  /// `intervals` those that the scenario declares, and `picture` reads a PNG file.
  init(
    _ sentence: String, end: Tick, names: KnownNames? = nil, intervals: [String: IntervalPlan] = [:],
    picture: @escaping (String) throws -> ScenarioPicture
  ) {
    self.names = names
    self.intervals = intervals
    self.sentence = sentence
    self.end = end
    self.picture = picture
    var words: [Word] = []
    for (column, character) in sentence.enumerated() {
      if character == " " {
        words.append(Word(text: "", column: column + 1))
      } else {
        if words.isEmpty { words.append(Word(text: "", column: 0)) }
        words[words.count - 1].text.append(character)
      }
    }
    words.removeAll { $0.text.isEmpty }
    self.words = words
  }

  /// The sentence's meaning.
  mutating func check() throws(Mistake) -> Expectation.Check {
    let check: Expectation.Check
    let first =
      "average, expected, battery, steps, display, led, charge, energy, peak, mean, duration, count, statistic or no"
    switch try word(first) {
    case "average": check = try averageCurrent()
    case "expected":
      _ = try word("life")
      check = try expectedLife()
    case "battery": check = try battery()
    case "steps": check = try steps()
    case "display": check = try display()
    case "led": check = try light()
    case "charge": check = try charge()
    case "peak": check = try peakCurrent()
    case "mean":
      _ = try word("current")
      check = .interval(try ofInterval(), .meanCurrent, try limit(bounds, units: Self.currents))
    case "duration":
      let isEach = try ofEach()
      check = .interval(try interval(), isEach ? .durationOfEach : .duration, try limit(bounds, units: Self.durations))
    case "energy":
      let isEach = try ofEach()
      check = .interval(try interval(), isEach ? .energyOfEach : .energy, try limit(bounds, units: Self.energies))
    case "count": check = .interval(try ofInterval(), .count, try limit(["above", "below", "is", "between"]))
    case "statistic":
      let name = try anyWord("the name of a statistic")
      if let mistake = names?.mistake(statistic: name) { throw Mistake(column: words[1].column, message: mistake) }
      check = .statistic(name, try limit(["above", "below", "is", "between"]), at: try at())
    default: check = try no()
    }
    if place < words.count { throw mistake("expected the end of the sentence") }
    return check
  }

  // MARK: Sentences

  private mutating func averageCurrent() throws(Mistake) -> Expectation.Check {
    _ = try word("current")
    let verbs = ["above", "below", "between", "within"]
    var component: String?
    if next == "of" {
      place += 1
      let first = place
      while let word = next, !verbs.contains(word) { place += 1 }
      if place == first { throw mistake("expected the name of a component") }
      let name = words[first..<place].map(\.text).joined(separator: " ")
      if let mistake = names?.mistake(component: name) {
        throw Mistake(column: words[first].column, message: mistake)
      }
      component = name
    }
    if next == "within" {
      let percent = try percentage()
      for expected in ["of", "the", "baseline"] { _ = try word(expected) }
      return .averageCurrentNearBaseline(component: component, percent: percent)
    }
    let limit = try limit(verbs, units: Self.currents)
    return .averageCurrent(component: component, limit, try window())
  }

  private mutating func battery() throws(Mistake) -> Expectation.Check {
    var unit = ""
    let limit = try limit(["above", "below", "between"], units: ["%": 1, "mV": 1], found: &unit)
    return unit == "%" ? .batteryPercent(limit, at: try at()) : .batteryMillivolts(limit, at: try at())
  }

  private mutating func steps() throws(Mistake) -> Expectation.Check {
    if let mistake = names?.mistake(statistic: "steps") { throw Mistake(column: 0, message: mistake) }
    if next == "within" { return .stepsNearTruth(percent: try percentage(), at: try at()) }
    return .statistic("steps", try limit(["within", "above", "below", "is", "between"]), at: try at())
  }

  private mutating func display() throws(Mistake) -> Expectation.Check {
    if try word("shows or is") == "is" {
      return .displayIsLit(try word("lit or dark") == "lit", at: try at())
    }
    var name = try anyWord("a PNG file")
    let column = words[place - 1].column
    // A name may have spaces; it ends with its extension.
    while !name.lowercased().hasSuffix(".png"), let more = next {
      name += " " + more
      place += 1
    }
    do {
      return .display(try picture(name), at: try at())
    } catch let mistake as Mistake {
      throw mistake
    } catch {
      throw Mistake(column: column, message: "\(error)")
    }
  }

  private mutating func light() throws(Mistake) -> Expectation.Check {
    let text = try anyWord("the number of an LED")
    let column = words[place - 1].column
    let count = names?.lightCount
    guard let number = Int(text), number > 0, number <= count ?? .max else {
      let expected = count.map { $0 == 0 ? "a board with LEDs" : "an LED, 1 ... \($0)" } ?? "the number of an LED"
      throw Mistake(column: column, message: "expected \(expected), found '\(text)'")
    }
    _ = try word("is")
    let color = try word("off, red, orange, yellow, green, cyan, blue, magenta or white")
    return .light(number, color, at: try at())
  }

  private mutating func chargeState() throws(Mistake) -> Expectation.Check {
    _ = try word("state")
    _ = try word("is")
    let column = place
    var name = try anyWord("a charge state")
    while let more = next, more != "at", more != "by" {
      name += " " + more
      place += 1
    }
    guard let phase = ChargePhase(rawValue: name) else {
      let names = ChargePhase.allCases.map(\.rawValue)
      throw Mistake(
        column: words[column].column,
        message:
          "expected one of \(names.joined(separator: ", ")), found '\(name)'\(Suggestion.hint(name, among: names))")
    }
    if next == "by" {
      place += 1
      return .chargeStateReached(phase, by: try point(words.count))
    }
    return .chargeState(phase, at: try at())
  }

  private mutating func no() throws(Mistake) -> Expectation.Check {
    switch try word("faults, resets or unmodelled") {
    case "faults": return .noFaults
    case "resets": return .noResets
    default:
      _ = try word("accesses")
      return .noUnmodelledAccesses
    }
  }

  // MARK: Charges and intervals

  /// In microamperes.
  static let currents = ["nA": 0.001, "uA": 1, "µA": 1, "mA": 1_000]
  /// In nanocoulombs.
  static let charges = ["nC": 1, "uC": 1e3, "µC": 1e3, "mC": 1e6, "C": 1e9, "uAh": 3.6e6, "µAh": 3.6e6, "mAh": 3.6e9]
  /// In nanojoules.
  private static let energies = ["nJ": 1, "uJ": 1e3, "µJ": 1e3, "mJ": 1e6, "J": 1e9]
  /// In seconds.
  private static let durations = ["us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3_600, "days": 86_400]
  private var bounds: [String] { ["above", "below", "between"] }

  private mutating func expectedLife() throws(Mistake) -> Expectation.Check {
    let limit = try limit(bounds, units: ["days": 1])
    guard next != nil else { return .expectedLife(limit, downTo: nil) }
    _ = try word("down")
    _ = try word("to")
    let column = place < words.count ? words[place].column : sentence.count
    var unit = ""
    let volts = try quantity(["V": 1, "mV": 0.001], &unit)
    guard (0.5...5).contains(volts) else {
      throw Mistake(column: column, message: "expected a voltage that a cell may be used down to, 0.5 ... 5 V")
    }
    return .expectedLife(limit, downTo: volts)
  }

  /// `state is ...`, `of each INTERVAL ...`, `of INTERVAL ...`, or `of COMPONENT ... [over WINDOW]`.
  private mutating func charge() throws(Mistake) -> Expectation.Check {
    if next == "state" { return try chargeState() }
    if try ofEach() { return .interval(try interval(), .chargeOfEach, try limit(bounds, units: Self.charges)) }
    let column = place < words.count ? words[place].column : sentence.count
    let name = try nameBeforeBound("an interval or a component")
    if let plan = intervals[name] {
      return .interval(plan, .charge(component: nil), try limit(bounds, units: Self.charges))
    }
    if name != "all", let mistake = names?.mistake(component: name) {
      let hint = Suggestion.hint(name, among: intervals.keys)
      throw Mistake(column: column, message: hint.isEmpty ? mistake : "no interval '\(name)'\(hint)")
    }
    let limit = try limit(bounds, units: Self.charges)
    return .interval(try stretch(), .charge(component: name == "all" ? nil : name), limit)
  }

  private mutating func peakCurrent() throws(Mistake) -> Expectation.Check {
    _ = try word("current")
    if next == "of" { return .interval(try ofInterval(), .peakCurrent, try limit(bounds, units: Self.currents)) }
    let limit = try limit(bounds, units: Self.currents)
    return .interval(try stretch(), .peakCurrent, limit)
  }

  private mutating func stretch() throws(Mistake) -> IntervalPlan {
    let window = try window()
    return .stretch(from: window.from, until: window.until)
  }

  private mutating func ofEach() throws(Mistake) -> Bool {
    _ = try word("of")
    guard next == "each" else { return false }
    place += 1
    return true
  }

  private mutating func ofInterval() throws(Mistake) -> IntervalPlan {
    _ = try word("of")
    return try interval()
  }

  private mutating func interval() throws(Mistake) -> IntervalPlan {
    let column = place < words.count ? words[place].column : sentence.count
    let name = try nameBeforeBound("an interval")
    guard let plan = intervals[name] else {
      let hint = Suggestion.hint(name, among: intervals.keys)
      let known = intervals.keys.sorted().joined(separator: ", ")
      let rest = intervals.isEmpty ? "; the scenario declares none" : hint.isEmpty ? "; there are \(known)" : hint
      throw Mistake(column: column, message: "no interval '\(name)'\(rest)")
    }
    return plan
  }

  /// A name of several words ends where the bound begins.
  private mutating func nameBeforeBound(_ expected: String) throws(Mistake) -> String {
    let first = place
    while let word = next, !["above", "below", "between", "is"].contains(word) { place += 1 }
    if place == first { throw mistake("expected the name of \(expected)") }
    return words[first..<place].map(\.text).joined(separator: " ")
  }

  // MARK: Parts

  private mutating func limit(_ verbs: [String]) throws(Mistake) -> Expectation.Limit {
    var unit = ""
    return try limit(verbs, units: [:], found: &unit)
  }

  private mutating func limit(_ verbs: [String], units: [String: Double]) throws(Mistake) -> Expectation.Limit {
    var unit = ""
    return try limit(verbs, units: units, found: &unit)
  }

  private mutating func limit(
    _ verbs: [String], units: [String: Double], found unit: inout String
  ) throws(Mistake) -> Expectation.Limit {
    switch try word(verbs.joined(separator: ", ").replacingLast(", ", with: " or ")) {
    case "above": return .above(try quantity(units, &unit))
    case "below": return .below(try quantity(units, &unit))
    case "is": return .exactly(try quantity(units, &unit))
    default:
      // The first bound may leave its unit to the second.
      let first = place
      while place < words.count, next != "and" { place += 1 }
      let text = words[first..<place].map(\.text).joined(separator: " ")
      _ = try word("and")
      let high = try quantity(units, &unit)
      let after = place
      let scale = units[unit] ?? 1
      if let plain = Double(text) {
        return try ordered(plain * scale, high)
      }
      place = first
      var own = ""
      let low = try quantity(units, &own)
      place = after
      return try ordered(low, high)
    }
  }

  private func ordered(_ low: Double, _ high: Double) throws(Mistake) -> Expectation.Limit {
    guard low <= high else {
      throw Mistake(column: words.last?.column ?? 0, message: "expected the lower bound first")
    }
    return .between(low, high)
  }

  /// A number and its unit, with or without a space between them.
  private mutating func quantity(_ units: [String: Double], _ unit: inout String) throws(Mistake) -> Double {
    let names = units.keys.sorted()
    let expected = names.isEmpty ? "a number" : "a number with its unit (\(names.joined(separator: ", ")))"
    guard let text = next else { throw mistake("expected \(expected)") }
    let number = text.prefix { $0.isNumber || $0 == "." }
    guard number.wholeMatch(of: /[0-9]+(?:\.[0-9]+)?/) != nil, let value = Double(number) else {
      throw mistake("expected \(expected)")
    }
    unit = String(text.dropFirst(number.count))
    if names.isEmpty {
      guard unit.isEmpty else { throw mistake("expected \(expected)") }
      place += 1
      return value
    }
    place += 1
    if unit.isEmpty {
      unit = next ?? ""
      guard units[unit] != nil else {
        throw mistake("expected the unit of \(number), one of \(names.joined(separator: ", "))")
      }
      place += 1
    }
    guard let scale = units[unit] else {
      place -= 1
      throw mistake("expected \(expected)")
    }
    return value * scale
  }

  private mutating func percentage() throws(Mistake) -> Double {
    _ = try word("within")
    var unit = ""
    return try quantity(["%": 1], &unit)
  }

  private mutating func at() throws(Mistake) -> Tick {
    guard next == "at" else { return end }
    place += 1
    return try point(words.count)
  }

  /// The point that the words before `limit` name.
  private mutating func point(_ limit: Int) throws(Mistake) -> Tick {
    guard place < limit else { throw mistake("expected \(ScenarioTime.expectedPoint)") }
    let text = words[place..<limit].map(\.text).joined(separator: " ")
    guard let point = ScenarioTime.point(text, end: end) else {
      throw Mistake(
        column: words[place].column, message: "expected \(ScenarioTime.expectedPoint), found '\(text)'")
    }
    guard point <= end, point > 0 || limit < words.count else {
      throw Mistake(
        column: words[place].column,
        message: "expected a point after the start and not after the end of the run (\(ScenarioTime.describe(end))), "
          + "found \(ScenarioTime.describe(point))")
    }
    place = limit
    return point
  }

  /// `over the first day`, `over the last 12h`, `over the run`, `over day 1 08:00 to day 1 10:00`.
  private mutating func window() throws(Mistake) -> Expectation.Window {
    let whole = Expectation.Window(from: 0, until: end)
    guard next != nil else { return whole }
    _ = try word("over")
    guard next == "the" else {
      guard let to = words.indices.first(where: { $0 >= place && words[$0].text == "to" }) else {
        throw mistake("expected 'the first ...', 'the last ...', 'the run', or two points with 'to' between them")
      }
      let from = try point(to)
      place = to + 1
      let until = try point(words.count)
      guard from < until else { throw Mistake(column: words[to].column, message: "expected the earlier point first") }
      return .init(from: from, until: until)
    }
    place += 1
    let which = try word("first, last or run")
    if which == "run" { return whole }
    guard let text = next, let length = text == "day" ? ScenarioTime.day : ScenarioTime.length(text), length > 0 else {
      throw mistake("expected 'day' or \(ScenarioTime.expectedLength)")
    }
    guard length <= end else { throw mistake("expected at most the length of the run") }
    place += 1
    return which == "first" ? .init(from: 0, until: length) : .init(from: end - length, until: end)
  }

  // MARK: Words

  private var next: String? { place < words.count ? words[place].text : nil }

  private func mistake(_ expected: String) -> Mistake {
    let found = place < words.count ? "found '\(words[place].text)'" : "the sentence ends there"
    let column = place < words.count ? words[place].column : sentence.count
    return Mistake(column: column, message: "\(expected), \(found)")
  }

  /// One of the words in `choices`, which reads `a, b or c`.
  private mutating func word(_ choices: String) throws(Mistake) -> String {
    let names = choices.split { $0 == "," || $0 == " " }.map(String.init).filter { $0 != "or" }
    guard let text = next, names.contains(text) else {
      throw mistake("expected \(choices)\(next.map { Suggestion.hint($0, among: names) } ?? "")")
    }
    place += 1
    return text
  }

  private mutating func anyWord(_ expected: String) throws(Mistake) -> String {
    guard let text = next else { throw mistake("expected \(expected)") }
    place += 1
    return text
  }
}

extension String {
  /// The text with the last occurrence of a part replaced.
  fileprivate func replacingLast(_ part: String, with other: String) -> String {
    guard let range = ranges(of: part).last else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
