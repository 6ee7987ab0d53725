import Boards
import Formats
import Foundation
import Machine

/// A moment of a run that an interval begins or ends at.
public enum IntervalMarker: Hashable, Sendable {
  /// A time after the start.
  case time(Tick)
  /// A line's edge; `nil` for either.
  case edge(line: String, isRising: Bool?)
  /// The band has sent a line of plain text that has this in it.
  case mark(String)
  /// The first byte of an SMP request with this name has arrived.
  case request(String)
  /// The last byte of its answer has been sent.
  case answer(String)

  /// What a marker may look like, for errors.
  static let expected =
    "a time such as 90s, 'rise LINE', 'fall LINE', 'edge LINE', 'mark TEXT', 'request NAME' or 'answer NAME'"

  /// Reads a marker. `point` reads a time, and `board` has the lines. Throws one line that says what is wrong.
  init(_ text: String, of board: BoardModel, point: (String) -> Tick?) throws(InputError) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let kinds = ["rise", "fall", "edge", "mark", "request", "answer"]
    guard words.count == 2, kinds.contains(words[0]) else {
      guard let time = point(text) else {
        let hint = words.first.map { Suggestion.hint($0, among: kinds) } ?? ""
        throw InputError("expected \(Self.expected), found '\(text)'\(hint)")
      }
      self = .time(time)
      return
    }
    let name = words[1].trimmingCharacters(in: .whitespaces)
    switch words[0] {
    case "mark": self = .mark(name)
    case "request": self = .request(name)
    case "answer": self = .answer(name)
    default:
      let line = try Self.line(name, of: board)
      self = .edge(line: line, isRising: words[0] == "edge" ? nil : words[0] == "rise")
    }
  }

  /// A line by its own name, or by that of the signal on its pad.
  private static func line(_ name: String, of board: BoardModel) throws(InputError) -> String {
    let lines = board.withUnpowered { $0.emulation.lines.map(\.name) }
    if lines.contains(name) { return name }
    let signals = board.signals.filter { $0.value == name }.map(\.key).sorted()
    if let line = signals.first { return line }
    let known = lines + board.signals.values.sorted()
    let hint = Suggestion.hint(name, among: known)
    let pads = board.signals.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    throw InputError("no line '\(name)'\(hint.isEmpty ? "; pads with a signal are \(pads)" : hint)")
  }
}
