import SMP
import Testing

struct UploadTests {
  let session = Session()

  /// A file that begins as an image does, with a payload of `size` bytes.
  static func file(_ size: Int, major: UInt8 = 2, minor: UInt8 = 0, revision: UInt16 = 0) -> [UInt8] {
    var bytes = hex("3db8f396 00000000 2000 0000")
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
    bytes += [0, 0, 0, 0, major, minor, UInt8(revision & 0xFF), UInt8(revision >> 8), 0, 0, 0, 0, 0, 0, 0, 0]
    return bytes + randomBytes(size)
  }

  private func send(
    _ offset: Int, _ data: [UInt8], length: Int? = nil, sha: [UInt8]? = nil, upgrade: Bool? = nil, image: UInt64? = nil
  ) -> [UInt8] {
    session.ask(.write, 1, 1) {
      var count = 2
      for isThere in [length != nil, sha != nil, upgrade != nil, image != nil] where isThere { count += 1 }
      $0.map(count)
      if let image { $0.pair("image", image) }
      if let length { $0.pair("len", UInt64(length)) }
      $0.pair("off", UInt64(offset))
      if let sha { $0.pair("sha", bytes: sha) }
      $0.pair("data", bytes: data)
      if let upgrade { $0.pair("upgrade", upgrade) }
    }
  }

  private func offset(_ value: Int, match: Bool? = nil) -> [UInt8] {
    cbor {
      $0.map(match == nil ? 1 : 2)
      $0.pair("off", UInt64(value))
      if let match { $0.pair("match", match) }
    }
  }

  @Test(arguments: [32, 100, 147, 661, 900]) func aWholeFile(piece: Int) {
    let file = Self.file(3000)
    let sha = FoldDigest.of(file)
    var sent = 0
    while sent < file.count {
      let data = Array(file[sent..<min(sent + piece, file.count)])
      let answer = sent == 0 ? send(0, data, length: file.count, sha: sha, image: 1) : send(sent, data)
      sent += data.count
      #expect(answer == offset(sent, match: sent == file.count ? true : nil))
    }
    #expect(Array(session.device.slots[1].prefix(file.count)) == file)
    #expect(session.device.erased == [UInt32(file.count)])
    // The last answer was lost: the client asks again, and nothing is written twice.
    #expect(send(sent - 8, Array(file.suffix(8))) == offset(sent))
  }

