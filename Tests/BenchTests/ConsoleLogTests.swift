import Testing

@testable import Bench

@Suite struct ConsoleLogTests {
  private static func log(_ text: String) -> ConsoleLog {
    let log = ConsoleLog()
    for byte in text.utf8 { log.sent(byte) }
    return log
  }

  @Test func aClientIsGivenWhatItHasNot() {
    let log = Self.log("one\ntwo\n")
    #expect(log.answer(since: 0) == ["next": .integer(8), "lost": .integer(0), "text": "one\ntwo\n"])
    #expect(log.answer(since: 4)["text"] == "two\n")
    #expect(log.answer(since: 8)["text"] == "")
    // One that has more than there is saw another run.
    #expect(log.answer(since: 100)["text"] == "one\ntwo\n")
    #expect(log.ends(with: Array("two\n".utf8)) && !log.ends(with: Array("one".utf8)))
  }

  @Test func protocolFramesAreLeftOutAndOldTextIsLost() {
    let log = Self.log("a\n\u{06}\u{09}AAsC\nb\n")
    #expect(log.answer(since: 0)["text"] == "a\nb\n")
    for _ in 0..<600_000 { log.sent(UInt8(ascii: "x")) }
    #expect(log.next == 600_004)
    let answer = log.answer(since: 4)
    guard case .integer(let lost)? = answer["lost"], case .text(let text)? = answer["text"] else {
      Issue.record("\(answer)")
      return
    }
    #expect(lost > 0 && Int(lost) + text.utf8.count == 600_000)
  }
}
