import Testing

@testable import FlashLogic

/// A flash with an old image in slot 0 and a new one in slot 1, and what the bootloader makes of it.
struct BootTests {
  private static let old = TestImage(size: 700, seed: 1, version: ImageVersion(major: 1))
  private static let new = TestImage(size: 4_500, seed: 2, version: ImageVersion(major: 2))

  private static func flash(
    _ first: TestImage? = old, _ second: TestImage? = new, pending: SwapType = .none
  ) throws -> SimulatedNOR {
    var flash = SimulatedNOR()
    if let first { flash.place(first.bytes, at: FlashMap.slot0.start) }
    if let second { flash.place(second.bytes, at: FlashMap.slot1.start) }
    if pending != .none { try ImageUpdate.setPending(&flash, permanent: pending == .permanent) }
    flash.restorePower()
    return flash
  }

  /// Boots; the major version of what is started.
  private func boot(_ flash: inout SimulatedNOR) throws -> UInt8? {
    var findings = BootFindings()
    return try Boot.prepare(&flash, key: NoKey(), &findings)?.header.version.major
  }

  private func version(_ flash: inout SimulatedNOR, _ slot: FlashArea) -> UInt8? {
    (try? ImageCheck(&flash, slot: slot, key: NoKey()))?.header.version.major
  }

  @Test func startsSlot0AndTouchesNothing() throws {
    var flash = try Self.flash()
    #expect(try boot(&flash) == 1)
    #expect(flash.operations == 0)
  }

  @Test func testRevertsAtTheNextReset() throws {
    var flash = try Self.flash(pending: .test)
    #expect(try boot(&flash) == 2)
    #expect(ImageUpdate.nextSwap(&flash) == .revert)
    #expect(version(&flash, FlashMap.slot1) == 1)
    #expect(try boot(&flash) == 1)
    #expect(version(&flash, FlashMap.slot1) == 2)
    #expect(ImageUpdate.nextSwap(&flash) == .none)
    #expect(SlotTrailer(&flash, of: FlashMap.slot0).isImageOK)
    flash.restorePower()
    #expect(try boot(&flash) == 1)
    #expect(flash.operations == 0)
    #expect(flash.impossiblePrograms == 0)
  }

  @Test func aConfirmedTestStays() throws {
    var flash = try Self.flash(pending: .test)
    #expect(try boot(&flash) == 2)
    try ImageUpdate.confirm(&flash)
    flash.restorePower()
    #expect(try boot(&flash) == 2)
    #expect(flash.operations == 0)
  }

  @Test func permanentStays() throws {
    var flash = try Self.flash(pending: .permanent)
    #expect(try boot(&flash) == 2)
    #expect(try boot(&flash) == 2)
    #expect(version(&flash, FlashMap.slot1) == 1)
    #expect(flash.impossiblePrograms == 0)
  }

  /// A second update over the trailers that the first one left.
  @Test func updatesFollowEachOther() throws {
    var flash = try Self.flash(pending: .permanent)
    #expect(try boot(&flash) == 2)
    try ImageUpdate.eraseSlot1(&flash)
    flash.place(TestImage(size: 40_000, seed: 9, version: ImageVersion(major: 3)).bytes, at: FlashMap.slot1.start)
    try ImageUpdate.setPending(&flash, permanent: false)
    #expect(try boot(&flash) == 3)
    #expect(try boot(&flash) == 2)
    #expect(version(&flash, FlashMap.slot1) == 3)
    #expect(flash.impossiblePrograms == 0)
  }

  @Test func aBadImageIsErasedAndTheOldOneStays() throws {
    for pending in [SwapType.test, .permanent] {
      var flash = try Self.flash(pending: pending)
      flash.contents[Int(FlashMap.slot1.start) + 0x300] ^= 1
      #expect(try boot(&flash) == 1)
      #expect(flash[FlashMap.slot1].allSatisfy { $0 == 0xFF })
      #expect(ImageUpdate.nextSwap(&flash) == .none)
    }
  }

  /// The old image has gone bad while the new one was on test: the new one stays.
  @Test func revertNeedsAGoodOldImage() throws {
    var flash = try Self.flash(pending: .test)
    #expect(try boot(&flash) == 2)
    flash.contents[Int(FlashMap.slot1.start) + 0x210] ^= 1
    #expect(try boot(&flash) == 2)
    #expect(ImageUpdate.nextSwap(&flash) == .none)
    #expect(try boot(&flash) == 2)
  }

  @Test func aLostSlot0IsReplaced() throws {
    var flash = try Self.flash(nil)
    #expect(try boot(&flash) == 2)
    flash = try Self.flash(nil, nil)
    #expect(try boot(&flash) == nil)
    flash = try Self.flash(nil, Self.new, pending: .test)
    #expect(try boot(&flash) == 2)
    #expect(try boot(&flash) == 2)
  }

