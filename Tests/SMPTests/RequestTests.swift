import SMP
import Testing

/// Requests of the groups beyond operating system, byte for byte.
@Suite struct RequestTests {
  /// The message that `write` makes.
  private func message(_ write: (SMPRequest, UnsafeMutableBufferPointer<UInt8>) -> Int?) -> [UInt8]? {
    var memory = [UInt8](repeating: 0, count: 256)
    let count = memory.withUnsafeMutableBufferPointer { write(SMPRequest(sequence: 9), $0) }
    return count.map { Array(memory[..<$0]) }
  }

  private func lend<Result>(_ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }

  @Test func uploadOfAFirstPiece() {
    let made = message { request, buffer in
      lend([0xAA, 0xBB]) { sha in
        lend([1, 2, 3]) {
          request.upload(
            offset: 0, data: $0, start: .init(length: 300, sha256: sha, image: 2, upgradesOnly: true), to: buffer)
        }
      }
    }
    let payload =
      [0xA6] + text("image") + [2] + text("len") + [0x19, 0x01, 0x2C] + text("off") + [0] + text("sha")
      + [0x42, 0xAA, 0xBB] + text("upgrade") + [0xF5] + text("data") + [0x43, 1, 2, 3]
    #expect(made == [0x0A, 0, 0, UInt8(payload.count), 0, 1, 9, 1] + payload)
  }

  @Test func uploadOfAFurtherPiece() {
    let made = message { request, buffer in lend([7]) { request.upload(offset: 500, data: $0, to: buffer) } }
    let payload = [0xA2] + text("off") + [0x19, 0x01, 0xF4] + text("data") + [0x41, 7]
    #expect(made == [0x0A, 0, 0, UInt8(payload.count), 0, 1, 9, 1] + payload)
  }

  @Test func imageStateAndErase() {
    #expect(message { $0.imageState(to: $1) } == [0x08, 0, 0, 1, 0, 1, 9, 0, 0xA0])
    #expect(
      message { $0.setImageState(hash: nil, confirm: true, to: $1) }
        == [0x0A, 0, 0, 10, 0, 1, 9, 0, 0xA1] + text("confirm") + [0xF5])
    let test = message { request, buffer in
      lend([5]) { request.setImageState(hash: $0, confirm: false, to: buffer) }
    }
    #expect(test == [0x0A, 0, 0, 17, 0, 1, 9, 0, 0xA2] + text("hash") + [0x41, 5] + text("confirm") + [0xF4])
    #expect(message { $0.eraseImage(slot: nil, to: $1) } == [0x0A, 0, 0, 1, 0, 1, 9, 5, 0xA0])
    #expect(message { $0.eraseImage(slot: 1, to: $1) } == [0x0A, 0, 0, 7, 0, 1, 9, 5, 0xA1] + text("slot") + [1])
    #expect(message { $0.slotInfo(to: $1) } == [0x08, 0, 0, 1, 0, 1, 9, 6, 0xA0])
  }

  @Test func theBandsOwn() {
    let short = message { request, buffer in lend(Array("Hi".utf8)) { request.notification($0, to: buffer) } }
    #expect(short == [0x0A, 0, 0, 9, 0, 66, 9, 3, 0xA1] + text("text") + text("Hi"))
    let silent = message { request, buffer in
      lend(Array("Hi".utf8)) { request.notification($0, buzzes: 0, to: buffer) }
    }
    #expect(silent == [0x0A, 0, 0, 15, 0, 66, 9, 3, 0xA2] + text("text") + text("Hi") + text("buzz") + [0])
    #expect(message { $0.ship(to: $1) } == [0x0A, 0, 0, 1, 0, 66, 9, 4, 0xA0])
  }

  @Test func settingsAndFiles() {
    let set = message { request, buffer in
      lend(Array("a/b".utf8)) { name in lend([1, 0]) { request.setSetting(name, value: $0, to: buffer) } }
    }
    #expect(
      set == [0x0A, 0, 0, 17, 0, 3, 9, 0, 0xA2] + text("name") + text("a/b") + text("val") + [0x42, 1, 0])
    let read = message { request, buffer in lend(Array("x".utf8)) { request.readFile($0, offset: 24, to: buffer) } }
    #expect(read == [0x08, 0, 0, 14, 0, 8, 9, 0, 0xA2] + text("off") + [0x18, 24] + text("name") + text("x"))
    #expect(message { $0.loadSettings(to: $1) } == [0x08, 0, 0, 1, 0, 3, 9, 3, 0xA0])
    #expect(message { $0.saveSettings(to: $1) } == [0x0A, 0, 0, 1, 0, 3, 9, 3, 0xA0])
  }

  @Test func shellWords() {
    let words = ["log", "on"]
    let made = message { request, buffer in
      request.shell(words: 2, to: buffer) { index, give in lend(Array(words[index].utf8), give) }
    }
    #expect(made == [0x0A, 0, 0, 14, 0, 9, 9, 0, 0xA1] + text("argv") + [0x82] + text("log") + text("on"))
  }

  @Test func whatDoesNotFitIsNotMade() {
    var memory = [UInt8](repeating: 0, count: 20)
    let count = memory.withUnsafeMutableBufferPointer { buffer in
      lend([UInt8](repeating: 0, count: 20)) { SMPRequest().upload(offset: 0, data: $0, to: buffer) }
    }
    #expect(count == nil)
  }

  private func text(_ text: String) -> [UInt8] { [0x60 | UInt8(text.utf8.count)] + Array(text.utf8) }
}
