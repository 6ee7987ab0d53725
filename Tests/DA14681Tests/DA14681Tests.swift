import ChipTesting
import Machine
import Testing

@testable import DA14681

struct DA14681Tests {
  /// Where programs leave their marks.
  static let mark: UInt32 = 0x07FC_8000

  @Test func bootsTheFlashImageWithAHeader() {
    let chip = Chip()
    var program = Thumb()
    program.store16(Self.mark, 0x1234)
    program.stop()
    // Header, stack pointer, reset vector; from 0x100 on flash offset equals link offset.
    chip.flash.store([0x71, 0x51, 0, 0, 0x80, 0, 1, 0x40], at: 0)
    chip.flash.store([0, 0, 0xFE, 0x07, 0x01, 0x01, 0x00, 0x08], at: 8)
    chip.flash.store(program.bytes, at: 0x100)
    chip.soc.start()
    #expect(!chip.soc.isWithoutImage)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(0x5000_0012) == 0x4422)
    #expect(chip.read(0x5000_0000) == 0x1022)
    #expect(chip.read(0x5000_000A) == 0x2001)
    #expect(chip.read(0x0C00_0004, width: 4) == 1)
    #expect(chip.read(Self.mark) == 0x1234)
    #expect(chip.soc.mode == .run)
    // Address 0 is RAM for the vectors, flash behind them.
    #expect(chip.read(0x100, width: 4) == chip.read(0x0800_0100, width: 4))
    #expect(chip.read(0, width: 4) == 0xA5A5_A5A5)
  }

  @Test func startsAnImageInRAM() {
    let chip = Chip()
    var program = Thumb()
    program.store32(Self.mark, 0xCAFE_F00D)
    program.stop()
    chip.load(program)
    #expect(chip.read(0x5000_0012) == 0x4423)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(Self.mark, width: 4) == 0xCAFE_F00D)
    #expect(chip.read(0x8000, width: 4) == 0xCAFE_F00D)
  }

  @Test func cacheRAMIsMemoryWhileTheCacheDoesNotHaveIt() {
    let chip = Chip()
    chip.load(Thumb())
    _ = chip.read(0x07FE_0000, width: 4)
    #expect(chip.soc.bus.faulted)
    chip.soc.bus.faulted = false
    chip.write(0x5000_0012, 0x4023)
    chip.write(0x07FE_0000, 0xABCD, width: 4)
    #expect(chip.read(0x07FE_0000, width: 4) == 0xABCD)
    chip.write(0x5000_0012, 0x4026)
    #expect(chip.read(0x0000_0100, width: 4) == chip.read(0x07FE_0100, width: 4))
    #expect(!chip.soc.bus.faulted)
    chip.write(0x5000_0012, 7)
    _ = chip.read(0x200, width: 4)
    #expect(chip.soc.bus.faulted)
  }

  @Test func softwareResetKeepsTheRemapAndRAM() {
    let chip = Chip()
    var program = Thumb()
    program.increment(Self.mark)
    program.store16(0x5000_0012, 0xC423)
    program.stop()
    chip.load(program)
    chip.soc.ram.store([0, 0, 0xFE, 0x07, 0x01, 0x01, 0xFC, 0x07], at: 0)
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    chip.run(for: .microseconds(100))
    let starts = chip.read(Self.mark, width: 4)
    #expect(starts > 3)
    #expect(chip.soc.resets[.software] == Int(starts) - 1 || chip.soc.resets[.software] == Int(starts))
    #expect(chip.soc.resets[.powerOn] == 1)
    #expect(chip.read(0x5000_0012) == 0x4423)
  }

  @Test func watchdogStartsAnew() {
    let chip = Chip()
    var program = Thumb()
    program.increment(Self.mark)
    program.store16(0x5000_3102, 1)
    program.store16(0x5000_3100, 2)
    program.stop()
    chip.load(program)
    chip.soc.ram.store([0, 0, 0xFE, 0x07, 0x01, 0x01, 0xFC, 0x07], at: 0)
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    // Two steps of 10.24 ms and a little a time.
    chip.run(for: .milliseconds(50))
    #expect(chip.read(Self.mark, width: 4) == 3)
    #expect(chip.soc.resets[.watchdog] == 2)
  }

  @Test func lossOfPowerForgetsEverything() {
    let chip = Chip()
    var program = Thumb()
    program.store16(Self.mark, 0x1234)
    program.stop()
    chip.load(program)
    chip.run(for: .milliseconds(1))
    chip.soc.resetHardware()
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.resets == [.powerOn: 1, .hardware: 1])
    #expect(chip.read(Self.mark) == 0x1234)
  }

  @Test func modesAddUpToTheTime() {
    let chip = Chip()
    var program = Thumb()
    program.waitForInterrupt()
    program.stop()
    chip.load(program)
    chip.run(for: .milliseconds(3))
    // WFI costs two cycles at 4 MHz (HCLK_DIV = 4), and the first fetch nothing.
    #expect(chip.soc.modeTicks[.run] == Tick(2 * 384))
    #expect(chip.soc.modeTicks[.wfi] == .milliseconds(3) - 2 * 384)
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  @Test func cuttingARunChangesNothing() throws {
    let (whole, cut) = (Chip(), Chip())
    for chip in [whole, cut] {
      var program = Thumb()
      program.store16(0x5000_3100, 7)
      program.increment(Self.mark)
      program.branch(to: 0)
      chip.load(program)
    }
    whole.soc.run(until: .milliseconds(2))
    for step in 1...2_000 { cut.soc.run(until: Tick(step) * .microseconds(1)) }
    #expect(try whole.snapshot == cut.snapshot)
  }

  @Test func snapshotContinuesAlike() throws {
    let original = Chip()
    var program = Thumb()
    program.store16(0x5000_3100, 1)
    program.increment(Self.mark)
    program.branch(to: program.place - 5)
    original.load(program)
    original.run(for: .milliseconds(5))
    let copy = Chip()
    try copy.restore(original.snapshot)
    for chip in [original, copy] { chip.soc.run(until: .milliseconds(30)) }
    #expect(try original.snapshot == copy.snapshot)
    #expect(original.soc.cpu.instructions > 1_000)
  }

  @Test func loadsFollowModeAndClocks() {
    let chip = Chip()
    var program = Thumb()
    program.stop()
    chip.load(program)
    /// The average current during a millisecond, in picoamperes.
    func current(_ component: String, _ state: String) -> Int128 {
      func charge() -> Int128 {
        chip.power.ledger.first { $0.component == component && $0.state == state }?.fromCell.typical ?? 0
      }
      let (before, start) = (charge(), chip.now)
      chip.run(for: .milliseconds(1))
      return (charge() - before) / Int128(chip.now - start)
    }
    // 4 MHz, RC16M, the crystal enabled.
    #expect(current("DA14681", "run") == 120_000_000)
    chip.write(0x5000_0000, 0x1000)
    #expect(current("DA14681", "run") == 480_000_000)
    #expect(current("DA14681 XTAL16M", "on") == 100_000_000)
    #expect(current("DA14681 RC16M", "on") == 50_000_000)
    chip.write(0x5000_000A, 0)
    #expect(current("DA14681 RC16M", "on") == 0)
    chip.write(0x5000_000A, 5)
    #expect(current("DA14681 XTAL16M", "on") == 0)
    chip.write(0x5000_3310, 3)
    #expect(current("DA14681 PLL", "on") == 200_000_000)
  }
}
