import Testing

@testable import Link

@Suite struct ActivityMinuteTests {
  @Test func readsEntries() throws {
    // 2026-11-21T03:04 is 14,142,424 minutes after the start of 2000.
    let minute: UInt32 = 14_142_424
    let entry: [UInt8] = (0..<4).map { UInt8(truncatingIfNeeded: minute >> ($0 * 8)) } + [112, 72, 34, 0x80 | 87]
    let spoilt = [UInt8](repeating: 0xFF, count: 8)
    let minutes = ActivityMinute.read(entry + spoilt + entry + [1, 2, 3])
    #expect(minutes.count == 2)
    #expect(minutes.first?.csv == "2026-11-21T03:04,112,72,34,87,1")
    #expect(ActivityMinute.read([]) == [])
    // A hostile minute far beyond the calendar.
    #expect(ActivityMinute.read([0, 0, 0, 0xFF, 0, 0, 0, 0]) == [])
  }
}
