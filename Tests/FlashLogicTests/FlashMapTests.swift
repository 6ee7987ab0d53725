import Testing

@testable import FlashLogic

struct FlashMapTests {
  /// The areas follow one another without a gap, each of whole sectors, and fill the flash.
  @Test func fillsTheFlash() {
    let areas = [
      FlashMap.boot, FlashMap.slot0, FlashMap.slot1, FlashMap.scratch, FlashMap.settings, FlashMap.activity,
      FlashMap.identity,
    ]
    var end: UInt32 = 0
    for area in areas {
      #expect(area.start == end)
      #expect(area.start % FlashMap.sectorSize == 0 && area.size % FlashMap.sectorSize == 0)
      end = area.end
    }
    #expect(end == FlashMap.flash.size)
    #expect(FlashMap.slot0.size == FlashMap.slot1.size)
  }

  @Test func containsIsExactAtTheEnds() {
    let area = FlashArea(0x1000, size: 0x100)
    #expect(area.contains(0x1000, count: 0x100))
    #expect(!area.contains(0x0FFF, count: 1))
    #expect(!area.contains(0x1000, count: 0x101))
    #expect(area.contains(0x10FF, count: 1))
    #expect(!area.contains(0x10FF, count: 2))
    #expect(!area.contains(0xFFFF_FFFF, count: 2))
    #expect(!area.contains(0x1080, count: .max))
  }

  @Test func bootRequestNeedsBothWords() {
    let asked = BootRequest.recovery.words
    #expect(BootRequest(asked.mode, asked.check) == .recovery)
    #expect(BootRequest(asked.mode, asked.check ^ 1) == .none)
    #expect(BootRequest(0, 0) == .none)
    #expect(BootRequest(0xFFFF_FFFF, 0xFFFF_FFFF) == .none)
    #expect(BootRequest(7, 7 ^ 0x424F_4F54) == .none)
  }
}