  @Test func aWrongHashIsSaid() {
    let file = Self.file(50)
    #expect(
      send(0, file, length: file.count, sha: [UInt8](repeating: 1, count: 32)) == offset(file.count, match: false))
    // Without one there is nothing to compare.
    #expect(send(0, file, length: file.count) == offset(file.count))
    #expect(send(0, file, length: file.count, sha: []) == offset(file.count))
  }

  @Test func whatIsNotExpectedIsAnsweredWithWhatIs() {
    let file = Self.file(500)
    #expect(send(40, [1, 2, 3]) == offset(0))
    #expect(send(0, Array(file[0..<100]), length: file.count) == offset(100))
    #expect(send(99, Array(file[99..<200])) == offset(100))
    #expect(send(101, Array(file[101..<200])) == offset(100))
    #expect(send(100, []) == offset(100))
    #expect(send(100, Array(file[100..<200])) == offset(200))
    #expect(Array(session.device.slots[1][0..<200]) == Array(file[0..<200]))
  }

  @Test func anInterruptedUploadGoesOn() {
    let file = Self.file(500)
    let sha = FoldDigest.of(file)
    #expect(send(0, Array(file[0..<200]), length: file.count, sha: sha) == offset(200))
    #expect(send(0, Array(file[0..<100]), length: file.count, sha: sha) == offset(200))
    #expect(session.device.erased.count == 1)
    #expect(send(200, Array(file[200...])) == offset(file.count, match: true))
    // Another file begins anew, and so does one without a hash.
    #expect(send(0, Array(file[0..<200]), length: file.count, sha: sha) == offset(200))
    #expect(send(0, Array(file[0..<100]), length: file.count, sha: FoldDigest.of([1])) == offset(100))
    #expect(send(0, Array(file[0..<120]), length: file.count) == offset(120))
    #expect(send(0, Array(file[0..<50]), length: file.count) == offset(50))
    #expect(session.device.erased.count == 5)
  }

  @Test func anEraseEndsAnUpload() {
    let file = Self.file(500)
    #expect(send(0, Array(file[0..<200]), length: file.count) == offset(200))
    #expect(session.ask(.write, 1, 5) == hex("a0"))
    #expect(send(200, Array(file[200...])) == offset(0))
  }

  @Test func errorsOfTheFirstPiece() {
    let file = Self.file(500)
    let first = Array(file[0..<100])
    #expect(session.ask(.write, 1, 1) == groupError(1, 20))
    #expect(send(0, first) == groupError(1, 21))
    #expect(send(0, Array(first[0..<31]), length: 532) == groupError(1, 22))
    #expect(send(0, [], length: 532) == groupError(1, 22))
    #expect(send(0, [1] + first.dropFirst(), length: 532) == groupError(1, 23))
    #expect(send(0, first, length: 532, sha: [UInt8](repeating: 0, count: 33)) == groupError(1, 24))
    #expect(send(0, first, length: 0x4001) == groupError(1, 30))
    #expect(send(0, first, length: .max) == groupError(1, 30))
    // The file may fill the slot with padding, the image may not.
    #expect(send(0, first, length: 0x4000) == offset(100))
    #expect(send(0, Array(Self.file(0x3000)[0..<100]), length: 0x4000) == groupError(1, 30))
    #expect(send(0, first, length: 50) == groupError(1, 31))
    for swap in [SMPSwap.test, .permanent, .revert] {
      session.change { $0.next = swap }
      #expect(send(0, first, length: 532) == groupError(1, 9))
    }
    let wrong = session.ask(.write, 1, 1) {
      $0.map(2)
      $0.pair("off", "zero")
      $0.pair("data", bytes: first)
    }
    #expect(wrong == protocolError(3))
  }

  @Test func onlyUpgrades() {
    func upgrade(_ major: UInt8, _ minor: UInt8, _ revision: UInt16) -> [UInt8] {
      let file = Self.file(100, major: major, minor: minor, revision: revision)
      return send(0, file, length: file.count, upgrade: true)
    }
    #expect(upgrade(9, 0, 0) == groupError(1, 26))
    session.change {
      $0.images[0] = ImageGroupTests.image(1, SMPImageVersion(major: 1, minor: 2, revision: 3, build: 7))
    }
    for (major, minor, revision) in [(1, 2, 3), (1, 2, 2), (1, 1, 900), (0, 255, 65535)] as [(UInt8, UInt8, UInt16)] {
      #expect(upgrade(major, minor, revision) == groupError(1, 27))
    }
    for (major, minor, revision) in [(1, 2, 4), (1, 3, 0), (2, 0, 0)] as [(UInt8, UInt8, UInt16)] {
      #expect(upgrade(major, minor, revision) == offset(132))
    }
  }

  @Test func moreThanAnnounced() {
    let file = Self.file(500)
    #expect(send(0, Array(file[0..<100]), length: 200) == offset(100))
    #expect(send(100, Array(file[100..<201])) == groupError(1, 31))
    #expect(send(100, Array(file[100..<200])) == offset(200))
  }

  @Test func aFlashThatFails() {
    let file = Self.file(500)
    #expect(send(0, Array(file[0..<100]), length: 532) == offset(100))
    session.change { $0.writingFails = true }
    #expect(send(100, Array(file[100..<200])) == groupError(1, 12))
    session.change { $0.writingFails = false }
    #expect(send(100, Array(file[100..<200])) == offset(0))
  }

  /// Some encoders send long strings in chunks.
  @Test func dataInChunks() {
    let file = Self.file(100)
    var payload = hex("a3 636c656e 1884 636f6666 00 6464617461 5f")
    for start in stride(from: 0, to: file.count, by: 20) {
      let chunk = file[start..<min(start + 20, file.count)]
      payload += [0x40 | UInt8(chunk.count)] + chunk
    }
    var server = SMPServer(FullDevice())
    let message = request(.write, 1, 1, payload + [0x40, 0xFF])
    var reply = [UInt8](repeating: 0, count: 64)
    let outcome = message.withUnsafeBufferPointer { message in
      reply.withUnsafeMutableBufferPointer { server.handle(message, reply: $0) }
    }
    #expect(outcome == .reply(count: 8 + offset(132).count))
    #expect(Array(server.device.slots[1][0..<132]) == file)
  }
}
