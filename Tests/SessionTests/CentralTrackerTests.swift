import Testing

@testable import Session

struct CentralTrackerTests {
  private static let access: [UInt8] = [0x78, 0x56, 0x34, 0x12]
  /// A request to connect with that access address: header, two addresses, and the rest of it.
  private static let request: [UInt8] =
    [0xD6, 0xBE, 0x89, 0x8E, 0x45, 34] + Array(repeating: 0xAA, count: 12) + access + Array(repeating: 0, count: 21)

  @Test func whoAskedIsTheCentral() {
    var tracker = CentralTracker()
    let data = Self.access + [1, 0, 0, 0, 0]
    #expect(tracker.isFromCentral(data, isIntact: true, by: .radio(0)) == nil)
    #expect(tracker.isFromCentral(Self.request, isIntact: true, by: .radio(3)) == nil)
    #expect(tracker.isFromCentral(data, isIntact: true, by: .radio(3)) == true)
    #expect(tracker.isFromCentral(data, isIntact: false, by: .radio(0)) == false)
  }

  @Test func aDamagedOrOtherPacketMakesNone() {
    var tracker = CentralTracker()
    var other = Self.request
    other[4] = 0x40
    for (bytes, isIntact) in [(Self.request, false), (other, true), (Array(Self.request.prefix(20)), true), ([], true)]
    {
      #expect(tracker.isFromCentral(bytes, isIntact: isIntact, by: .side(true)) == nil)
      #expect(tracker.isFromCentral(Self.access + [1, 0], isIntact: true, by: .side(true)) == nil)
    }
  }
}
