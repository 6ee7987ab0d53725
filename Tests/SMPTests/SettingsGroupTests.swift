import SMP
import Testing

struct SettingsGroupTests {
  let session = Session()
  static let empty = hex("a0")

  private func read(_ name: String, limit: UInt64? = nil, version: UInt8 = 1) -> [UInt8] {
    session.ask(.read, 3, 0, version: version) {
      $0.map(limit == nil ? 1 : 2)
      $0.pair("name", name)
      if let limit { $0.pair("max_size", limit) }
    }
  }

  private func write(_ name: String, _ value: [UInt8], version: UInt8 = 1) -> [UInt8] {
    session.ask(.write, 3, 0, version: version) {
      $0.map(2)
      $0.pair("name", name)
      $0.pair("val", bytes: value)
    }
  }

  private func act(_ command: UInt8, _ name: String? = nil, _ operation: SMPOperation = .write) -> [UInt8] {
    session.ask(operation, 3, command) {
      $0.map(name == nil ? 0 : 1)
      if let name { $0.pair("name", name) }
    }
  }

  private func value(_ bytes: [UInt8], limit: UInt64? = nil) -> [UInt8] {
    cbor {
      $0.map(limit == nil ? 1 : 2)
      $0.pair("val", bytes: bytes)
      if let limit { $0.pair("max_size", limit) }
    }
  }

  @Test func readingAndWriting() {
    #expect(read("root/number") == value([1, 2, 3, 4]))
    #expect(write("root/number", [9]) == Self.empty)
    #expect(read("root/number") == value([9]))
    #expect(write("root/number", []) == Self.empty)
    #expect(read("root/number") == value([]))
  }

  @Test func sizes() {
    #expect(read("root/number", limit: 2) == value([1, 2]))
    #expect(read("root/number", limit: 0) == value([]))
    #expect(read("root/long") == value([UInt8](0..<64)))
    #expect(read("root/long", limit: 64) == value([UInt8](0..<64)))
    #expect(read("root/long", limit: 65) == value([UInt8](0..<64), limit: 64))
    #expect(read("root/long", limit: .max) == value([UInt8](0..<64), limit: 64))
    session.change { $0.current["root/long"] = [UInt8](0..<100) }
    #expect(read("root/long") == value([UInt8](0..<64)))
  }

  @Test func errorsOfNames() {
    let long = "root/" + String(repeating: "x", count: 59)
    #expect(read("root/x") == groupError(3, 3))
    #expect(read("rot/number") == groupError(3, 5))
    #expect(read("root/secret") == groupError(3, 4))
    #expect(read(long) == groupError(3, 2))
    #expect(read(String(long.dropLast())) == groupError(3, 3))
    #expect(write("root/x", [1]) == groupError(3, 3))
    #expect(write("root/fixed", [1]) == groupError(3, 6))
    #expect(write(long, [1]) == groupError(3, 2))
    #expect(act(1, "root/fixed") == groupError(3, 7))
    #expect(act(1, "root/x") == groupError(3, 3))
    #expect(act(1, long) == groupError(3, 2))
    #expect(read("root/x", version: 0) == protocolError(5))
    #expect(read("x", version: 0) == protocolError(5))
    #expect(read(long, version: 0) == protocolError(3))
    #expect(read("root/secret", version: 0) == protocolError(8))
    #expect(write("root/fixed", [1], version: 0) == protocolError(8))
  }

  @Test func malformedRequests() {
    #expect(session.ask(.read, 3, 0) == protocolError(3))
    #expect(session.ask(.write, 3, 0) == protocolError(3))
    #expect(act(0, "root/number") == protocolError(3))
    #expect(act(1) == protocolError(3))
    let wrong = session.ask(.write, 3, 0) {
      $0.map(2)
      $0.pair("name", "root/number")
      $0.pair("val", "text")
    }
    #expect(wrong == protocolError(3))
    #expect(act(1, "root/number", .read) == protocolError(8))
    #expect(act(2, nil, .read) == protocolError(8))
    #expect(act(4) == protocolError(8))
  }

  @Test func storing() {
    #expect(act(3) == Self.empty)
    #expect(write("root/number", [5]) == Self.empty)
    #expect(act(3, nil, .read) == Self.empty)
    #expect(read("root/number") == value([1, 2, 3, 4]))
    #expect(write("root/number", [5]) == Self.empty)
    #expect(write("root/long", [6]) == Self.empty)
    #expect(act(3, "root/number") == Self.empty)
    #expect(act(3, "root/x") == groupError(3, 3))
    #expect(session.device.saved["root/number"] == [5])
    #expect(session.device.saved["root/long"]?.count == 64)
    #expect(act(1, "root/number") == Self.empty)
    #expect(read("root/number") == value([]))
    #expect(act(2) == Self.empty)
    #expect(session.device.commits == 1)
    #expect(session.ask(.write, 63, 0) == Self.empty)
    #expect(session.device.saved.isEmpty)
    #expect(session.ask(.read, 63, 0) == protocolError(8))
    #expect(session.ask(.write, 63, 1) == protocolError(8))
    session.change { $0.storageWorks = false }
    #expect(act(3) == groupError(3, 1))
    #expect(session.ask(.write, 63, 0) == groupError(63, 4))
  }
}
