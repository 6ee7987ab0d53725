import Formats
import Machine
import Session

/// The values of options, read in one place: what is wrong names the option, the limits and what was found.
///
/// Options with such values take the next word whatever it is (`parsing: .unconditional`), so that `-3x` is a value that is
/// refused and not another option.
enum OptionValue {
  /// A whole number in a range; `nil` without a text.
  static func whole<Number: FixedWidthInteger>(
    _ option: String, _ text: String?, in range: ClosedRange<Number>, of what: String = "a whole number"
  ) throws(InputError) -> Number? {
    guard let text else { return nil }
    guard let number = Number(text), range.contains(number) else {
      throw wrong(option, "\(what), \(range.lowerBound) ... \(range.upperBound)", text)
    }
    return number
  }

  /// How many runs go on at the same time.
  static func jobs(_ text: String?) throws(InputError) -> Int? {
    try whole("--jobs", text, in: 1...1_024, of: "a number of runs")
  }

  /// A number in a range, such as seconds.
  static func number(
    _ option: String, _ text: String, in range: ClosedRange<Double>, of what: String
  ) throws(InputError) -> Double {
    guard let number = Double(text), range.contains(number), text.allSatisfy({ !$0.isLetter || $0 == "e" }) else {
      throw wrong(option, "\(what), \(trim(range.lowerBound)) ... \(trim(range.upperBound))", text)
    }
    return number
  }

  /// A length of time above 0.
  static func length(_ option: String, _ text: String?) throws(InputError) -> Tick? {
    guard let text else { return nil }
    guard let ticks = TimeText.parse(text), ticks > 0 else { throw wrong(option, TimeText.expectedLength, text) }
    return ticks
  }

  /// What `parse` makes of the text.
  static func parsed<Value>(
    _ option: String, _ text: String?, _ expected: String, _ parse: (String) -> Value?
  ) throws(InputError) -> Value? {
    guard let text else { return nil }
    guard let value = parse(text) else { throw wrong(option, expected, text) }
    return value
  }

  /// One of some names; the nearest is named.
  static func one(_ option: String, _ text: String, of names: [String]) throws(InputError) -> String {
    if names.contains(text) { return text }
    throw InputError(
      "\(option): expected \(names.joined(separator: ", ")), found '\(text)'\(Suggestion.hint(text, among: names))")
  }

  private static func wrong(_ option: String, _ expected: String, _ found: String) -> InputError {
    InputError("\(option): expected \(expected), found '\(found)'")
  }

  private static func trim(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}
