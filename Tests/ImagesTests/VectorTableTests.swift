import Testing

@testable import Images

/// Where a vector table is found that is not at the very start.
@Suite struct VectorTableTests {
  /// GNU ld puts the file's headers into the first segment, before the program at 0x200.
  private func withHeaders(
    at base: UInt32, reset: UInt32? = nil, entry: UInt32? = nil, sections: Bool = true,
    symbols: [(name: String, address: UInt32)] = []
  ) -> ELFLayout {
    let text = program(reset: reset ?? base + 0x240)
    return ELFLayout(
      entry: (entry ?? base + 0x240) | 1,
      segments: [
        .init(offset: 0, virtual: base, physical: base, fileSize: 0x200 + text.count, memorySize: 0x200 + text.count)
      ],
      sections: sections ? [.init(name: ".text", address: base + 0x200, offset: 0x200, size: text.count)] : [],
      symbols: symbols, contents: [(0x200, text)])
  }

  @Test(arguments: [true, false], [0x07FC_0000, 0x0800_0000, 0x0802_0000] as [UInt32])
  func behindTheFilesHeaders(sections: Bool, base: UInt32) throws {
    let image = try Image.recognise(withHeaders(at: base, sections: sections).bytes, name: "gnu.elf")
    let layout = try image.bootLayout()
    #expect(layout.vectorTable == base + 0x200 && layout.stackPointer == 0x07FC_8000)
    #expect(layout.resetVector == base + 0x241 && !image.isForSlot)
    // The headers are not loaded.
    #expect(image[base] == nil && image[base + 51] == nil && image[base + 0x200] == 0)
  }

  /// With the reset handler elsewhere than the entry point, a symbol or a section's name tells.
  @Test func bySymbolOrSection() throws {
    let base: UInt32 = 0x07FC_0000
    var layout = withHeaders(at: base, reset: base + 0x244, sections: false, symbols: [("__isr_vector", base + 0x200)])
    #expect(try Image.recognise(layout.bytes, name: "").bootLayout().vectorTable == base + 0x200)
    layout = withHeaders(at: base, reset: base + 0x244)
    layout.sections = [
      .init(name: ".other", address: base + 0x100, offset: 0x100, size: 0x100),
      .init(name: ".isr_vector", address: base + 0x200, offset: 0x200, size: 0x40),
    ]
    layout.contents.append((0x100, [UInt8](repeating: 0x11, count: 0x100)))
    #expect(try Image.recognise(layout.bytes, name: "").bootLayout().vectorTable == base + 0x200)
  }

  /// What looks like a table at the start is one, whatever the entry point: a bootloader before an application.
  @Test func theStartGoesFirst() throws {
    let first = program(reset: 0x0800_0040)
    let second = program(reset: 0x0801_0040)
    let segments = [
      Image.Segment(address: 0x0800_0000, bytes: first), Image.Segment(address: 0x0801_0000, bytes: second),
    ]
    let image = Image(file: ImageFile(bytes: [], name: ""), kind: .intelHex, segments: segments, entry: 0x0801_0040)
    #expect(try image.bootLayout().vectorTable == 0x0800_0000)
  }

  // MARK: Slot 0

  @Test(arguments: [0x200, 0x100, 0x20, 0x800])
  func aGapForTheHeaderMakesItAnImageForSlot0(gap: Int) throws {
    let slot: UInt32 = 0x0801_0000
    let text = program(reset: slot + UInt32(gap) + 0x40)
    let contents = [UInt8](repeating: 0, count: gap) + text
    let elf = ELFLayout(
      entry: slot + UInt32(gap) + 0x41,
      segments: [
        .init(
          offset: 0x1000, virtual: slot, physical: slot, fileSize: contents.count, memorySize: contents.count),
        .init(
          offset: 0x3000, virtual: 0x07FC_0100, physical: slot + UInt32(contents.count), fileSize: 4, memorySize: 8),
      ], contents: [(0x1000, contents), (0x3000, [1, 2, 3, 4])])
    var raw = contents + [1, 2, 3, 4]
    for (bytes, kind) in [(elf.bytes, Image.Kind.elf), (raw, .raw)] {
      let image = try Image.recognise(bytes, name: "app")
      #expect(image.kind == kind && image.isForSlot)
      let layout = image.slotLayout(startedBy: .bootloader)
      #expect(layout.vectorTable == slot + UInt32(gap) && layout.resetVector == slot + UInt32(gap) + 0x41)
      let placed = try image.slotSegments()
      #expect(placed[0].address == slot)
      let sealed = try #require(try Image.recognise(placed[0].bytes, name: "sealed").mcuboot)
      #expect(sealed.hashState == .right && sealed.headerSize == gap && sealed.imageSize == text.count + 4)
      #expect(Array(placed[0].bytes[gap..<gap + text.count + 4]) == text + [1, 2, 3, 4])
    }
    // Erased flash before the table is as good; anything else is none.
    raw.replaceSubrange(0..<gap, with: repeatElement(0xFF, count: gap))
    #expect(try Image.recognise(raw, name: "").isForSlot)
    raw[gap - 5] = 1
    #expect(refusal(raw) != nil)
  }