  /// The largest image that fits, with every chunk and the scratch area in use, changes places whole.
  @Test func theLargestImageSwaps() throws {
    let big = TestImage(size: Int(FlashMap.largestImage) - 0x200 - 40, seed: 5, version: ImageVersion(major: 2))
    var flash = try Self.flash(Self.old, big, pending: .test)
    #expect(try boot(&flash) == 2)
    #expect(try boot(&flash) == 1)
    #expect(version(&flash, FlashMap.slot1) == 2)
    #expect(flash.impossiblePrograms == 0)
  }

  // MARK: What it says

  private func findings(_ flash: inout SimulatedNOR) throws -> BootFindings {
    var findings = BootFindings()
    _ = try Boot.prepare(&flash, key: NoKey(), &findings)
    return findings
  }

  @Test func saysWhyNothingStarts() throws {
    var encrypted = Self.old
    encrypted.flags = 4
    var flash = try Self.flash(encrypted, nil)
    #expect(try findings(&flash) == BootFindings(slot0: .encrypted, slot1: .noImage))
    flash = try Self.flash(Self.old, Self.new)
    #expect(try findings(&flash) == BootFindings())
    flash = try Self.flash(nil, Self.new)
    #expect(try findings(&flash) == BootFindings())
  }

  @Test func saysWhatItRefused() throws {
    var compressed = Self.new
    compressed.flags = 0x400
    for pending in [SwapType.test, .permanent] {
      var flash = try Self.flash(Self.old, compressed, pending: pending)
      #expect(try findings(&flash) == BootFindings(refused: .compressed))
      #expect(try findings(&flash) == BootFindings())
    }
  }

  /// Every verdict goes through its words and back; words that are none are none.
  @Test func verdictsAreWords() {
    for reason in BootVerdict.Reason.allCases {
      for fault in [nil] + ImageFault.allCases {
        let verdict = BootVerdict(reason, BootFindings(slot0: fault, slot1: .noImage, refused: fault))
        let words = verdict.words
        #expect(BootVerdict(words.mark, words.value, words.check) == verdict)
        #expect(BootVerdict(words.mark, words.value ^ 1, words.check) == nil)
        #expect(BootVerdict(words.mark ^ 1, words.value, words.check ^ 1) == nil)
      }
    }
    #expect(BootVerdict(0, 0, 0) == nil && BootVerdict(.max, .max, .max) == nil)
    let unknown = BootVerdict(.started, BootFindings()).words
    #expect(BootVerdict(unknown.mark, 9, unknown.mark ^ 9) == nil)
  }

  // MARK: Power cuts

  private enum Change: CaseIterable { case test, permanent, revert }

  private func before(_ change: Change, _ old: TestImage, _ new: TestImage) throws -> SimulatedNOR {
    var flash = try Self.flash(old, new, pending: change == .permanent ? .permanent : .test)
    if change == .revert { #expect(try boot(&flash) == 2) }
    flash.restorePower()
    return flash
  }

  /// After any number of cuts, the boot that is let through starts what it would have started without them.
  private func expectRecovery(_ flash: inout SimulatedNOR, _ change: Change, _ cuts: String) throws {
    flash.restorePower()
    let started = try boot(&flash)
    // Where the mark that asked for it was not yet whole, going back may need the next boot; the other changes not.
    #expect(started == (change == .revert ? 1 : 2), "\(change) \(cuts)")
    #expect(version(&flash, FlashMap.slot1) == (change == .revert ? 2 : 1), "\(change) \(cuts)")
    #expect(ImageUpdate.nextSwap(&flash) == (change == .test ? .revert : .none), "\(change) \(cuts)")
  }

  /// Images of several scratches, cut once, in every operation.
  @Test func survivesOneCutAnywhere() throws {
    let old = TestImage(size: 18_000, seed: 1)
    let new = TestImage(size: 33_000, seed: 2, version: ImageVersion(major: 2))
    for change in Change.allCases {
      let start = try before(change, old, new)
      var whole = start
      _ = try boot(&whole)
      #expect(whole.operations > 300)
      for cut in 1...whole.operations {
        var flash = start
        flash.failsAt = cut
        #expect(throws: FlashError.failed) { try boot(&flash) }
        try expectRecovery(&flash, change, "cut in \(cut)")
      }
    }
  }

  /// Small images, cut twice: in every operation, and in every one of the boot that follows.
  @Test func survivesTwoCutsAnywhere() throws {
    for change in Change.allCases {
      let start = try before(change, Self.old, Self.new)
      var whole = start
      _ = try boot(&whole)
      for first in 1...whole.operations {
        var cutOnce = start
        cutOnce.failsAt = first
        _ = try? boot(&cutOnce)
        cutOnce.restorePower()
        var second = 1
        while true {
          var flash = cutOnce
          flash.failsAt = second
          _ = try? boot(&flash)
          guard flash.isDead else { break }
          try expectRecovery(&flash, change, "cut in \(first), then in \(second)")
          second += 1
        }
        #expect(second > 1 || first == whole.operations, "nothing was left after \(first)")
      }
    }
  }
}
