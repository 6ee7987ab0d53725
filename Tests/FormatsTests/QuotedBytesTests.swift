import Testing

@testable import Formats

@Suite struct QuotedBytesTests {
  @Test func everyByteComesBack() {
    let all = (0...255).map(UInt8.init)
    #expect(QuotedBytes.read(QuotedBytes.quote(all)) == all)
    #expect(QuotedBytes.quote([0x06, 0x09, 0x41, 0x22, 0x5C, 0x0D, 0x0A, 0x7F]) == #""\x06\tA\"\\\r\n\x7f""#)
  }

  @Test func readsWhatPeopleType() {
    #expect(QuotedBytes.read(#""\xAf\xfA""#) == [0xAF, 0xFA])
    #expect(QuotedBytes.read("\"ä\"") == [0xC3, 0xA4])
    #expect(QuotedBytes.read("\"\"") == [])
    #expect(QuotedBytes.readPrefix(#""a b" over 5"#)?.bytes == Array("a b".utf8))
    #expect(QuotedBytes.readPrefix(#""a b" over 5"#)?.rest == " over 5")
  }

  @Test(arguments: ["", "a", "\"a", #""\x4""#, #""\x4g""#, #""\q""#, #""a\"#, #""a"b"#])
  func refusesTheRest(text: String) { #expect(QuotedBytes.read(text) == nil) }
}
