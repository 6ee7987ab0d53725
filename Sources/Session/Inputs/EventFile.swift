import Formats
import Machine

/// Reads inputs from CSV: columns `time`, `what`, `value`, any order of lines; `#` begins a comment.
///
///     time,what,value
///     10s,touch,150ms
///     8h,charger,in
///     10h,charger,out
///     1h30m,temperature,4.5
///     2h,heart_rate,140
///     2h30m,supply,capacitor:100mF,3V
///     2h45m,notification,Mum: where are you, dear?
///     3s,reset
///     3s,P1_6,low
///     4s,P1_6,open
public enum EventFile {
  /// The inputs in `text`, by time. Throws an `InputError` that names the file, the line and what was expected.
  /// `pads` are those of the board's chip.
  public static func parse(_ text: String, name: String, pads: [String]) throws(InputError) -> [TimedInput] {
    var inputs: [TimedInput] = []
    var hasHeader = false
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = raw.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
      if cells.allSatisfy(\.isEmpty) { continue }
      let place = "\(name):\(index + 1)"
      if !hasHeader {
        guard cells.prefix(3) == ["time", "what", "value"] else {
          throw InputError("\(place): expected the header 'time,what,value', found '\(trimmed(line))'")
        }
        hasHeader = true
        continue
      }
      // A capacitor's description and a notification have commas of their own.
      guard cells.count >= 2, cells.count <= 3 || ["supply", "notification"].contains(cells[1]) else {
        throw InputError("\(place): expected time,what,value; found \(cells.count) columns")
      }
      guard let time = TimeText.parse(cells[0]) else {
        throw InputError("\(place): expected \(TimeText.expected), found '\(cells[0])'")
      }
      do throws(InputError) {
        let value = trimmed(
          line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).dropFirst(2).joined())
        inputs.append(TimedInput(time, try InputText.parse(cells[1], value, pads: pads)))
      } catch {
        throw InputError("\(place): \(error)")
      }
    }
    guard hasHeader else { throw InputError("\(name): expected the header 'time,what,value', found an empty file") }
    return inputs.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }
}
