import SMP
import Testing

/// What the OS group tells of tasks, memory and the bootloader; enumeration; the shell.
struct SystemGroupTests {
  let session = Session()

  @Test func tasks() {
    let expected = cbor {
      $0.map(1)
      $0.text("tasks")
      $0.map(2)
      for (name, values) in [("main", [1, 0, 2, 30, 400, 5, 66_000]), ("idle", [0, 1, 0, 0, 0, 0, 0])]
        as [(StaticString, [UInt64])]
      {
        $0.text(name)
        $0.map(9)
        let keys: [StaticString] = ["prio", "tid", "state", "stkuse", "stksiz", "cswcnt", "runtime"]
        for (key, value) in zip(keys, values) { $0.pair(key, value) }
        $0.pair("last_checkin", 0)
        $0.pair("next_checkin", 0)
      }
    }
    #expect(session.ask(.read, 0, 2) == expected)
    #expect(session.ask(.write, 0, 2) == protocolError(8))
  }

  @Test func memoryPools() {
    let expected = cbor {
      $0.map(1)
      $0.text("ring")
      $0.map(4)
      $0.pair("blksiz", 1)
      $0.pair("nblks", 4096)
      $0.pair("nfree", 4000)
      $0.pair("min", 300)
    }
    #expect(session.ask(.read, 0, 3) == expected)
  }

  @Test func bootloader() {
    #expect(session.ask(.read, 0, 8) == ServerTests.text("bootloader", "MCUboot"))
    func query(_ text: String, version: UInt8 = 1) -> [UInt8] {
      session.ask(.read, 0, 8, version: version) {
        $0.map(1)
        $0.pair("query", text)
      }
    }
    #expect(
      query("mode")
        == cbor {
          $0.map(1)
          $0.pair("mode", 1)
        })
    #expect(query("colour") == groupError(0, 3))
    #expect(query("colour", version: 0) == protocolError(5))
  }

  @Test func enumeration() {
    let all: [UInt64] = [0, 1, 2, 3, 8, 9, 10, 63, 66]
    #expect(
      session.ask(.read, 10, 0)
        == cbor {
          $0.map(1)
          $0.pair("count", 9)
        })
    #expect(
      session.ask(.read, 10, 1)
        == cbor {
          $0.map(1)
          $0.text("groups")
          $0.array(9)
          for group in all { $0.unsigned(group) }
        })
    for (index, group) in all.enumerated() {
      let answer = session.ask(.read, 10, 2) {
        $0.map(1)
        $0.pair("index", UInt64(index))
      }
      #expect(
        answer
          == cbor {
            $0.map(index == 8 ? 2 : 1)
            $0.pair("group", group)
            if index == 8 { $0.pair("end", true) }
          })
    }
    for index: UInt64 in [9, .max] {
      let answer = session.ask(.read, 10, 2) {
        $0.map(1)
        $0.pair("index", index)
      }
      #expect(answer == groupError(10, 4))
    }
    #expect(session.ask(.write, 10, 0) == protocolError(8))
    #expect(session.ask(.read, 10, 4) == protocolError(8))
  }

  @Test func detailsOfSomeGroups() {
    let answer = session.ask(.read, 10, 3) {
      $0.map(1)
      $0.text("groups")
      $0.array(3)
      for group: UInt64 in [66, 8, 5] { $0.unsigned(group) }
    }
    let expected = cbor {
      $0.map(1)
      $0.text("groups")
      $0.array(2)
      for (group, name, count) in [(8, "fs mgmt", 5), (66, "own", 3)] as [(UInt64, String, UInt64)] {
        $0.map(3)
        $0.pair("group", group)
        $0.pair("name", name)
        $0.pair("handlers", count)
      }
    }
    #expect(answer == expected)
    #expect(session.ask(.read, 10, 3).count > 200)
    let wrong = session.ask(.read, 10, 3) {
      $0.map(1)
      $0.pair("groups", 1)
    }
    #expect(wrong == protocolError(3))
  }

  private func shell(_ words: [String], replySize: Int = 1024) -> [UInt8] {
    session.ask(.write, 9, 0, replySize: replySize) { writer in
      writer.map(1)
      writer.text("argv")
      writer.array(words.count)
      for word in words { Array(word.utf8).withUnsafeBufferPointer { writer.text($0) } }
    }
  }

  @Test func shellJoinsWords() {
    for words in [["a b"], ["a", "b"]] {
      #expect(
        shell(words)
          == cbor {
            $0.map(2)
            $0.pair("o", "a b")
            $0.pair("ret", 0)
          })
    }
    #expect(shell([]) == groupError(9, 3))
    #expect(shell(["", " "]) == groupError(9, 3))
    #expect(shell([String(repeating: "x", count: 129)]) == groupError(9, 2))
    #expect(shell([String(repeating: "x", count: 64), String(repeating: "x", count: 64)]) == groupError(9, 2))
    #expect(shell([String(repeating: "x", count: 128)]).count > 128)
    #expect(session.ask(.write, 9, 0) == protocolError(3))
    #expect(session.ask(.read, 9, 0) == protocolError(8))
  }

  @Test func longOutputIsCutBeforeTheResult() {
    for size in [64, 300, 1024] {
      let answer = shell(["!"], replySize: size)
      // The key, the number -22.
      #expect(Array(answer.suffix(5)) == hex("63726574 35"))
      #expect(answer.count <= size - 8 && answer.count >= size - 8 - 9)
    }
  }

  @Test func groupsThatADeviceLacksAreUnknown() {
    for group: UInt16 in [1, 3, 8, 9, 10, 63, 64, 66] {
      for operation in [SMPOperation.read, .write] {
        for command: UInt8 in 0...8 {
          #expect(serve(request(operation, group, command)).reply.dropFirst(8) == protocolError(8)[...])
        }
      }
    }
  }
}
