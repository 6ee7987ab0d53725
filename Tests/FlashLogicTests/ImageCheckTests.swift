import SeededRandom
import Testing

@testable import FlashLogic

struct ImageCheckTests {
  private func check(_ bytes: [UInt8], slot: FlashArea = FlashMap.slot1) -> Result<ImageCheck, ImageFault> {
    var flash = SimulatedNOR()
    flash.place(bytes, at: slot.start)
    return Result { () throws(ImageFault) in try ImageCheck(&flash, slot: slot, key: NoKey()) }
  }

  private func fault(_ image: TestImage) -> ImageFault? {
    if case .failure(let fault) = check(image.bytes) { return fault }
    return nil
  }

  @Test func takesAGoodImageInEitherSlot() throws {
    let image = TestImage(size: 5_000, seed: 3, version: ImageVersion(major: 1, minor: 2, revision: 3, build: 4))
    for slot in [FlashMap.slot0, FlashMap.slot1] {
      let found = try check(image.bytes, slot: slot).get()
      #expect(found.header.version == image.version)
      #expect(found.size == UInt32(image.bytes.count))
      #expect(found.header.payload == slot.start + 0x200)
    }
  }

  @Test func protectedRecordsAreUnderTheHash() throws {
    var image = TestImage(size: 300, seed: 1)
    image.protected = [(0x50, [9, 0, 0, 0]), (0xA0, [1, 2, 3])]
    var bytes = image.bytes
    #expect(try check(bytes).get().header.protectedSize == 19)
    bytes[0x200 + 300 + 8] ^= 1
    #expect(throws: ImageFault.wrongHash) { try check(bytes).get() }
  }

  /// Whatever single bit flips in header, payload or hash, the image is refused.
  @Test func everyFlippedBitIsRefused() {
    let bytes = TestImage(size: 96, seed: 7).bytes
    for place in 0..<bytes.count {
      // The fill between header and payload is covered too: all of it.
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      #expect(throws: ImageFault.self, "byte \(place)") { try check(damaged).get() }
    }
  }

  @Test func namesTheFault() {
    #expect(fault(TestImage(size: 100, seed: 1)) == nil)
    var image = TestImage(size: 100, seed: 1)
    image.hashes = []
    #expect(fault(image) == .noHash)
    image = TestImage(size: 100, seed: 1)
    for (flag, expected): (UInt32, ImageFault) in [
      (4, .encrypted), (8, .encrypted), (0x10, .notBootable), (0x20, .forRAM), (0x200, .compressed),
      (0x400, .compressed), (0xC00, .compressed), (0x14, .notBootable),
    ] {
      image.flags = flag
      #expect(fault(image) == expected, "flags \(flag)")
    }
    image.flags = ImageHeader.fixedFlag
    image.loadAddress = 0x0805_0000
    #expect(fault(image) == .otherAddress)
    image.loadAddress = 0x0801_0000
    #expect(fault(image) == nil)
    image = TestImage(size: 100, seed: 1)
    image.headerSize = 31
    #expect(fault(image) == .badHeader)
    image = TestImage(size: 100, seed: 1)
    image.payload[4] &= 0xFE
    #expect(fault(image) == .badVectors)
    image.payload.replaceSubrange(0..<8, with: repeatElement(0xFF, count: 8))
    #expect(fault(image) == .badVectors)
    #expect(fault(TestImage(size: Int(FlashMap.largestImage) - 0x200 - 40, seed: 1)) == nil)
    #expect(fault(TestImage(size: Int(FlashMap.largestImage) - 0x200 - 39, seed: 1)) == .badRecords)
    #expect(fault(TestImage(size: Int(FlashMap.largestImage) - 0x200 + 1, seed: 1)) == .badHeader)
    if case .failure(let fault) = check([0xFF, 0xFF]) { #expect(fault == .noImage) } else { Issue.record() }
  }

  /// Any bytes after a good magic: never a trap, never an answer but a fault.
  @Test func hostileHeadersAreRefused() {
    var random = SplitMix(seed: 99)
    let good = TestImage(size: 64, seed: 1).bytes
    for round in 0..<3_000 {
      var bytes = good
      for _ in 0...(round % 5) {
        let place = round % 3 == 0 ? 0x200 + 64 + random.below(40) : 4 + random.below(28)
        bytes[place] = round % 7 == 0 ? 0xFF : random.byte()
      }
      guard bytes != good else { continue }
      #expect(throws: ImageFault.self) { try check(bytes).get() }
    }
  }
}
