import Formats
import Machine

/// The words of one declared fault, taken one after another.
struct FaultWords {
  /// The declaration with single spaces.
  let text: String
  private var rest: ArraySlice<Substring>
  private var last = ""

  init(_ text: Substring) {
    let words = text.split { $0 == " " || $0 == "\t" }
    rest = words[...]
    self.text = words.joined(separator: " ")
  }

  var isEmpty: Bool { rest.isEmpty }

  /// Takes the next word where it is this one.
  mutating func take(_ word: String) -> Bool {
    guard let next = rest.first, next == word else { return false }
    rest.removeFirst()
    last = word
    return true
  }

  /// Takes one of a few words.
  mutating func one(of words: [String]) throws(InputError) -> String {
    let expected =
      words.count < 2 ? words[0] : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    return try value(expected) { words.contains($0) ? $0 : nil }
  }

  /// Takes a word that means something.
  mutating func value<Value>(_ expected: String, _ parse: (String) -> Value?) throws(InputError) -> Value {
    let place = last.isEmpty ? "" : "\(last): "
    guard let word = rest.popFirst().map(String.init) else {
      throw InputError("\(place)expected \(expected), found the end of '\(text)'")
    }
    guard let value = parse(word) else { throw InputError("\(place)expected \(expected), found '\(word)'") }
    last = word
    return value
  }

  /// Takes a probability above 0.
  mutating func probability() throws(InputError) -> Double {
    try value("a probability above 0, up to 1") { text in Double(text).flatMap { $0 > 0 && $0 <= 1 ? $0 : nil } }
  }

  /// Takes a length of time.
  mutating func time(
    _ expected: String, upTo limit: Tick, from least: Tick = .microseconds(1)
  ) throws(InputError) -> Tick {
    try value(expected) { text in TimeText.parse(text).flatMap { $0 >= least && $0 <= limit ? $0 : nil } }
  }

  /// Nothing may follow.
  func end() throws(InputError) {
    if let word = rest.first { throw InputError("\(last): expected from, until or the end, found '\(word)'") }
  }
}
