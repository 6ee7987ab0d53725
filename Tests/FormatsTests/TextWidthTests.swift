import Testing

@testable import Formats

@Suite struct TextWidthTests {
  @Test func countsColumns() {
    #expect(TextWidth.of("band.elf") == 8)
    #expect(TextWidth.of("手环") == 4)
    #expect(TextWidth.of("e\u{301}") == 1)
    #expect(TextWidth.of("⌚\u{FE0F}") == 2)
    #expect(TextWidth.of("│▀⣿…") == 4)
  }

  @Test func clips() {
    #expect(TextWidth.clip("band.elf", to: 8) == "band.elf")
    #expect(TextWidth.clip("band.elf", to: 5) == "band…")
    #expect(TextWidth.clip("手环固件", to: 6) == "手环…")
    #expect(TextWidth.clip("band", to: 1) == "…")
    #expect(TextWidth.clip("band", to: 0) == "")
  }

  @Test func breaksWhatIsTooLong() {
    #expect(
      FlowText.lines("port", ["/tmp/a/very/long/path", "attached"], columns: 20)
        == ["port    /tmp/a/very/", "        long/path", "        attached"])
    #expect(FlowText.lines(nil, ["t touch", "w walk"], columns: 80) == [" t touch   w walk"])
  }

  @Test func linesThatAreTooWideGoOnBelow() {
    let line = "digest   one two  three"
    #expect(FlowText.wrapped(line, hanging: 9, columns: nil) == [line])
    #expect(FlowText.wrapped(line, hanging: 9, columns: 23) == [line])
    #expect(FlowText.wrapped(line, hanging: 9, columns: 22) == ["digest   one two", "  three"])
    #expect(FlowText.wrapped(line, hanging: 9, columns: 12) == ["digest   one", "  two  three"])
    // What has no blank stays whole.
    #expect(
      FlowText.wrapped("path  /a/very/long/path end", hanging: 6, columns: 12) == ["path  /a/very/long/path", "  end"])
    let wide = "steps    " + String(repeating: "word ", count: 12) + "end"
    let lines = FlowText.wrapped(wide, hanging: 9, columns: 40)
    #expect(lines.count == 3 && lines[1].hasPrefix("         word") && lines.allSatisfy { $0.count <= 40 })
    #expect(lines.joined(separator: " ").split(separator: " ") == wide.split(separator: " "))
  }
}
