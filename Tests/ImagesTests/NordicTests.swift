import Testing

@testable import Images

/// Images for a chip that starts from the vectors at the start of its flash.
struct NordicTests {
  private static let map = MemoryMap.nordic()
  /// Sixteen vectors, and code behind them.
  private static func program(at base: UInt32 = 0, stack: UInt32 = 0x2000_4000, count: Int = 0x200) -> [UInt8] {
    let vectors = littleEndian(stack) + (1..<16).flatMap { littleEndian(base + 0xC1 + 4 * UInt32($0)) }
    return vectors + [UInt8](repeating: 0x5A, count: count - vectors.count)
  }

  private func recognise(_ bytes: [UInt8]) throws -> Image { try Image.recognise(bytes, name: "file", for: Self.map) }

  private static func elf(_ text: [UInt8], at physical: UInt32, virtual: UInt32? = nil) -> [UInt8] {
    ELFLayout(
      entry: (virtual ?? physical) + 0xC4,
      segments: [
        .init(
          offset: 0x1000, virtual: virtual ?? physical, physical: physical, fileSize: text.count, memorySize: text.count
        ),
        // Variables and stack.
        .init(offset: 0, virtual: 0x2000_1000, physical: 0x2000_1000, fileSize: 0, memorySize: 0x1000),
      ], contents: [(0x1000, text)]
    ).bytes
  }