  @Test func headersOfTheFileMayStandInTheGap() throws {
    for sections in [true, false] {
      let image = try Image.recognise(withHeaders(at: 0x0801_0000, sections: sections).bytes, name: "gnu.elf")
      #expect(image.isForSlot)
      let placed = try image.slotSegments()
      #expect(try Image.recognise(placed[0].bytes, name: "").mcuboot?.hashState == .right)
      #expect(Array(placed[0].bytes[0x200..<0x208]) == littleEndian(0x07FC_8000) + littleEndian(0x0801_0241))
    }
  }

  @Test func codeBeforeTheTableIsNoGap() throws {
    var layout = withHeaders(at: 0x0801_0000)
    layout.segments[0].offset = 0x1000
    layout.contents = [(0x1000, [UInt8](repeating: 0x42, count: 0x200) + program(reset: 0x0801_0240))]
    layout.sections = []
    let image = try Image.recognise(layout.bytes, name: "")
    #expect(!image.isForSlot)
    #expect(try image.bootLayout().vectorTable == 0x0801_0200)
  }

  /// The same as HEX, without an entry point.
  @Test func recordsWithAGap() throws {
    var lines = [IntelHexTests.record(4, 0, [0x08, 0x01])]
    let bytes = [UInt8](repeating: 0, count: 0x200) + program(reset: 0x0801_0240)
    for start in stride(from: 0, to: bytes.count, by: 16) {
      lines.append(IntelHexTests.record(0, UInt16(start), Array(bytes[start..<min(start + 16, bytes.count)])))
    }
    let image = try IntelHexTests.recognise(lines + [IntelHexTests.end])
    #expect(image.isForSlot && image.slotLayout(startedBy: .bootloader).vectorTable == 0x0801_0200)
  }

  // MARK: Segments

  @Test func roomWithoutContentsLoadsNothing() throws {
    let text = program(reset: 0x0800_0040)
    func elf(_ virtual: UInt32, _ size: Int) -> [UInt8] {
      ELFLayout(
        entry: 0x0800_0041,
        segments: [
          .init(
            offset: 0x100, virtual: 0x0800_0000, physical: 0x0800_0000, fileSize: text.count, memorySize: text.count),
          .init(offset: 0x100, virtual: virtual, physical: virtual, fileSize: 0, memorySize: size),
        ], contents: [(0x100, text)]
      ).bytes
    }
    for address in [0x5000_3000, 0xE000_E000, 0x4002_0000, 0x07FC_0100, 0] as [UInt32] {
      #expect(try Image.recognise(elf(address, 16), name: "").segments == [.init(address: 0x0800_0000, bytes: text)])
    }
    // RAM goes on into the cache's; beyond that there is none.
    #expect(refusal(elf(0x07FC_0000, 144 << 10)) == nil)
    #expect(refusal(elf(0x07FC_0000, (144 << 10) + 4))?.contains("variables of 147460 bytes at 0x07FC0000") == true)
    #expect(
      refusal(elf(0x2000_0000, 16))?.contains("an image for another chip (with RAM at 0x20000000), expected one for")
        == true)
  }

  @Test func anOverlapIsRefused() {
    let text = program(reset: 0x0800_0040)
    let layout = ELFLayout(
      entry: 0x0800_0041,
      segments: [0, 0x10].map {
        .init(
          offset: 0x100, virtual: 0x0800_0000 + $0, physical: 0x0800_0000 + $0, fileSize: text.count,
          memorySize: text.count)
      }, contents: [(0x100, text)])
    #expect(refusal(layout.bytes)?.contains("inside the one at 0x08000000") == true)
  }
}
