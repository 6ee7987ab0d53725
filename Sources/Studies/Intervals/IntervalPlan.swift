import Boards
import Formats
import Foundation
import Machine
import Session

/// Stretches of a run between two moments, as often as they come: from the first `from` to the next `to`, and so on.
public struct IntervalPlan: Hashable, Sendable {
  /// What tables and expectations call it.
  public let name: String
  let from: IntervalMarker
  let to: IntervalMarker

  /// An interval by name.
  init(name: String, from: IntervalMarker, to: IntervalMarker) {
    (self.name, self.from, self.to) = (name, from, to)
  }

  /// Reads `FROM..TO` of a command line. Throws one line that says what is wrong.
  init(_ text: String, of board: BoardModel) throws(InputError) {
    guard let dots = text.firstRange(of: "..") else {
      throw InputError("--between: expected FROM..TO, each \(IntervalMarker.expected), found '\(text)'")
    }
    func marker(_ part: Substring) throws(InputError) -> IntervalMarker {
      let text = part.trimmingCharacters(in: .whitespaces)
      do throws(InputError) {
        return try IntervalMarker(text, of: board) { TimeText.parse($0) }
      } catch {
        throw InputError("--between: \(error)")
      }
    }
    self.init(name: text, from: try marker(text[..<dots.lowerBound]), to: try marker(text[dots.upperBound...]))
    if case .time(let begin) = from, case .time(let end) = to, begin >= end {
      throw InputError("--between: expected the earlier time first, found '\(text)'")
    }
  }

  /// From the start of a run to its end.
  static func wholeRun(until end: Tick) -> IntervalPlan { stretch(from: 0, until: end) }

  /// A stretch of time.
  static func stretch(from: Tick, until: Tick) -> IntervalPlan {
    IntervalPlan(name: "\(TimeText.describe(from)) to \(TimeText.describe(until))", from: .time(from), to: .time(until))
  }
}
