import Testing

@testable import Bench

@Suite struct FieldsTests {
  private static func error(_ body: () throws(APIError) -> Void) -> APIError? {
    do throws(APIError) {
      try body()
      return nil
    } catch { return error }
  }

  @Test func unknownAndDoubledFieldsAreRefused() {
    #expect(
      Self.error { () throws(APIError) in _ = try Fields([("hold", .bool(true))], known: ["held", "speed"]) }
        == APIError(400, "expected held, speed, found 'hold' (did you mean 'held'?)", nearest: "held"))
    #expect(
      Self.error { () throws(APIError) in _ = try Fields([("a", .null), ("a", .null)], known: ["a"]) }
        == APIError(400, "a: given twice"))
  }

  @Test func valuesAreCheckedWhereTheyAreRead() throws {
    let known = ["flag", "number", "time", "name", "hex", "text"]
    let right = try Fields(
      [
        ("flag", .bool(true)), ("number", .text("12")), ("time", .text("1h30m")), ("name", "a-1"), ("hex", "00fF"),
        ("text", "x"),
      ], known: known)
    #expect(try right.flag("flag") == true)
    #expect(try right.whole("number", in: 1...12) == 12)
    #expect(try right.time("time") == .seconds(UInt64(5_400)))
    #expect(try right.name("name") == "a-1")
    #expect(try right.hex("hex", upTo: 2) == [0, 255])
    let wrong = try Fields(
      [
        ("flag", .number(1)), ("number", .number(1.5)), ("time", .number(-1)), ("name", "../x"), ("hex", "abc"),
        ("text", .number(1)),
      ], known: known)
    #expect(
      Self.error { () throws(APIError) in _ = try wrong.flag("flag") }?.message
        == "flag: expected true or false, found 1")
    #expect(
      Self.error { () throws(APIError) in _ = try wrong.whole("number", in: 1...12) }?.message
        == "number: expected a whole number, 1 ... 12, found 1.5")
    #expect(Self.error { () throws(APIError) in _ = try wrong.time("time") }?.status == 400)
    #expect(Self.error { () throws(APIError) in _ = try wrong.name("name") }?.status == 400)
    #expect(Self.error { () throws(APIError) in _ = try wrong.hex("hex", upTo: 9) }?.status == 400)
    #expect(Self.error { () throws(APIError) in _ = try wrong.text("text") }?.status == 400)
  }
}
