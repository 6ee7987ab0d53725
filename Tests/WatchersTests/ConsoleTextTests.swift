import Testing
@testable import Watchers

@Suite struct ConsoleTextTests {
  private func filter(_ bytes: [UInt8], pieces: Int) -> String {
    var console = ConsoleText()
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      text += console.filter(Array(bytes[start..<min(start + pieces, bytes.count)]))
    }
    return String(decoding: text, as: UTF8.self)
  }

  @Test(arguments: [1, 2, 3, 100])
  func leavesFramesOut(pieces: Int) {
    let wire: [UInt8] =
      Array("boot\r\n".utf8) + [0x06, 0x09] + Array("ABMK\n".utf8) + [0x04, 0x14]
      + Array("AAAA\nok\n\nx\n".utf8) + [0x06, 0x41, 0x0A]
    #expect(filter(wire, pieces: pieces) == "boot\r\nok\n\nx\n\u{06}A\n")
  }
}
