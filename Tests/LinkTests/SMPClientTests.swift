import SMP
import Testing

@testable import Link

@Suite struct SMPClientTests {
  private func echoed(_ header: SMPHeader, _ text: StaticString, sequence: UInt8? = nil) -> [UInt8] {
    ScriptedTransport.answer(header, sequence: sequence) {
      $0.map(1)
      $0.text("r")
      $0.text(text)
    }
  }

  @Test func passesOverWhatIsNoAnswer() throws {
    let transport = ScriptedTransport { _, header, _ in
      var other = header
      other.command = 6
      return [
        [1, 2, 3], echoed(header, "late", sequence: header.sequence &- 1), echoed(other, "other"),
        echoed(header, "now"), echoed(header, "again"),
      ]
    }
    let client = SMPClient(transport, timeout: .zero)
    #expect(try client.echo("x") == "now")
    // What was left of the first exchange has the wrong sequence number for the second.
    #expect(try client.echo("y") == "now")
    #expect(transport.requests.map { $0[6] } == [0, 1])
  }

  @Test func asksAgainWithTheSameNumber() throws {
    let transport = ScriptedTransport { count, header, _ in count < 2 ? [] : [echoed(header, "third")] }
    let client = SMPClient(transport, timeout: .zero)
    #expect(try client.echo("x") == "third")
    #expect(transport.requests.map { $0[6] } == [0, 0, 0])
  }

