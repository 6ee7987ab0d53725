/// Values behind a label, on as many lines as they need.
package enum FlowText {
  /// Below this there is no room for values beside something else, in columns.
  package static let narrowest = 26

  /// The parts behind the label, three spaces apart; what does not fit goes on below. A part that is wider than a line is
  /// broken, between words where it has any, so that a path is never lost.
  package static func lines(_ label: String?, _ parts: [String], columns: Int) -> [String] {
    let isNarrow = columns < 44
    var indent = isNarrow ? "" : " "
    var heading = indent
    if let label {
      heading += label + String(repeating: " ", count: max((isNarrow ? 8 : 10) - label.count, 1))
      indent = String(repeating: " ", count: heading.count)
    }
    let gap = isNarrow ? "  " : "   "
    var lines: [String] = []
    var line = heading
    var isEmpty = true
    for part in parts.flatMap({ pieces($0, of: max(columns - heading.count, 1)) }) {
      if !isEmpty, TextWidth.of(line) + gap.count + TextWidth.of(part) > columns {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += (isEmpty ? "" : gap) + part
      isEmpty = false
    }
    return lines + [line]
  }

  /// A line that begins with a name of `hanging` columns. Where it is wider than `columns` (`nil` is any width) it goes on
  /// below what it says, broken between words: a number or a path stays whole, even if it is too wide.
  package static func wrapped(_ line: String, hanging: Int, columns: Int?) -> [String] {
    guard let columns, TextWidth.of(line) > columns else { return [line] }
    let indent = String(repeating: " ", count: min(hanging, max(columns - narrowest, 2)))
    var (lines, head) = ([String](), String(line.prefix(hanging)))
    var rest = line.dropFirst(hanging)
    while TextWidth.of(head) + TextWidth.of(String(rest)) > columns {
      let blanks = rest.indices.filter { rest[$0] == " " && rest[..<$0].contains { $0 != " " } }
      let room = columns - TextWidth.of(head)
      guard let end = blanks.last(where: { TextWidth.of(String(rest[..<$0])) <= room }) ?? blanks.first else { break }
      lines.append(head + trimmed(rest[..<end]))
      head = indent
      rest = rest[end...].drop { $0 == " " }
    }
    return lines + [head + rest]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    text.last == " " ? trimmed(text.dropLast()) : text
  }

  private static func pieces(_ part: String, of columns: Int) -> [String] {
    var pieces: [String] = []
    var rest = Substring(part)
    while TextWidth.of(String(rest)) > columns {
      var used = 0
      let fitting = rest.prefix { character in
        used += TextWidth.of(character)
        return used <= columns
      }
      // At least one character, or it would never end.
      let end = max(fitting.lastIndex(of: " ") ?? fitting.endIndex, rest.index(after: rest.startIndex))
      pieces.append(String(rest[..<end]))
      rest = rest[end...].drop { $0 == " " }
    }
    return pieces + [String(rest)]
  }
}
