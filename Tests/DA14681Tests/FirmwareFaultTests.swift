import Blocks
import ChipTesting
import Machine
import Testing

@testable import DA14681

/// Faults as the chip counts them, and when they are for good.
@Suite struct FirmwareFaultTests {
  /// A program that reads where nothing answers; its HardFault handler branches to itself.
  private func chip(freezing: Bool) -> Chip {
    let chip = Chip()
    var program = Thumb()
    if freezing { program.store16(0x5000_3300, 8) }
    program.copy16(from: 0x3000_0000, to: 0x07FC_8000)
    program.stop()
    chip.load(program)
    chip.write(0x07FC_000C, 0x07FC_0201, width: 4)
    chip.soc.ram.store([0xFE, 0xE7], at: 0x200)
    return chip
  }

  @Test func aHandlerThatSpinsIsForGoodWithoutAWatchdog() throws {
    let chip = chip(freezing: true)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.cpu.faults == 1 && chip.soc.cpu.isInHardFault && chip.soc.isFaultedForGood)
    let fault = try #require(chip.soc.cpu.firstFault)
    #expect(fault == chip.soc.cpu.lastFault && fault.cause == .unmappedRead && fault.address == 0x3000_0000)
    #expect(fault.time > 0 && fault.time < .microseconds(20))
    // The stack began at RAM's end.
    #expect(fault.stackPointer == 0x07FE_0000 && fault.stack.isEmpty && !fault.usesProcessStack)
  }

  @Test func aWatchdogEndsIt() throws {
    let chip = chip(freezing: false)
    chip.write(0x07FC_0000, 0x07FD_FFC0, width: 4)
    chip.write(0x07FC_0004, 0x07FC_0101, width: 4)
    // Its NMI comes back; the reset does not.
    chip.write(0x07FC_0008, 0x07FC_0301, width: 4)
    chip.soc.ram.store([0x70, 0x47], at: 0x300)
    chip.run(for: .seconds(2))
    #expect(chip.soc.cpu.isInHardFault && !chip.soc.isFaultedForGood)
    let first = try #require(chip.soc.cpu.firstFault)
    chip.run(for: .seconds(2))
    #expect(chip.soc.resets[.watchdog] == 1 && chip.soc.cpu.faults == 2 && !chip.soc.isFaultedForGood)
    #expect(chip.soc.cpu.firstFault == first)
    let last = try #require(chip.soc.cpu.lastFault)
    #expect(last.time > Watchdog.longest && last.programCounter == first.programCounter)
  }

  @Test func aHandlerThatFeedsTheWatchdogIsForGoodInTime() {
    let chip = chip(freezing: false)
    // ldr r0, =0x50003100; movs r1, 255; strh r1, [r0]; b .-2
    chip.soc.ram.store([0x01, 0x48, 0xFF, 0x21, 0x01, 0x80, 0xFD, 0xE7, 0x00, 0x31, 0x00, 0x50], at: 0x200)
    // A slow clock, for the sake of unoptimised builds.
    chip.write(0x5000_0000, chip.read(0x5000_0000) & ~7 | 4)
    chip.run(for: .seconds(2))
    #expect(!chip.soc.isFaultedForGood)
    chip.run(for: .seconds(1))
    #expect(chip.soc.isFaultedForGood && chip.soc.resets[.watchdog] == nil)
  }

  @Test func aSnapshotKeepsThem() throws {
    let chip = chip(freezing: true)
    chip.run(for: .milliseconds(1))
    let copy = Chip()
    try copy.restore(try chip.snapshot)
    #expect(copy.soc.cpu.firstFault == chip.soc.cpu.firstFault && copy.soc.cpu.faults == 1)
    #expect(copy.soc.isFaultedForGood)
  }
}
