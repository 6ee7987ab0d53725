import Foundation
import Machine
import Testing
@testable import Formats
@testable import Watchers

@Suite struct PPK2FileTests {
  @Test func theRateFitsTheRun() {
    #expect(PPK2Capture(duration: nil)?.rate == 100_000)
    #expect(PPK2Capture(duration: .seconds(60))?.rate == 100_000)
    #expect(PPK2Capture(duration: .seconds(61))?.rate == 10_000)
    #expect(PPK2Capture(duration: .seconds(86_400))?.rate == 10)
    #expect(PPK2Capture(duration: .seconds(6_000_000))?.rate == 1)
    #expect(PPK2Capture(duration: .seconds(6_000_001)) == nil)
  }

  @Test func whenTheRoomIsUsedUpTenBecomeOne() throws {
    let capture = try #require(PPK2Capture(duration: nil, limit: 100))
    // 99 samples of 1 uA, then 1 mA with D0 for two samples, which fills the room and begins the next.
    capture.add(1_000_000, 0, for: 99 * 15_360)
    #expect(capture.samples.count == 99 && capture.rate == 100_000)
    capture.add(1_000_000_000, 1, for: 2 * 15_360)
    #expect(capture.rate == 10_000 && capture.samples.count == 10)
    #expect(capture.samples[0] == .init(current: 1, bits: 0x5555))
    #expect(abs(capture.samples[9].current - 100.9) < 1e-4 && capture.samples[9].bits == 0x5557)
    capture.add(1_000_000, 0, for: 9 * 15_360)
    #expect(capture.samples.count == 11 && abs(capture.samples[10].current - 100.9) < 1e-4)
  }

  @Test func atTheLowestRateItEnds() throws {
    let capture = try #require(PPK2Capture(duration: .seconds(100), limit: 100))
    #expect(capture.rate == 1)
    capture.add(1_000_000, 0, for: .seconds(1_000))
    #expect(capture.isFull && capture.samples.count == 100)
  }

  @Test func theSessionsFramesAreTheProgramsOwn() throws {
    let capture = try #require(PPK2Capture(duration: nil))
    // 0.5 uA with D0 high alone, as the reference's example 0x5556.
    capture.add(500_000, 1, for: 15_360)
    let archive = [UInt8](try PPK2File.render(capture))
    #expect(archive.starts(with: [0x50, 0x4B, 3, 4]))
    let name = Array("session.raw".utf8)
    #expect(Array(archive[30..<30 + name.count]) == name)
    let packed = Int(archive[18]) | Int(archive[19]) << 8
    let start = 30 + name.count
    let frame = Zlib.decompress(archive[start..<start + packed], as: .raw, limit: 6)
    #expect(frame == [0x00, 0x00, 0x00, 0x3F, 0x55, 0x56])
  }
}
