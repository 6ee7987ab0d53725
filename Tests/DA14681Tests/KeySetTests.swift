import Foundation
import Testing

@testable import DA14681

@Suite struct KeySetTests {
  /// Found by the fuzzer: a set's order in a snapshot depended on how it had grown.
  @Test func sameKeysAreTheSameBytes() throws {
    var one = KeySet()
    for key in [0, 32, 511, 64] { one.insert(key) }
    var other = KeySet()
    for key in stride(from: 511, through: 0, by: -1) { other.insert(key) }
    for key in 0..<512 where ![0, 32, 64, 511].contains(key) { other.remove(key) }
    #expect(try JSONEncoder().encode(one) == JSONEncoder().encode(other))
    #expect(other.keys == [0, 32, 64, 511])
    #expect(try JSONDecoder().decode(KeySet.self, from: JSONEncoder().encode(one)) == one)
  }

  @Test func unionAndEmptiness() {
    var one = KeySet()
    #expect(one.isEmpty)
    one.insert(31)
    var other = KeySet()
    other.insert(32)
    #expect(one.union(other).keys == [31, 32])
    one.remove(31)
    #expect(one.isEmpty)
  }

  @Test func aFileOfAnotherSizeIsHeldToTheMatrix() throws {
    let many = String(repeating: "1,", count: 40) + "1"
    #expect(try JSONDecoder().decode(KeySet.self, from: Data("[\(many)]".utf8)).keys.count == 16)
    #expect(try JSONDecoder().decode(KeySet.self, from: Data("[]".utf8)).isEmpty)
  }
}
