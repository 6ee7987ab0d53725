import ChipTesting
import Machine
import Testing

@testable import DA14681

/// What the cache and the flash behind it cost. The read that the boot ROM leaves behind takes 20 clocks and 2 a byte.
struct CacheTests {
  /// MOVS R0, #100; three ADDS R1, #1; SUBS R0, #1; BNE to the first ADDS: 16 bytes with the end.
  static let loop = FlashProgram([0x2064, 0x3101, 0x3101, 0x3101, 0x3801, 0xD1FA] + FlashProgram.asleep)
  private static func line(_ bytes: UInt64) -> UInt64 { 20 + 2 * bytes }

  @Test(arguments: [(0, 2 * line(8)), (1, line(16)), (2, line(32)), (3, line(32))] as [(UInt32, UInt64)])
  func aLoopWaitsOnceForEachOfItsLines(_ code: UInt32, _ expected: UInt64) {
    #expect(Self.loop.stall { $0.write(FlashProgram.lineSize, code, width: 4) } == expected)
  }

  @Test(arguments: 0..<4 as Range<UInt32>) func theFlashClocksDividerMultipliesTheWait(_ divider: UInt32) {
    let stall = Self.loop.stall { $0.write(0x5000_0000, 0x1022 | divider << 10) }
    #expect(stall == 2 * Self.line(8) << UInt64(divider))
  }

  /// Three words an iteration, and that of the end.
  @Test func withoutTheCacheEveryWordIsAReadOfFourBytes() {
    #expect(Self.loop.stall { $0.write(FlashProgram.control2, 0, width: 4) } == 301 * Self.line(4))
    // The data RAM is memory.
    #expect(Self.loop.stall { $0.write(0x5000_0012, 0x0023) } == 301 * Self.line(4))
  }

  @Test func theCacheableLengthEndsIt() {
    for (length, stall) in [(1, 2 * Self.line(8)), (0, 301 * Self.line(4))] as [(UInt32, UInt64)] {
      #expect(Self.loop.stall { $0.write(FlashProgram.control2, length, width: 4) } == stall)
    }
    var program = Thumb()
    program.copy16(from: 0x0801_FFFE, to: 0x07FC_2000)
    program.copy16(from: 0x0801_FFFC, to: 0x07FC_2000)
    program.copy16(from: 0x0802_0000, to: 0x07FC_2000)
    program.copy16(from: 0x0802_0002, to: 0x07FC_2000)
    #expect(misses(program) { $0.write(FlashProgram.control2, 1, width: 4) } == 1)
    #expect(misses(program) { $0.write(FlashProgram.control2, 2, width: 4) } == 2)
  }

  /// LDR R0 and R1 from the line behind the code.
  @Test func loadsWaitLikeFetches() {
    let program = FlashProgram([0x4801, 0x4901] + FlashProgram.asleep + [0x1234, 0x5678, 0, 0])
    #expect(program.stall() == 2 * Self.line(8))
    #expect(program.stall { $0.write(FlashProgram.lineSize, 1, width: 4) } == Self.line(16))
    #expect(program.stall { $0.write(FlashProgram.control2, 0, width: 4) } == 4 * Self.line(4))
  }

  /// Three NOPs, and a BL to the next instruction, whose halves are in two lines.
  @Test func aWideInstructionWaitsForBothItsHalves() {
    let program = FlashProgram([0xBF00, 0xBF00, 0xBF00, 0xF000, 0xF800] + FlashProgram.asleep)
    #expect(program.stall() == 2 * Self.line(8))
    #expect(program.stall { $0.write(FlashProgram.control2, 0, width: 4) } == 4 * Self.line(4))
  }

  // MARK: Replacement

  /// Misses of a program in RAM, whose accesses to flash are loads.
  private func misses(_ program: Thumb, _ prepare: (Chip) -> Void) -> UInt32 {
    counts(program, prepare).read(FlashProgram.misses, width: 4)
  }

  private func counts(_ program: Thumb, _ prepare: (Chip) -> Void) -> Chip {
    var program = program
    program.disableInterrupts()
    program.waitForInterrupt()
    let chip = FlashProgram(program).chip(inFlash: false) {
      prepare($0)
      $0.write(FlashProgram.monitor, 1, width: 4)
    }
    chip.run(for: .milliseconds(10))
    return chip
  }

  private func loads(_ offsets: [UInt32]) -> Thumb {
    var program = Thumb()
    for offset in offsets { program.copy16(from: 0x0800_0000 + offset, to: 0x07FC_2000) }
    return program
  }

  /// Offsets that share a set at any geometry, loaded in turn; and again in the order that tells the replaced one.
  @Test(
    arguments: [
      (0, [0, 0x4000, 0], 3, 0), (1, [0, 0x4000, 0], 2, 1), (1, [0, 0x4000, 0, 0x8000, 0x4000, 0], 4, 2),
      (2, [0, 0x4000, 0x8000, 0xC000, 0, 0x1_0000, 0x4000, 0], 6, 2),
    ] as [(UInt32, [UInt32], UInt32, UInt32)])
  func theOldestLineOfASetGoes(_ ways: UInt32, _ offsets: [UInt32], _ misses: UInt32, _ hits: UInt32) {
    let chip = counts(loads(offsets)) { $0.write(FlashProgram.associativity, ways, width: 4) }
    #expect(chip.read(FlashProgram.misses, width: 4) == misses)
    #expect(chip.read(FlashProgram.hits, width: 4) == hits)
  }

  @Test func bothWindowsOfTheFlashAreOneForTheCache() {
    var program = Thumb()
    program.copy16(from: 0x0800_2000, to: 0x07FC_2000)
    program.copy16(from: 0x0000_2000, to: 0x07FC_2000)
    program.copy16(from: 0x0000_0200, to: 0x07FC_2000)
    program.copy16(from: 0x0800_0200, to: 0x07FC_2000)
    let chip = counts(program) { $0.write(0x5000_0012, 0x4422) }
    #expect(chip.read(FlashProgram.misses, width: 4) == 2)
    #expect(chip.read(FlashProgram.hits, width: 4) == 2)
  }

  /// The load's access is four cycles after that of the flush; then it waits for its line.
  @Test func aFlushTakes512CyclesAndEmptiesTheCache() {
    func cycles(_ flush: UInt32) -> UInt64 {
      var program = loads([0x2000])
      program.store32(FlashProgram.control1, flush)
      program.copy16(from: 0x0800_2000, to: 0x07FC_2000)
      program.disableInterrupts()
      program.waitForInterrupt()
      return FlashProgram(program).cycles(inFlash: false)
    }
    #expect(cycles(1) - cycles(0) == 512 - 4 + Self.line(8))
  }

  @Test(arguments: [(true, 1), (false, 2)] as [(Bool, UInt32)])
  func sleepKeepsTheContentsWhereTheRAMIsRetained(_ isRetained: Bool, _ expected: UInt32) {
    let chip = counts(loads([0x2000])) { _ in }
    #expect(chip.read(FlashProgram.misses, width: 4) == 1)
    let cache = chip.soc.cache
    chip.write(0x5000_0010, isRetained ? 0x5F0F : 0x1F0F)
    chip.write(0xE000_ED10, 4, width: 4)
    chip.soc.cpu.setRegister(0, to: 0)
    chip.soc.cpuSlept()
    #expect(chip.soc.mode == .extendedSleep)
    #expect(cache.saveState().lines.held.count == (isRetained ? 1 : 0))
    #expect(cache.bank[Cache.control2] == 15)
  }
}
