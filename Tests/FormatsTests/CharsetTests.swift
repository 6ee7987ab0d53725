import Testing

@testable import Formats

@Suite struct CharsetTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func unicodeIsLeftAlone() {
    for name in ["UTF-8", "utf8"] { #expect(text(Charset(name).encode("┌─┐ 25 °C µA ü 漢")) == "┌─┐ 25 °C µA ü 漢") }
  }

  @Test func whatWeDrawWithBecomesASCII() {
    #expect(text(Charset("ANSI_X3.4-1968").encode("╭─╮│ ██░░ 3 µA 20 … ▀▄ ● ○")) == "+-+| ##.. 3 uA 20 ... '. * o")
    #expect(text(Charset("ANSI_X3.4-1968").encode("ü")) == "?")
  }

  @Test func lettersOfTheCharsetAreKept() {
    #expect(Charset("ISO-8859-1").encode("grün µ") == Array("gr".utf8) + [0xFC] + Array("n u".utf8))
    #expect(Charset("ISO-8859-1").encode("漢") == [UInt8(ascii: "?")])
    #expect(text(Charset("NO-SUCH-CHARSET").encode("grün─")) == "gr?n-")
  }

  @Test func theEnvironmentNamesIt() {
    #expect(Charset(installed: "ISO-8859-1", variables: ["", "", "en_US.UTF-8"]).name == "ISO-8859-1")
    // A locale that is not installed.
    #expect(Charset(installed: nil, variables: ["", "de_DE.UTF-8@euro", "C"]).isUnicode)
    #expect(!Charset(installed: nil, variables: ["C", "", "en_US.UTF-8"]).isUnicode)
    #expect(!Charset(installed: nil, variables: ["", "", ""]).isUnicode)
  }
}
