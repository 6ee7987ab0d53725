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

  @Test func withoutOneItIsRefused() throws {
    // An even reset vector, one outside the file, an odd stack, one outside RAM.
    for (stack, reset) in [
      (0x07FC_8000, 0x0800_0100), (0x07FC_8000, 0x0800_0201), (0x07FC_8001, 0x0800_0101), (0x1000_0000, 0x0800_0101),
    ] as [(UInt32, UInt32)] {
      #expect(
        refusal(binary(stack, reset))?.hasPrefix(
          "file: 512 bytes that are no image: not even a vector table at their start, expected an ELF, Intel HEX")
          == true)
    }
    #expect(
      refusal(binary(0x2000_8000, 0x0800_0101))
        == "file: an image for another chip (its stack begins at 0x20008000), expected one for the DA14681: "
        + "flash (1048576 bytes at 0x08000000), RAM (131072 bytes at 0x07FC0000), cache RAM (16384 bytes at 0x07FE0000)"
    )
  }

  @Test func unlessItIsAskedFor() throws {
    let image = try Image.raw([1, 2, 3], name: "noise")
    #expect(image.kind == .raw && image.segments == [Image.Segment(address: 0x07FC_0000, bytes: [1, 2, 3])])
    #expect(image.note == "taken as raw bytes")
    #expect(try Image.raw(Array("text".utf8), at: 0x0802_0000, name: "").bootLayout().vectorTable == 0x0802_0000)
    func refusalOf(_ bytes: [UInt8], _ address: UInt32) -> String? {
      do {
        _ = try Image.raw(bytes, at: address, name: "noise")
        return nil
      } catch { return error.description }
    }
    #expect(refusalOf([], 0x07FC_0000) == "noise: an empty file, expected bytes to run")
    #expect(refusalOf([1], 0x1000_0000)?.contains("a raw binary of 1 bytes at 0x10000000, expected flash") == true)
    #expect(
      refusalOf([UInt8](repeating: 0, count: (128 << 10) + 1), 0x07FC_0000)?.contains("expected at most 131072 bytes")
        == true)
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
