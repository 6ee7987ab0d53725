import Formats

/// What a recording says of the run itself: words and values, each with its line.
package struct RecordingFacts: Sendable {
  /// One of them.
  struct Fact: Hashable, Sendable {
    var key: Key
    var value: String
    /// The line in the file; 0 of a run that goes on.
    var line = 0
  }

  /// The words.
  enum Key: String, CaseIterable, Sendable {
    case image, board, seed, wear, charge, radio
    case chargeSource = "charge-source"
    case supply, harvest
    case cellCycles = "cell-cycles"
    case temperature
    case coefficient
    case cellCurve = "cell-curve"
    case accelerometer
    case heartRate = "heart-rate"
    case snapshot
    case input
    case fault
    case raw
    case uartBoot = "uart-boot"
    case bootloader
    case rtt
    case flash
    case flashSector = "flash-sector"

    /// Whether there may be many.
    var isList: Bool { self == .coefficient || self == .input || self == .fault || self == .flashSector }
    /// Whether it names a file by its hash and, after it, its path.
    var isFile: Bool {
      self == .image || self == .board || self == .accelerometer || self == .heartRate || self == .snapshot
    }
  }

  /// In the order of the file.
  private(set) var all: [Fact] = []

  /// Adds a line. Throws what was expected.
  mutating func add(_ word: String, _ value: String, line: Int) throws(InputError) {
    guard let key = Key(rawValue: word) else {
      let nearest = Suggestion.nearest(to: word, among: Key.allCases.map(\.rawValue) + ["digest"])
      let hint = nearest.map { ", did you mean '\($0)'?" } ?? ""
      throw InputError("expected a time and what happens, or a fact such as image or seed, found '\(word)'\(hint)")
    }
    guard !value.isEmpty else { throw InputError("\(word): expected a value") }
    if !key.isList, let other = self[key] {
      throw InputError("\(word): expected it once, another is in line \(other.line)")
    }
    all.append(Fact(key: key, value: value, line: line))
  }

  /// Adds what a run has.
  mutating func add(_ key: Key, _ value: String) { all.append(Fact(key: key, value: value)) }

  /// The only fact of a kind.
  subscript(key: Key) -> Fact? { all.first { $0.key == key } }

  /// All facts of a kind.
  func list(_ key: Key) -> [Fact] { all.filter { $0.key == key } }

  /// As a file has them, line by line.
  var text: String { all.map { "\($0.key.rawValue) \($0.value)\n" }.joined() }

  /// In what a run that is to repeat this one differs from it, for people; a fact that was not recorded is no difference.
  func differences(to other: RecordingFacts) -> [String] {
    Key.allCases.compactMap { key in
      let (before, now) = (list(key), other.list(key))
      guard !before.isEmpty, before.map(\.comparable) != now.map(\.comparable) else { return nil }
      if key.isList { return "\(key.rawValue): not as recorded" }
      return "\(key.rawValue): recorded \(before[0].value), now \(now.first?.value ?? "none")"
    }
  }
}

extension RecordingFacts.Fact {
  /// What makes two of them the same: of a file what it holds, not where it is.
  fileprivate var comparable: String { key.isFile ? String(value.prefix { $0 != " " }) : value }
}
