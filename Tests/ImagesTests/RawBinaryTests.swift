import Testing

@testable import Images

@Suite struct RawBinaryTests {
  private func binary(_ stack: UInt32, _ reset: UInt32, size: Int = 0x200) -> [UInt8] {
    littleEndian(stack) + littleEndian(reset) + [UInt8](repeating: 0, count: size - 8)
  }

  private func place(_ bytes: [UInt8]) throws -> UInt32 {
    let image = try Image.recognise(bytes, name: "raw.bin")
    #expect(image.kind == .raw && image.segments.count == 1)
    return image.segments[0].address
  }

  @Test func aVectorTableSaysWhereItBelongs() throws {
    #expect(try place(binary(0x07FC_8000, 0x0800_0101)) == 0x0800_0000)
    #expect(try place(binary(0x07FE_4000, 0x0800_01FF)) == 0x0800_0000)
    #expect(try place(binary(0x07FC_8000, 0x07FC_0101)) == 0x07FC_0000)
    #expect(try place(binary(0x0000_8000, 0x0000_0101)) == 0x07FC_0000)
    let layout = try Image.recognise(binary(0x07FC_8000, 0x0800_0101), name: "").bootLayout()
    #expect(layout.start == .vectorTable && layout.region == .flash && layout.resetVector == 0x0800_0101)
    #expect(try Image.recognise(binary(0x07FC_8000, 0x07FC_0101), name: "").note == nil)
    #expect(
      try Image.recognise(binary(0x07FC_8000, 0x0800_0101), name: "").note
        == "its vector table is one for the start of flash")
  }

  @Test func withoutOneItGoesToRAMAndSaysSo() throws {
    // An even reset vector, one outside the file, a stack outside RAM, an odd stack.
    for (stack, reset) in [
      (0x07FC_8000, 0x0800_0100), (0x07FC_8000, 0x0800_0201), (0x2000_8000, 0x0800_0101), (0x07FC_8001, 0x0800_0101),
    ] as [(UInt32, UInt32)] {
      let image = try Image.recognise(binary(stack, reset), name: "")
      #expect(image.segments[0].address == 0x07FC_0000)
      #expect(image.note == "nothing in it was recognised, not even a vector table; it goes to RAM")
    }
  }

  @Test func flashHasRoomForMoreThanRAM() throws {
    #expect(try place(binary(0x07FC_8000, 0x0800_0101, size: 300_000)) == 0x0800_0000)
    #expect(
      refusal(binary(0x07FC_8000, 0x0800_0101, size: (1 << 20) + 4))
        == "file: 1048580 bytes with a vector table for the start of flash, expected at most 1048576 bytes, the flash")
  }

  @Test func aWholeFlashIsADumpWhateverItBeginsWith() throws {
    let erased = try Image.recognise([UInt8](repeating: 0xFF, count: 1 << 20), name: "")
    #expect(erased.kind == .flashDump && erased.dialogHeader == nil)
    #expect(erased.note == "no image header at its start: the boot ROM waits for a loader on UART2")
    #expect(try erased.bootLayout().start == .flashHeader)
    let (segments, isBootable) = erased.flashSegments()
    #expect(segments == erased.segments && !isBootable)
    let dump = try Image.recognise(
      DialogTests.image(300) + [UInt8](repeating: 0xFF, count: (1 << 20) - DialogTests.image(300).count), name: "")
    #expect(dump.kind == .flashDump && dump.dialogHeader != nil && dump.note == nil)
  }

  @Test func theEntryPointChoosesBetweenMemories() throws {
    func start(entry: UInt32?) throws -> UInt32 {
      let segments = [
        Image.Segment(address: 0x07FC_0000, bytes: [1, 2, 3, 4]),
        Image.Segment(address: 0x0800_0000, bytes: binary(0x07FC_8000, 0x0800_0101)),
      ]
      let image = Image(file: ImageFile(bytes: [], name: ""), kind: .elf, segments: segments, entry: entry)
      return try image.bootLayout().vectorTable
    }
    #expect(try start(entry: 0x0800_0100) == 0x0800_0000)
    #expect(try start(entry: 0x07FC_0002) == 0x07FC_0000)
    #expect(try start(entry: nil) == 0x07FC_0000)
    #expect(try start(entry: 0x1234_5678) == 0x07FC_0000)
  }
}
