import Testing

@testable import FlashLogic

struct ImageUpdateTests {
  /// MCUboot's table, every combination of the flags that it looks at.
  @Test func decidesByTheTable() throws {
    for magics in 0..<4 {
      for flags in 0..<8 {
        var flash = SimulatedNOR()
        if magics & 1 != 0 { try SlotTrailer.writeMagic(&flash, FlashMap.slot0) }
        if magics & 2 != 0 { try SlotTrailer.writeMagic(&flash, FlashMap.slot1) }
        if flags & 1 != 0 { try SlotTrailer.setImageOK(&flash, FlashMap.slot0) }
        if flags & 2 != 0 { try SlotTrailer.setCopyDone(&flash, FlashMap.slot0) }
        if flags & 4 != 0 { try SlotTrailer.setImageOK(&flash, FlashMap.slot1) }
        let expected: SwapType =
          magics & 2 != 0 ? flags & 4 != 0 ? .permanent : .test : magics & 1 != 0 && flags & 3 == 2 ? .revert : .none
        #expect(ImageUpdate.nextSwap(&flash) == expected, "magics \(magics) flags \(flags)")
      }
    }
  }

  @Test func trailerStandsWhereImgtoolPutsIt() throws {
    var flash = SimulatedNOR()
    try ImageUpdate.setPending(&flash, permanent: true)
    let end = Int(FlashMap.slot1.end)
    let magic: [UInt8] = [
      0x77, 0xC2, 0x95, 0xF3, 0x60, 0xD2, 0xEF, 0x7F, 0x35, 0x52, 0x50, 0x0F, 0x2C, 0xB6, 0x79, 0x80,
    ]
    #expect(Array(flash.contents[(end - 16)...][..<end]) == magic)
    #expect(flash.contents[end - 24] == 1)
    #expect(flash.contents[end - 32] == 0xFF)
    #expect(flash.contents[end - 40] == 3)
  }

  @Test func pendingOnTestBecomesPermanentNotTheOtherWay() throws {
    var flash = SimulatedNOR()
    try ImageUpdate.setPending(&flash, permanent: false)
    #expect(ImageUpdate.nextSwap(&flash) == .test)
    try ImageUpdate.setPending(&flash, permanent: true)
    #expect(ImageUpdate.nextSwap(&flash) == .permanent)
    try ImageUpdate.setPending(&flash, permanent: false)
    #expect(ImageUpdate.nextSwap(&flash) == .permanent)
    #expect(flash.impossiblePrograms == 0)
  }

  @Test func pendingOverALeftTrailer() throws {
    var flash = SimulatedNOR()
    flash.place([UInt8](repeating: 0x5A, count: 0x1000), at: SlotTrailer.sector(FlashMap.slot1))
    try ImageUpdate.setPending(&flash, permanent: false)
    #expect(ImageUpdate.nextSwap(&flash) == .test)
    #expect(flash.impossiblePrograms == 0)
  }

  @Test func confirmEndsTheTest() throws {
    var flash = SimulatedNOR()
    try ImageUpdate.confirm(&flash)
    #expect(flash.operations == 0)
    try SlotTrailer.writeMagic(&flash, FlashMap.slot0)
    try SlotTrailer.setCopyDone(&flash, FlashMap.slot0)
    #expect(ImageUpdate.nextSwap(&flash) == .revert)
    try ImageUpdate.confirm(&flash)
    #expect(ImageUpdate.nextSwap(&flash) == .none)
    let operations = flash.operations
    try ImageUpdate.confirm(&flash)
    #expect(flash.operations == operations)
  }

  /// Power fails in every operation of a request: it is pending as asked, or on test, or not at all; and asking again works.
  @Test func pendingSurvivesPowerCuts() throws {
    for permanent in [false, true] {
      for cut in 1...12 {
        for seed in 0..<20 as Range<UInt64> {
          var flash = SimulatedNOR(seed: seed)
          flash.place([UInt8](repeating: 0xA5, count: 64), at: FlashMap.slot1.end - 64)
          flash.failsAt = cut
          try? ImageUpdate.setPending(&flash, permanent: permanent)
          flash.restorePower()
          let found = ImageUpdate.nextSwap(&flash)
          #expect(found == .none || found == (permanent ? .permanent : .test))
          try ImageUpdate.setPending(&flash, permanent: permanent)
          #expect(ImageUpdate.nextSwap(&flash) == (permanent ? .permanent : .test))
        }
      }
    }
  }

  /// Power fails in every operation of an erase: what was pending is not pending with another image.
  @Test func eraseTakesThePendingMarkFirst() throws {
    for cut in 1...8 {
      for seed in 0..<20 as Range<UInt64> {
        var flash = SimulatedNOR(seed: seed)
        flash.place(TestImage(size: 9_000, seed: 1).bytes, at: FlashMap.slot1.start)
        try ImageUpdate.setPending(&flash, permanent: false)
        flash.failsAt = flash.operations + cut
        try? ImageUpdate.eraseSlot1(&flash)
        flash.restorePower()
        let isWhole = (try? ImageCheck(&flash, slot: FlashMap.slot1, key: NoKey())) != nil
        #expect(isWhole || ImageUpdate.nextSwap(&flash) == .none)
        try ImageUpdate.eraseSlot1(&flash)
        #expect(flash[FlashMap.slot1].allSatisfy { $0 == 0xFF })
      }
    }
  }
}
