import Programs
import Testing

@testable import Images

/// What belongs into a slot, and how it is laid out there.
struct SlotTests {
  private static let payload: [UInt8] =
    littleEndian(0x07FC_8000) + littleEndian(0x0801_0241) + [UInt8](repeating: 0, count: 56)
    + (0..<100).map { UInt8($0) }

  @Test func aPayloadGetsHeaderAndHash() throws {
    let image = try Image.recognise(Self.payload, name: "app.bin")
    #expect(image.kind == .raw && image.isForSlot && image.segments[0].address == 0x0801_0200)
    let placed = try image.slotSegments()
    #expect(placed.map(\.address) == [0x0801_0000, 0x0804_F000, 0x0808_F000])
    #expect(placed[1].bytes == [UInt8](repeating: 0xFF, count: 0x1000) && placed[2].bytes == placed[1].bytes)
    let sealed = try Image.recognise(placed[0].bytes, name: "sealed")
    let description = try #require(sealed.mcuboot)
    #expect(description.hashState == .right && description.version.description == "1.0.0")
    #expect(description.headerSize == 0x200 && description.imageSize == Self.payload.count)
    #expect(description.size == 0x200 + Self.payload.count + 40)
    #expect(Array(placed[0].bytes[0x200..<0x200 + Self.payload.count]) == Self.payload)
    let layout = image.slotLayout(startedBy: .bootloader)
    #expect(layout.vectorTable == 0x0801_0200 && layout.stackPointer == 0x07FC_8000)
    #expect(layout.resetVector == 0x0801_0241 && layout.start == .bootloader)
    #expect(sealed.slotLayout(startedBy: .bootloader) == layout)
  }

  /// What imgtool makes of the same payload, but for its fill and flags, is what we make.
  @Test func sealsAsImgtoolDoes() throws {
    let folder = try Folder()
    try folder.write("app.bin", Self.payload)
    try folder.succeed(
      try Programs.client("imgtool"),
      ["sign", "-H", "0x200", "--pad-header", "--align", "4", "-S", "0x40000", "-v", "1.0.0"]
        + [folder.path("app.bin"), folder.path("out.bin")])
    let theirs = try folder.read("out.bin")
    let ours = MCUbootImage.seal(Self.payload, version: .init(major: 1, minor: 0, revision: 0, build: 0))
    #expect(ours.count == theirs.count)
    #expect(ours[..<32] == theirs[..<32])
    #expect(try #require(try Image.recognise(theirs, name: "").mcuboot).hashState == .right)
  }

  @Test func aDamagedImageSaysSo() throws {
    var image = MCUbootImage.seal(Self.payload, version: .init(major: 1, minor: 0, revision: 0, build: 0))
    image[0x210] ^= 1
    #expect(try Image.recognise(image, name: "").mcuboot?.hashState == .wrong)
  }

  /// A large image for the start of flash may have its reset handler where slot 0 is.
  @Test func vectorsTellTheSlotFromTheStartOfFlash() throws {
    var image = Self.payload + [UInt8](repeating: 1, count: 0x1_1000)
    #expect(try Image.recognise(image, name: "").segments[0].address == 0x0801_0200)
    image.replaceSubrange(8..<12, with: littleEndian(0x0800_0101))
    let atStart = try Image.recognise(image, name: "start")
    #expect(atStart.segments[0].address == 0x0800_0000 && !atStart.isForSlot)
    #expect(throws: ImageError.self) { try atStart.slotSegments() }
  }

  @Test func slot1StaysSlot1() throws {
    let sealed = MCUbootImage.seal(Self.payload, version: .init(major: 1, minor: 0, revision: 0, build: 0))
    var image = try Image.recognise(sealed, name: "")
    image.segments[0].address = 0x0805_0000
    #expect(try image.slotSegments().map(\.address) == [0x0804_F000, 0x0805_0000, 0x0808_F000])
    #expect(image.slotLayout(startedBy: .bootloader).vectorTable == 0x0801_0200)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let most = 0x3F000 - 0x200 - 40
    func image(_ count: Int) -> [UInt8] { Self.payload + [UInt8](repeating: 1, count: count - Self.payload.count) }
    #expect(try Image.recognise(image(most), name: "").slotSegments()[0].bytes.count == 0x3F000)
    #expect(
      refusal(image(most + 1))
        == "file: 257497 bytes with a vector table for slot 0, expected at most 257496 bytes, what a slot has for them")
    let sealed = MCUbootImage.seal(image(most + 1), version: .init(major: 1, minor: 0, revision: 0, build: 0))
    let large = try Image.recognise(sealed, name: "large")
    do throws(ImageError) {
      _ = try large.slotSegments()
      Issue.record("it was taken")
    } catch {
      #expect(
        error.description
          == "large: an MCUboot image of 258049 bytes, expected at most 258048 bytes, what a slot has for one")
    }
  }
}
