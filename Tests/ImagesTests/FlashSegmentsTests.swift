import Testing

@testable import Images

@Suite struct FlashSegmentsTests {
  private func image(_ segments: [Image.Segment], header: DialogHeader? = nil) -> Image {
    var image = Image(file: ImageFile(bytes: [], name: "test"), kind: .elf, segments: segments)
    image.dialogHeader = header
    return image
  }
  private func counting(_ count: Int, from start: Int = 0) -> [UInt8] {
    (start..<start + count).map { UInt8(truncatingIfNeeded: $0 * 7) }
  }

  @Test func anImageWithoutAHeaderGetsOne() {
    var bytes = counting(0x180)
    bytes.replaceSubrange(0xF8..<0x100, with: repeatElement(0xFF, count: 8))
    let far = counting(16)
    let result = image([
      .init(address: 0x0800_0000, bytes: bytes), .init(address: 0x0800_2000, bytes: far),
    ]).flashSegments()
    #expect(result.isBootable)
    // The size is that of everything up to the last byte.
    var first: [UInt8] = [0x71, 0x51, 0, 0, 0x80, 0x00, 0x20, 0x08]
    first += bytes[..<0xF8]
    let expected: [Image.Segment] = [
      .init(address: 0x0800_0000, bytes: first), .init(address: 0x0800_0100, bytes: Array(bytes[0x100...])),
      .init(address: 0x0800_2000, bytes: far),
    ]
    #expect(result.segments == expected)
  }

  @Test func aShortImageIsOneSegment() {
    let bytes = counting(0x20)
    let result = image([.init(address: 0x0800_0000, bytes: bytes)]).flashSegments()
    #expect(result.isBootable)
    let whole: [UInt8] = [0x71, 0x51, 0, 0, 0x80, 0, 0, 0x20] + bytes
    #expect(result.segments == [Image.Segment(address: 0x0800_0000, bytes: whole)])
  }

  @Test func othersStayAsTheyAre() {
    let used = [Image.Segment(address: 0x0800_0000, bytes: counting(0x180))]
    func expect(_ image: Image, _ segments: [Image.Segment], _ isBootable: Bool) {
      let result = image.flashSegments()
      #expect(result.segments == segments)
      #expect(result.isBootable == isBootable)
    }
    expect(image(used), used, false)
    let later = [Image.Segment(address: 0x0801_0000, bytes: counting(0x180))]
    expect(image(later), later, false)
    let ram = [Image.Segment(address: 0x07FC_0000, bytes: counting(0x180))]
    expect(image(ram), [], false)
    let header = DialogHeader(isQuad: true, isCached: true, imageSize: 0x180)
    expect(image(used, header: header), used, true)
  }
}
