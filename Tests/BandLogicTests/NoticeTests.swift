import Testing

@testable import BandLogic

/// The text of a notification in the lines of a display.
@Suite struct NoticeTests {
  private func notice(_ text: String) -> Notice {
    var bytes = Array(text.utf8).makeIterator()
    return Notice(text.utf8.count) { bytes.next() }
  }

  private func lines(_ text: String, width: Int) -> [String] {
    let notice = notice(text)
    var lines: [String] = []
    var start = 0
    while start < notice.count {
      let line = notice.line(from: start, width: width)
      lines.append(String(decoding: (start..<line.end).map { notice[$0] }, as: UTF8.self))
      #expect(line.next > start)
      start = line.next
    }
    return lines
  }

  @Test(arguments: [
    ("", []), ("Hello", ["Hello"]), ("123456789012", ["123456789012"]), ("1234567890123", ["123456789012", "3"]),
    ("Mum: where are you, dear?", ["Mum: where", "are you,", "dear?"]),
    ("123456789012 next", ["123456789012", "next"]), ("a bbbbbbbbbbbbb c", ["a", "bbbbbbbbbbbb", "b c"]),
  ])
  func breaksAtBlanksWhereThereAre(text: String, expected: [String]) {
    #expect(lines(text, width: 12) == expected)
  }

  @Test func takesFortyBytesAtMost() {
    #expect(notice(String(repeating: "x", count: 40)).count == 40)
    #expect(notice(String(repeating: "x", count: 41)).count == 40)
    #expect(Notice(5) { nil }.count == 0)
  }

  private func lit(_ canvas: Canvas, _ rows: Range<Int>) -> Int {
    rows.reduce(0) { count, y in count + (0..<72).filter { canvas.isLit($0, y) }.count }
  }

  @Test func isDrawnInTheMiddle() {
    var canvas = Canvas()
    canvas.fill(x: 0, y: 0, width: 72, height: 40)
    canvas.draw(notice("E"))
    // One line of eight rows, one character of six columns; E has 18 pixels.
    #expect(lit(canvas, 0..<40) == 18 && lit(canvas, 16..<23) == 18)
    #expect(canvas.isLit(33, 16) && !canvas.isLit(32, 16) && canvas.isLit(37, 16) && !canvas.isLit(38, 16))
    canvas.draw(notice("E E"))
    #expect(lit(canvas, 16..<23) == 36)
  }

  /// Seven short lines, of which five fit.
  @Test func whatDoesNotFitIsLeftOut() {
    var canvas = Canvas()
    canvas.draw(notice("EEEEEEE EEEEEEE EEEEEEE EEEEEEE EEEEEEE"))
    #expect(lit(canvas, 0..<40) == 5 * 7 * 18)
    canvas.draw(notice("EEEEEEEEEEEE EEEEEEEEEEEE EEEEEEEEEEEE E"))
    #expect(lit(canvas, 0..<40) == 37 * 18)
  }

  @Test func aTouchEndsIt() { #expect(Page.notice.next == .time) }
}
