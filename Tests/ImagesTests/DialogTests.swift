import Testing

@testable import Images

struct DialogTests {
  static func image(_ count: Int, announced: UInt32? = nil, mark: [UInt8] = [0x71, 0x51, 0, 0]) -> [UInt8] {
    let word = announced ?? 0x8000_0000 | UInt32(count - 8)
    let rest = (8..<count).map { UInt8(truncatingIfNeeded: $0) }
    return mark + littleEndian(word).reversed() + rest
  }

  @Test func marks() throws {
    let quad = try Image.recognise(DialogTests.image(0x200), name: "")
    #expect(quad.kind == .dialogFlash)
    #expect(quad.dialogHeader == DialogHeader(isQuad: true, isCached: true, imageSize: 0x200))
    let single = DialogTests.image(0x200, announced: 0x1F8, mark: [0x70, 0x50, 0, 0])
    let image = try Image.recognise(single, name: "")
    #expect(image.dialogHeader == DialogHeader(isQuad: false, isCached: false, imageSize: 0x200))
    #expect(image.segments == [Image.Segment(address: 0x0800_0000, bytes: single)])
    let boot = try image.bootLayout()
    #expect(boot.start == .flashHeader && boot.vectorTable == 0x0800_0008)
    #expect(boot.stackPointer == 0x0B0A_0908 && boot.resetVector == 0x0F0E_0D0C)
    // A file may go on behind the image.
    #expect(try Image.recognise(DialogTests.image(0x200) + [1, 2, 3], name: "").kind == .dialogFlash)
    // Another second half of the mark is no mark.
    #expect(throws: ImageError.self) {
      try Image.recognise(DialogTests.image(0x200, mark: [0x71, 0x51, 1, 0]), name: "")
    }
  }

  @Test func dump() throws {
    let dump = DialogTests.image(0x1000) + [UInt8](repeating: 0xFF, count: (1 << 20) - 0x1000)
    let image = try Image.recognise(dump, name: "")
    #expect(image.kind == .flashDump && image.dialogHeader?.imageSize == 0x1000)
    #expect(image.segments[0].bytes.count == 1 << 20)
    #expect(try Image.recognise(dump.dropLast() + [], name: "").kind == .dialogFlash)
    #expect(
      refusal(dump + [0])
        == "file: a flash image of 1048577 bytes at 0x08000000, expected at most 1048576 bytes there: "
        + "flash has 1048576 bytes at 0x08000000")
    // A mark of neither kind: a dump all the same, by its size.
    #expect(try Image.recognise(dump.with([0x70], at: 0), name: "").dialogHeader == nil)
  }

  @Test func errors() {
    #expect(
      refusal(DialogTests.image(0x200).dropLast() + [])
        == "file, offset 0x4: an announced size of 512 bytes in a file of 511, expected a file of at least that size "
        + "(is it cut off?)")
    for announced: UInt32 in [0, 7, 0x8000_0007, 0x000F_FFF9, 0xFFFF_FFFF] {
      #expect(
        refusal(DialogTests.image(0x200, announced: announced))?.hasPrefix("file, offset 0x4: an announced size")
          == true)
    }
    #expect(refusal(DialogTests.image(0x200, announced: 8)) == nil)
    for count in 4..<16 {
      #expect(
        refusal(Array(DialogTests.image(16).prefix(count)))
          == "file, offset 0x0: the end of the file at \(count) bytes, expected a Dialog header, initial stack pointer "
          + "and reset vector of 16 bytes")
    }
  }

  @Test(arguments: [8, 0xF8, 0xF9, 0x100, 0x101, 0x1000]) func made(_ count: Int) throws {
    var linked = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }
    for index in 0xF8..<0x100 where index < count { linked[index] = 0xFF }
    let bytes = try DialogHeader.flashImage(linked: linked, isQuad: false, isCached: false, name: "linked")
    let image = try Image.recognise(bytes, name: "made")
    #expect(image.dialogHeader == DialogHeader(isQuad: false, isCached: false, imageSize: bytes.count))
    for (offset, byte) in linked.enumerated() where !(0xF8..<0x100).contains(offset) {
      #expect(image[0x0800_0000 + UInt32(offset < 0xF8 ? offset + 8 : offset)] == byte)
    }
  }

  @Test func notMade() {
    func refusalOf(_ linked: [UInt8]) -> String? {
      do {
        _ = try DialogHeader.flashImage(linked: linked, name: "linked")
        return nil
      } catch { return error.description }
    }
    #expect(
      refusalOf([1, 2]) == "linked, offset 0x0: the end of the file at 2 bytes, expected an initial stack pointer and "
        + "reset vector of 8 bytes")
    #expect(
      refusalOf([UInt8](repeating: 1, count: 0x200))
        == "linked, offset 0xf8: contents in the last eight bytes before 0x100, expected nothing there, because the "
        + "header takes their place in flash")
    #expect(refusalOf([UInt8](repeating: 0, count: 1 << 20)) == nil)
    #expect(
      refusalOf([UInt8](repeating: 0, count: (1 << 20) + 1))
        == "linked: a flash image of 1048577 bytes, expected at most 1048576 bytes, the flash")
  }
}
