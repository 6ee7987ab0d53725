import SeededRandom
import Testing

@testable import Formats

@Suite struct TerminalScreenTests {
  @Test func writesNothingWhereNothingChanged() {
    var screen = TerminalScreen(columns: 20, rows: 3)
    var terminal = FakeTerminal(columns: 20, rows: 3)
    terminal.write(screen.show(["time 00:00:01", "", "battery 80 %"]))
    #expect(terminal.lines == ["time 00:00:01", "", "battery 80 %"])
    #expect(screen.show(["time 00:00:01", "", "battery 80 %"]) == "")
    // Blanks at a line's end, and lines that are left out, are the same picture.
    #expect(screen.show(["time 00:00:01   ", "", "battery 80 %"]) == "")
  }

  @Test func writesOnlyTheCellsThatChanged() {
    var screen = TerminalScreen(columns: 40, rows: 2)
    _ = screen.show(["time 00:00:09 since power-on", "q quit"])
    #expect(screen.show(["time 00:00:10 since power-on", "q quit"]) == "\u{1B}[1;12H10")
    // Two changes far apart are two; what goes at the end is cleared in one go.
    #expect(screen.show(["TIME 00:00:10 since", "q quit"]) == "\u{1B}[1;1HTIME\u{1B}[1;20H\u{1B}[K")
  }

  @Test func aNewSizeDrawsEverything() {
    var screen = TerminalScreen(columns: 10, rows: 2)
    _ = screen.show(["one", "two"])
    screen.resize(columns: 3, rows: 1)
    var terminal = FakeTerminal(columns: 3, rows: 1)
    terminal.write(screen.show(["three", "four"]))
    #expect(terminal.lines == ["thr"] && terminal.faults.isEmpty)
    screen.forget()
    terminal.write("\u{1B}[1;1Hxyz")
    terminal.write(screen.show(["three"]))
    #expect(terminal.lines == ["thr"])
  }

  /// A colour is a part of what stands there: another one is written again, even where the character is the same.
  @Test func colorsAreThoseThatWereAskedFor() {
    var screen = TerminalScreen(columns: 20, rows: 1)
    let line = "LED 1 ● red, ● red"
    #expect(screen.show([line], colors: { _ in [6: 91] }).hasSuffix("LED 1 \u{1B}[91m●\u{1B}[39m red, ● red"))
    #expect(screen.show([line], colors: { _ in [6: 91] }) == "")
    #expect(screen.show([line], colors: { _ in [6: 92] }) == "\u{1B}[1;7H\u{1B}[92m●\u{1B}[39m")
    #expect(screen.show([line], colors: { _ in [6: 92, 13: 92] }) == "\u{1B}[1;14H\u{1B}[92m●\u{1B}[39m")
    #expect(screen.show([line]) == "\u{1B}[1;7H●\u{1B}[1;14H●")
    #expect(screen.show([line], colors: { _ in [99: 92] }) == "")
  }

  /// Random pictures, one after another: whatever was there, the terminal ends with the new one.
  @Test func leavesWhatWasAskedFor() {
    var random = SplitMix(seed: 1)
    let alphabet: [Character] = [" ", " ", " ", "a", "b", "█", "▀", "⣿", "手", "界"]
    var screen = TerminalScreen(columns: 17, rows: 4)
    var terminal = FakeTerminal(columns: 17, rows: 4)
    var colors: [String: [Int: Int]] = [:]
    for _ in 0..<500 {
      let lines = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        String((0..<Int.random(in: 0...17, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? " " })
      }
      for line in lines {
        colors[line] = [:]
        for column in 0..<17 where Bool.random(using: &random) { colors[line]?[column] = 91 }
      }
      terminal.write(screen.show(lines) { colors[$0] ?? [:] })
      for (row, line) in lines.enumerated() {
        for (column, character) in terminal.cells[row].enumerated() where character != " " && character != "\u{FFFF}" {
          #expect(terminal.colors[row][column] == colors[line]?[column] ?? 39, "\(line) at \(column)")
        }
      }
      let wanted = lines.map { line in
        var (kept, width) = ("", 0)
        for character in line {
          width += TextWidth.of(character)
          if width > 17 { break }
          kept.append(character)
        }
        return String(kept.reversed().drop { $0 == " " }.reversed())
      }
      #expect(terminal.lines == wanted + Array(repeating: "", count: 4 - wanted.count), "\(lines)")
      #expect(terminal.faults.isEmpty, "\(terminal.faults)")
      // As another program would see it: the same picture costs nothing.
      #expect(screen.show(lines) { colors[$0] ?? [:] } == "")
    }
  }
}
