import Testing

@testable import Bench

@Suite struct JSONTests {
  private static func text(_ value: JSON) -> String { String(decoding: value.bytes, as: UTF8.self) }

  @Test func valuesAreWrittenCompactlyAndInOrder() {
    let value: JSON = [
      "b": .integer(.max), "a": [.number(1.5), .number(3), .bool(true), .null], "text": "a \"quote\" \\ \n \u{1} é",
    ]
    #expect(
      Self.text(value)
        == #"{"b":9223372036854775807,"a":[1.5,3,true,null],"text":"a \"quote\" \\ \n \u0001 é"}"#)
    #expect(Self.text(.number(.infinity)) == "null")
    #expect(Self.text(.number(1e20)) == "1e+20")
  }

  @Test func textsAreReadAsWhatTheyAre() {
    #expect(JSON(Array(#"{"a":[1,true,null,"x"]}"#.utf8)) == ["a": [.number(1), .bool(true), .null, "x"]])
    #expect(JSON(Array("1".utf8)) == .number(1))
    for wrong in ["", "{", #"{"a":}"#, "nul", "\u{ff}"] {
      #expect(JSON(Array(wrong.utf8)) == nil, "\(wrong)")
    }
    #expect(JSON([0xFF, 0xFE]) == nil)
    #expect(JSON(Array(String(repeating: "[", count: 100_000).utf8)) == nil)
  }
}