  @Test(arguments: [
    (elf(program(), at: 0), Image.Kind.elf), (RecordWriter.hex([(0, program())]), .intelHex),
    (RecordWriter.sRecords(0, program()), .sRecords), (RecordWriter.uf2(0, program()), .uf2), (program(), .raw),
  ])
  func anyFormatForFlash(bytes: [UInt8], kind: Image.Kind) throws {
    let image = try recognise(bytes)
    #expect(image.kind == kind && image.segments == [.init(address: 0, bytes: Self.program())])
    #expect(
      try image.bootLayout()
        == BootLayout(
          start: .flashVectors, region: Self.map.flash, vectorTable: 0, stackPointer: 0x2000_4000, resetVector: 0xC5))
    #expect(image.missingStart == nil && !image.isForSlot && image.dialogHeader == nil)
    let (segments, isBootable) = image.flashSegments()
    #expect(segments == image.segments && isBootable)
  }

  @Test func inRAM() throws {
    let program = Self.program(at: 0x2000_0000)
    for bytes in [Self.elf(program, at: 0x2000_0000), RecordWriter.hex([(0x2000_0000, program)]), program] {
      let image = try recognise(bytes)
      #expect(
        try image.bootLayout()
          == BootLayout(
            start: .vectorTable, region: Self.map.ram, vectorTable: 0x2000_0000, stackPointer: 0x2000_4000,
            resetVector: 0x2000_00C5))
      #expect(image.missingStart == nil && image.flashSegments().segments.isEmpty)
    }
    // RAM is not seen at 0, so the same program is one for flash.
    #expect(try recognise(Self.program()).segments[0].address == 0)
  }

  @Test func aWholeFlashIsADump() throws {
    let dump = Self.program(count: 256 << 10)
    let image = try recognise(dump)
    #expect(image.kind == .flashDump && image.note == nil && image.missingStart == nil)
    #expect(try image.bootLayout().start == .flashVectors)
    // 1 MiB is the band's.
    #expect(
      refusal(Self.program(count: 1 << 20), for: Self.map)
        == "file: 1048576 bytes with a vector table for the start of flash, expected at most 262144 bytes, the flash")
  }

  @Test func settingsBesideTheFlash() throws {
    let words: [UInt8] = [0x7C, 0xB0, 0xEE, 0x17] + [UInt8](repeating: 0xFF, count: 12)
    let image = try recognise(RecordWriter.hex([(0, Self.program()), (0x1000_10C0, words)]))
    #expect(image.segments.map(\.address) == [0, 0x1000_10C0] && image.segments[1].bytes == words)
    #expect(try image.bootLayout().start == .flashVectors && image.missingStart == nil)
    #expect(image.flashSegments().segments == [image.segments[0]])
    // With a program in RAM they are not what is started.
    let inRAM = try recognise(RecordWriter.hex([(0x2000_0000, Self.program(at: 0x2000_0000)), (0x1000_1000, words)]))
    #expect(try inRAM.bootLayout().vectorTable == 0x2000_0000)
    // Alone they start nothing.
    let alone = try recognise(RecordWriter.hex([(0x1000_1000, words)]))
    #expect(
      alone.missingStart?.description
        == "file: nothing for 0x00000000, where the nRF51822-QFAC has its vectors, expected an image with vectors there, "
        + "or a flash that has a bootloader there (--flash)")
    #expect(
      refusal(RecordWriter.hex([(0, Self.program()), (0x1000_0010, words)]), for: Self.map)
        == "file:66: data of 16 bytes at 0x10000010, expected flash (262144 bytes at 0x00000000), "
        + "RAM (32768 bytes at 0x20000000) or UICR (256 bytes at 0x10001000)")
    #expect(
      refusal(RecordWriter.hex([(0, Self.program()), (0x1000_10F8, words)]), for: Self.map)
        == "file:66: data of 16 bytes at 0x100010F8, expected at most 8 bytes there: UICR has 256 bytes at 0x10001000")
  }

  @Test(arguments: [
    (0x1_6000, "S110 7.x"), (0x1_8000, "S110 8.0"), (0x1_B000, "S130 2.0.x"),
  ])
  func anApplicationNeedsItsSoftDevice(start: UInt32, name: String) throws {
    let program = Self.program(at: start)
    let error =
      "file: an application for the SoftDevice \(name), which begins at 0x000\(String(start, radix: 16, uppercase: true)), "
      + "expected an image that has the SoftDevice too, or a flash that has it (--flash): Bandbox has none"
    for bytes in [Self.elf(program, at: start), RecordWriter.hex([(start, program)]), program] {
      let image = try recognise(bytes)
      #expect(image.segments == [.init(address: start, bytes: program)])
      #expect(image.missingStart?.description == error && !image.flashSegments().isBootable)
    }
    // Its vectors may be behind something else of its own.
    let behind = RecordWriter.hex([(start - 0x100, [UInt8](repeating: 0xFF, count: 0x100)), (start, program)])
    #expect(try recognise(behind).missingStart?.description == error)
    let whole = try recognise(RecordWriter.hex([(0, Self.program()), (start, program)]))
    #expect(whole.missingStart == nil)
    #expect(try whole.bootLayout().vectorTable == 0 && whole.flashSegments().isBootable)
  }

  @Test func whatIsDialogsIsRefused() throws {
    let memories =
      "flash (262144 bytes at 0x00000000), RAM (32768 bytes at 0x20000000), UICR (256 bytes at 0x10001000)"
    #expect(
      refusal(DialogTests.image(300), for: Self.map)
        == "file: a flash image for Dialog's chips, with their header, expected one for the nRF51822-QFAC: \(memories)")
    let sealed = MCUbootImage.seal(Self.program(), version: .init(major: 1, minor: 0, revision: 0, build: 0))
    #expect(
      refusal(sealed, for: Self.map)
        == "file: an MCUboot image, for which Bandbox has no bootloader on the nRF51822-QFAC, expected an image that "
        + "starts by itself (ELF, Intel HEX or raw binary), or one with a bootloader in it")
    // With one in front it is contents of the flash like any other.
    let merged = try recognise(RecordWriter.hex([(0, Self.program()), (0x8000, sealed)]))
    #expect(merged.mcuboot == nil && merged.missingStart == nil && !merged.isForSlot)
    // Alone nothing starts it.
    #expect(try recognise(RecordWriter.hex([(0x8000, sealed)])).missingStart != nil)
    #expect(
      refusal([0x70, 0x51] + [UInt8](repeating: 1, count: 100), for: Self.map)
        == "file: an image for the DA1458x, another chip, expected one for the nRF51822-QFAC")
  }

  @Test func variablesStayInRAM() {
    let text = Self.program()
    let elf = ELFLayout(
      entry: 0xC4,
      segments: [
        .init(offset: 0x1000, virtual: 0, physical: 0, fileSize: text.count, memorySize: text.count),
        .init(offset: 0, virtual: 0x2000_1000, physical: 0x2000_1000, fileSize: 0, memorySize: 0x8000),
      ], contents: [(0x1000, text)])
    #expect(
      refusal(elf.bytes, for: Self.map)
        == "file, offset 0x5c: variables of 32768 bytes at 0x20001000, expected at most 28672 bytes there: RAM ends at "
        + "0x20008000")
  }

  // MARK: Other boards

  private static let small = MemoryMap.nordic(
    ram: 16 << 10,
    others: [
      .init(name: "miband2", ram: MemoryMap.band.ram), .init(name: "tracker", ram: MemoryMap.nordic().ram),
    ])
  private static let band = MemoryMap(
    chip: "DA14681", flash: MemoryMap.band.flash, ram: MemoryMap.band.ram, others: MemoryMap.band.others,
    hasDialogBoot: true, isRAMSeenAtZero: true, slots: MemoryMap.band.slots,
    otherBoards: [.init(name: "tracker", ram: MemoryMap.nordic().ram)])

  @Test func anotherBoardIsNamed() throws {
    let program = Self.program()
    let expected =
      "expected one for the DA14681: flash (1048576 bytes at 0x08000000), RAM (131072 bytes at 0x07FC0000), cache RAM "
      + "(16384 bytes at 0x07FE0000)"
    for bytes in [RecordWriter.hex([(0, program)]), RecordWriter.sRecords(0, program), program] {
      #expect(
        refusal(bytes, for: Self.band)
          == "file: an image for another chip (its stack begins at 0x20004000; --board tracker has RAM there), \(expected)"
      )
    }
    #expect(
      refusal(Self.elf(program, at: 0), for: Self.band)
        == "file, offset 0x5c: an image for another chip (with RAM at 0x20001000; --board tracker has RAM there), "
        + expected)
    // A stack that no board has RAM for.
    #expect(
      refusal(Self.program(stack: 0x2001_0000), for: Self.band)
        == "file: an image for another chip (its stack begins at 0x20010000), \(expected)")
  }

  @Test func aLargerChipIsNamed() throws {
    let expected =
      "expected one for the nRF51822-QFAC: flash (262144 bytes at 0x00000000), RAM (16384 bytes at 0x20000000), UICR "
      + "(256 bytes at 0x10001000)"
    for bytes in [
      Self.elf(Self.program(stack: 0x2000_8000), at: 0), RecordWriter.hex([(0, Self.program(stack: 0x2000_8000))]),
      Self.program(stack: 0x2000_8000),
    ] {
      #expect(
        refusal(bytes, for: Self.small)
          == "file: an image for another chip (its stack begins at 0x20008000; --board tracker has RAM there), \(expected)"
      )
    }
    let forBand = RecordWriter.hex([(0x0800_0000, Self.program(at: 0x0800_0000, stack: 0x07FC_8000))])
    #expect(
      refusal(forBand, for: Self.small)
        == "file: an image for another chip (its stack begins at 0x07FC8000; --board miband2 has RAM there), \(expected)"
    )
    // The last byte of its own RAM is its own.
    #expect(refusal(Self.program(stack: 0x2000_4000), for: Self.small) == nil)
  }
}
