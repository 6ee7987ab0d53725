import SMP
import Testing

struct FileGroupTests {
  let session = Session()

  private func download(_ name: String, _ offset: UInt64, replySize: Int = 1024) -> [UInt8] {
    session.ask(.read, 8, 0, replySize: replySize) {
      $0.map(2)
      $0.pair("off", offset)
      $0.pair("name", name)
    }
  }

  private func piece(_ offset: UInt64, _ bytes: [UInt8], length: UInt64? = nil) -> [UInt8] {
    cbor {
      $0.map(length == nil ? 2 : 3)
      $0.pair("off", offset)
      if let length { $0.pair("len", length) }
      $0.pair("data", bytes: bytes)
    }
  }

  private func hash(
    _ type: String?, offset: UInt64? = nil, length: UInt64? = nil, name: String = "/log"
  ) -> [UInt8] {
    session.ask(.read, 8, 2) {
      $0.map(1 + (type == nil ? 0 : 1) + (offset == nil ? 0 : 1) + (length == nil ? 0 : 1))
      $0.pair("name", name)
      if let type { $0.pair("type", type) }
      if let offset { $0.pair("off", offset) }
      if let length { $0.pair("len", length) }
    }
  }

  @Test func aFileInOnePiece() {
    #expect(download("/log", 0) == piece(0, Array("0123456789".utf8), length: 10))
    #expect(download("/log", 4) == piece(4, Array("456789".utf8)))
    #expect(download("/log", 10) == piece(10, []))
    #expect(download("/log", 11) == groupError(8, 12))
    #expect(download("/log", .max) == groupError(8, 12))
  }

  /// Every size of reply gives pieces that make up the file.
  @Test(arguments: [64, 100, 127, 300, 1024]) func aFileInPieces(replySize: Int) throws {
    let contents = randomBytes(5000)
    session.change { $0.log = contents }
    var collected: [UInt8] = []
    while collected.count < 5000 {
      let answer = download("/log", UInt64(collected.count), replySize: replySize)
      #expect(answer.count <= replySize - 8 && answer.count > replySize - 8 - 4 || collected.count + 1100 > 5000)
      let data = answer.withUnsafeBufferPointer { bytes -> [UInt8]? in
        var reader = CBORReader(bytes)
        guard case .map(var map)? = reader.next() else { return nil }
        var found: [UInt8]?
        while let field = map.nextField() {
          if field.key.equals("data"), case .bytes(let string) = field.value { found = string.array }
        }
        return found
      }
      let more = try #require(data)
      #expect(!more.isEmpty)
      collected += more
    }
    #expect(collected == contents)
  }

  @Test func aDownloadGoesOnInTheFileThatItBeganIn() {
    #expect(download("/log", 0) == piece(0, Array("0123456789".utf8), length: 10))
    session.change { $0.log = Array("other".utf8) }
    #expect(download("/log", 8) == piece(8, Array("89".utf8)))
    #expect(session.ask(.write, 8, 4) == hex("a0"))
    #expect(download("/log", 8) == groupError(8, 12))
    #expect(download("/log", 0) == piece(0, Array("other".utf8), length: 5))
  }

  @Test func errors() {
    #expect(download("/none", 0) == groupError(8, 3))
    #expect(download("none", 0) == groupError(8, 2))
    #expect(session.ask(.read, 8, 0) == protocolError(3))
    #expect(session.ask(.read, 8, 1) == protocolError(3))
    #expect(session.ask(.write, 8, 1) == protocolError(8))
    #expect(session.ask(.read, 8, 4) == protocolError(8))
    let upload = session.ask(.write, 8, 0) {
      $0.map(4)
      $0.pair("off", 0)
      $0.pair("data", bytes: [1])
      $0.pair("name", "/log")
      $0.pair("len", 1)
    }
    #expect(upload == groupError(8, 15))
    #expect(session.ask(.write, 8, 0) == protocolError(3))
    session.change { $0.readingFails = true }
    #expect(download("/log", 0) == groupError(8, 7))
    #expect(hash("crc32") == groupError(8, 7))
    let old = session.ask(.read, 8, 1, version: 0) {
      $0.map(1)
      $0.pair("name", "/none")
    }
    #expect(old == protocolError(5))
  }

  @Test func status() {
    let answer = session.ask(.read, 8, 1) {
      $0.map(1)
      $0.pair("name", "/log")
    }
    #expect(
      answer
        == cbor {
          $0.map(1)
          $0.pair("len", 10)
        })
  }

  @Test func hashes() {
    session.change { $0.log = Array("123456789".utf8) }
    func crc(_ value: UInt64, length: UInt64, offset: UInt64 = 0) -> [UInt8] {
      cbor {
        $0.map(offset > 0 ? 4 : 3)
        $0.pair("type", "crc32")
        if offset > 0 { $0.pair("off", offset) }
        $0.pair("len", length)
        $0.pair("output", value)
      }
    }
    #expect(hash("crc32") == crc(0xCBF4_3926, length: 9))
    #expect(hash(nil) == crc(0xCBF4_3926, length: 9))
    #expect(hash("crc32", offset: 9) == crc(0, length: 0, offset: 9))
    #expect(hash("crc32", offset: 8, length: 100) == crc(0x8D07_6785, length: 1, offset: 8))
    #expect(hash("crc32", offset: 10) == groupError(8, 12))
    #expect(hash("md5") == groupError(8, 13))
    #expect(hash("crc32", name: "/none") == groupError(8, 3))
    let contents = randomBytes(777)
    session.change { $0.log = contents }
    #expect(session.ask(.write, 8, 4) == hex("a0"))
    let digest = cbor {
      $0.map(4)
      $0.pair("type", "sha256")
      $0.pair("off", 3)
      $0.pair("len", 700)
      $0.pair("output", bytes: FoldDigest.of(Array(contents[3..<703])))
    }
    #expect(hash("sha256", offset: 3, length: 700) == digest)
  }

  @Test func kindsOfHashes() {
    let expected = cbor {
      $0.map(1)
      $0.text("types")
      $0.map(2)
      for (name, format, size) in [("crc32", 0, 4), ("sha256", 1, 32)] as [(StaticString, UInt64, UInt64)] {
        $0.text(name)
        $0.map(2)
        $0.pair("format", format)
        $0.pair("size", size)
      }
    }
    #expect(session.ask(.read, 8, 3) == expected)
  }
}
