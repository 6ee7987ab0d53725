import Conformance
import Foundation
import Machine
import Testing

@testable import CortexM0

/// The tables of cycles in `docs/accuracy.md` are what is measured here. BANDBOX_WRITE_DOCS=1 writes them.
@Suite struct AccuracyPageTests {
  private static let begin = "<!-- cycles: written by AccuracyPageTests, with BANDBOX_WRITE_DOCS=1 -->\n"
  private static let end = "<!-- end of cycles -->\n"
  private static let waits: [UInt8] = [0, 1, 2, 3]

  private static func measure(_ form: TimingTests.Form, waits: UInt8) -> UInt64 {
    let board = TimingTests.board(form.code, waits: waits)
    board.cpu.step()
    return board.cpu.cycles
  }

  private static func instructionRow(_ form: TimingTests.Form) -> String {
    let second = form.code.count > 1 ? form.code[1] : 0
    let text = Disassembler.text(form.code[0], second, at: TestBoard.entry)
    let cells = waits.map { waits in
      let expected = form.cycles + UInt64(waits) * form.flashAccesses
      return "\(expected) / \(measure(form, waits: waits))"
    }
    return "| \(form.name) | `\(text)` | " + cells.joined(separator: " | ") + " |"
  }

  private static var tables: String {
    var lines = [
      "### Instructions", "",
      "Cycles of each instruction form, *expected / got*, with code in a memory of so many wait states. Expected: the",
      "Cortex-M0 Technical Reference Manual (r0p0), table 3-1; a taken branch and each data access to that memory take its",
      "wait states once more.", "", "| form | measured | none | 1 | 2 | 3 |", "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += TimingTests.forms.map(instructionRow)
    lines += [
      "", "### Exceptions and sleep", "", "| what | source | expected | got |", "| --- | --- | --- | --- |",
    ]
    lines += ExceptionCycles.rows.map { "| \($0.name) | \($0.basis) | \($0.expected) | \($0.got) |" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/accuracy.md").standardizedFileURL

  @Test func thePageHoldsWhatIsMeasured() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let first = try #require(text.range(of: Self.begin))
    let last = try #require(text.range(of: Self.end))
    let tables = Self.tables
    if ProcessInfo.processInfo.environment["BANDBOX_WRITE_DOCS"] != nil {
      let next = text[..<first.upperBound] + tables + text[last.lowerBound...]
      try String(next).write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      #expect(text[first.upperBound..<last.lowerBound] == tables)
    }
  }

  @Test(arguments: ExceptionCycles.rows) func exceptions(_ row: ExceptionCycles) {
    #expect(row.got == row.expected)
  }
}
