import Testing

@testable import Formats

@Suite struct KeyInputTests {
  @Test func plainKeysOnly() {
    #expect(KeyInput.keys(Array("tW\n".utf8)) == ["t", "w", "\n"])
    // Up, F5, keypad 4 in application mode ("t"!), Alt-q, a focus event, and a key after them.
    #expect(KeyInput.keys(Array("\u{1B}[A\u{1B}[15~\u{1B}Ot\u{1B}q\u{1B}[Ic".utf8)) == ["c"])
    #expect(KeyInput.keys(Array("\u{1B}".utf8)) == [])
    #expect(KeyInput.keys(Array("ü\u{0C}".utf8)) == ["\u{0C}"])
  }
}