  @Test func givesUpAndNeverRepeatsAReset() throws {
    let transport = ScriptedTransport { _, _, _ in [] }
    let client = SMPClient(transport, timeout: .milliseconds(1))
    #expect(
      throws: SMPError.noAnswer(port: "script", command: "echo", seconds: 0.001, tries: 3)
    ) { try client.echo("x") }
    #expect(transport.requests.count == 3)
    #expect(throws: SMPError.noAnswer(port: "script", command: "reset", seconds: 0.001, tries: 1)) {
      try client.reset()
    }
    #expect(transport.requests.count == 4)
  }

  @Test func namesErrors() throws {
    let transport = ScriptedTransport { count, header, _ in
      [
        ScriptedTransport.answer(header) {
          if count == 0 {
            $0.map(1)
            $0.text("err")
            $0.map(2)
            $0.text("group")
            $0.unsigned(1)
            $0.text("rc")
            $0.unsigned(8)
          } else {
            $0.map(2)
            $0.text("rc")
            $0.unsigned(8)
            $0.text("rsn")
            $0.text("no")
          }
        }
      ]
    }
    let client = SMPClient(transport, timeout: .zero)
    let group = #expect(throws: SMPError.self) { try client.setImageState(hash: [1], confirm: true) }
    #expect(group?.description == "confirm image: the device answered HASH_NOT_FOUND, image error 8")
    let protocolError = #expect(throws: SMPError.self) { try client.imageStates() }
    #expect(protocolError?.description == "image state: the device answered ENOTSUP, error 8 (no)")
  }

  @Test func fillsTheDevicesBufferAndFollowsItsOffset() throws {
    var file = [UInt8](repeating: 7, count: 1_000)
    file[999] = 9
    var held: [UInt8] = []
    let transport = ScriptedTransport { count, header, fields in
      if header.group == SMPGroup.os {
        return [
          ScriptedTransport.answer(header) {
            $0.map(1)
            $0.text("buf_size")
            $0.unsigned(260)
          }
        ]
      }
      let (offset, data) = (fields["off"]!.integer!, fields["data"]!.data!)
      if offset == 0 {
        #expect(fields["len"] == .unsigned(1_000) && fields["sha"] == .bytes([1, 2]))
        #expect(fields["image"] == nil && fields["upgrade"] == nil)
      }
      // Once the device forgets the last piece, as one does whose write failed.
      if offset == held.count && count != 3 { held += data }
      return [
        ScriptedTransport.answer(header) {
          $0.map(1)
          $0.text("off")
          $0.unsigned(UInt64(held.count))
        }
      ]
    }
    let client = SMPClient(transport, timeout: .zero)
    _ = try client.readParameters()
    var seen: [Int] = []
    let end = try client.upload(file, sha256: [1, 2]) { offset in
      seen.append(offset)
      return true
    }
    #expect(end == .done(resumedAt: 0))
    #expect(held == file)
    #expect(seen.last == 1_000)
    // Two bytes are kept for the longer heads of other pieces.
    let sizes = transport.requests.dropFirst().map(\.count)
    #expect(sizes.allSatisfy { $0 <= 256 } && sizes[1..<4].allSatisfy { $0 >= 243 })
  }

  @Test func goesOnWhereAnUploadWasBrokenOff() throws {
    let file = [UInt8](repeating: 7, count: 1_000)
    let transport = ScriptedTransport { _, header, fields in
      let next = fields["off"]! == .unsigned(0) ? 900 : 1_000
      return [
        ScriptedTransport.answer(header) {
          $0.map(2)
          $0.text("off")
          $0.unsigned(UInt64(next))
          $0.text("match")
          $0.boolean(true)
        }
      ]
    }
    #expect(try SMPClient(transport, timeout: .zero).upload(file, sha256: [1]) == .done(resumedAt: 900))
    #expect(transport.requests.count == 2)
    #expect(ScriptedTransport.parse(transport.requests[1]).1["data"]?.data?.count == 100)
  }

  @Test(arguments: [true, false]) func doesNotBeginAnewWhenTheLastAnswerIsLost(_ refuses: Bool) throws {
    let transport = ScriptedTransport { count, header, fields in
      if count == 5 { return [] }
      let held = fields["off"]!.integer! + fields["data"]!.data!.count
      return [
        ScriptedTransport.answer(header) {
          $0.map(1)
          $0.text(refuses && count > 5 ? "rc" : "off")
          $0.unsigned(count > 5 ? (refuses ? 5 : 0) : UInt64(held))
        }
      ]
    }
    let file = [UInt8](repeating: 0, count: 1_300)
    #expect(try SMPClient(transport, timeout: .zero).upload(file, sha256: [1]) == .uncertain(resumedAt: 0))
    #expect(transport.requests.count == 7 && transport.requests[5] == transport.requests[6])
  }

  @Test(arguments: [0, 500]) func givesUpOnADeviceThatStays(_ offset: Int) throws {
    let transport = ScriptedTransport { _, header, _ in
      [
        ScriptedTransport.answer(header) {
          $0.map(1)
          $0.text("off")
          $0.unsigned(UInt64(offset))
        }
      ]
    }
    #expect(throws: SMPError.corrupted("upload: the device stays at byte \(offset) of 1000")) {
      try SMPClient(transport, timeout: .zero).upload([UInt8](repeating: 0, count: 1_000), sha256: [1])
    }
  }

  @Test func refusesOffsetsOutsideTheFileAndWrongMatches() throws {
    for (offset, match) in [(11, true), (10, false)] {
      let transport = ScriptedTransport { _, header, _ in
        [
          ScriptedTransport.answer(header) {
            $0.map(2)
            $0.text("off")
            $0.unsigned(UInt64(offset))
            $0.text("match")
            $0.boolean(match)
          }
        ]
      }
      #expect(throws: SMPError.self) {
        try SMPClient(transport, timeout: .zero).upload([UInt8](repeating: 0, count: 10), sha256: [1])
      }
    }
  }

  @Test func refusesARequestThatTheDeviceCannotTake() throws {
    let client = SMPClient(ScriptedTransport { _, _, _ in [] }, timeout: .zero)
    #expect(throws: SMPError.tooLarge(command: "echo", limit: 256)) {
      try client.echo(String(repeating: "x", count: 300))
    }
  }

  @Test(arguments: [(0, 5), (5, 0), (3, 5)]) func refusesAFileThatDoesNotAddUp(_ offset: Int, _ count: Int) throws {
    let transport = ScriptedTransport { _, header, _ in
      [
        ScriptedTransport.answer(header) {
          $0.map(3)
          $0.text("off")
          $0.unsigned(UInt64(offset))
          $0.text("len")
          $0.unsigned(4)
          $0.text("data")
          writeZeros(count, to: &$0)
        }
      ]
    }
    #expect(throws: SMPError.malformed(command: "file a", what: "data that fit")) {
      try SMPClient(transport, timeout: .zero).download("a")
    }
  }
}

private func writeZeros(_ count: Int, to writer: inout CBORWriter) {
  [UInt8](repeating: 0, count: count).withUnsafeBufferPointer { writer.bytes($0) }
}
