import SMP
import Testing
@testable import Studies

/// What the judge of power cuts finds in a flash.
@Suite struct ActivityLogEntriesTests {
  private static let area = 0x9_8000..<0xF_F000
  private static let places = Self.area.count / 4_096

  private func little(_ value: UInt32, _ count: Int = 4) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }

  private func head(_ number: UInt32, base: UInt32) -> [UInt8] {
    let body = little(number) + little(base)
    var crc = SMP.CRC32()
    for byte in body { crc.add(byte) }
    return little(0x474F_4C41) + body + little(crc.value)
  }

  private func entry(_ minute: UInt16, steps: UInt8) -> [UInt8] {
    let body = little(UInt32(minute), 2) + [steps, 60, 5, 80]
    var crc = CRC16()
    for byte in body { crc.add(byte) }
    return body + little(UInt32(crc.value), 2)
  }

  /// A log with what stands in its sectors, by place.
  private func log(_ sectors: [Int: [UInt8]]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xFF, count: Self.area.count)
    for (place, contents) in sectors {
      bytes.replaceSubrange(place * 4_096..<place * 4_096 + contents.count, with: contents)
    }
    return bytes
  }

  @Test func findsWhatIsWhole() {
    var spoilt = entry(2, steps: 20)
    spoilt[2] ^= 1
    let first = head(1, base: 1_000) + entry(0, steps: 10) + spoilt + entry(3, steps: 30)
    let entries = ActivityLogEntries(log([0: first, 1: head(2, base: 2_000) + entry(0, steps: 40)])).entries
    let found = entries.sorted { $0.bytes[2] < $1.bytes[2] }
    #expect(found.map(\.sector) == [1, 1, 2])
    #expect(found.map(\.index) == [0, 2, 0])
    #expect(found.map { $0.bytes[2] } == [10, 30, 40])
  }

  @Test func aSpoiltHeadHidesItsSector() {
    let second = head(2, base: 2_000) + entry(0, steps: 40)
    for (offset, byte) in [(0, 0 as UInt8), (4, 7), (8, 1), (12, 0)] {
      var first = head(1, base: 1_000) + entry(0, steps: 10)
      first[offset] = byte
      #expect(ActivityLogEntries(log([0: first, 1: second])).entries.map(\.sector) == [2], "byte \(offset)")
    }
  }

  /// The ring goes round; what is left of an earlier round, out of order, is not the log's.
  @Test func theRingGoesRound() {
    let last = Self.places - 1
    let sectors = [
      last: head(103, base: 1_000) + entry(0, steps: 1), 0: head(104, base: 2_000) + entry(0, steps: 2),
      5: head(6, base: 500) + entry(0, steps: 3), 6: head(7, base: 600) + entry(0, steps: 4),
    ]
    #expect(Self.places == 103)
    #expect(Set(ActivityLogEntries(log(sectors)).entries.map(\.sector)) == [103, 104, 6, 7])
    let stray = sectors.merging([5: head(7, base: 500) + entry(0, steps: 3)]) { $1 }
    #expect(Set(ActivityLogEntries(log(stray)).entries.map(\.sector)) == [103, 104, 7])
    #expect(ActivityLogEntries(log(stray)).entries.count == 3)
  }

  @Test func anEmptyFlashHasNone() {
    #expect(ActivityLogEntries(log([:])).entries.isEmpty)
    #expect(ActivityLogEntries([UInt8](repeating: 0, count: Self.area.count)).entries.isEmpty)
  }
}
