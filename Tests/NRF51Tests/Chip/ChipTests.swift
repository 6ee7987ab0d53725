import ChipTesting
import CortexM0
import Machine
import Testing

@testable import NRF51

/// The chip as a whole: identity, boot, resets, the supply.
struct ChipTests {
  @Test func startUpCodeFindsRevision3AndTheSizes() {
    let chip = Chip(variant: .xxAC)
    #expect([0xF000_0FE0, 0xF000_0FE4, 0xF000_0FE8, 0xF000_0FEC].map { chip.read($0) } == [1, 0, 0x70, 0])
    #expect(chip.read(0x1000_0010) == 1_024)
    #expect(chip.read(0x1000_0014) == 256)
    #expect(chip.read(0x1000_0034) == 4)
    #expect(chip.read(0x1000_005C) & 0xFFFF == 0x83)
    #expect(chip.soc.ram.size == 32 << 10)
    #expect(chip.read(0x2000_7FFC) == 0)
    #expect(!chip.soc.bus.faulted)
    _ = chip.read(0x2000_8000)
    #expect(chip.soc.bus.faulted)
  }

  @Test func theIdentityIsThatOfTheSeed() {
    let words = (0..<10).map { UInt32(0x1000_0080) + 4 * $0 }
    let first = words.map(Chip(seed: 1).read)
    #expect(words.map(Chip(seed: 1).read) == first)
    #expect(words.map(Chip(seed: 2).read) != first)
  }

  @Test func startsAtTheVectorsWithFlashWithoutWaitStates() {
    var program = Thumb()
    program.store32(0x2000_0000, 42)
    program.stop()
    let chip = Chip()
    chip.start(program)
    // LDR, LDR, STR: 2 cycles each.
    chip.run(for: 6 * cycle)
    #expect(chip.read(0x2000_0000) == 42)
    #expect(chip.soc.cpu.cycles == 6)
    #expect(chip.soc.resets == [.powerOn: 1])
    #expect(chip.soc.mode == .run)
  }

  @Test func softwareResetsKeepRAMAndGPREGRETAndSayWhy() {
    let chip = Chip()
    chip.start(Thumb.stopped)
    chip.write(0x4000_051C, 0xAB)
    chip.write(0x4000_0510, 5)
    chip.write(0x2000_0000, 7)
    chip.write(0x5000_0504, 1)
    chip.write(0xE000_ED0C, 0x05FA_0004)
    chip.run(for: .microseconds(10))
    #expect(chip.soc.resets == [.powerOn: 1, .software: 1])
    #expect(chip.read(0x4000_0400) == 4)
    #expect(chip.read(0x4000_051C) == 0xAB)
    #expect(chip.read(0x4000_0510) == 5)
    #expect(chip.read(0x2000_0000) == 7)
    #expect(chip.read(0x5000_0504) == 0)
    chip.soc.resetHardware()
    chip.run(for: .microseconds(10))
    #expect(chip.read(0x4000_0400) == 5)
    #expect(chip.read(0x4000_0510) == 0)
    chip.write(0x4000_0400, 4)
    #expect(chip.read(0x4000_0400) == 1)
  }

  @Test func theWatchdogResetsAndSoftwareDoesNotStopIt() {
    let chip = Chip()
    chip.start(Thumb.stopped)
    chip.write(0x4001_0504, 3_276)
    chip.write(0x4001_0000, 1)
    chip.run(for: .milliseconds(50))
    chip.write(0xE000_ED0C, 0x05FA_0004)
    chip.run(for: .milliseconds(40))
    #expect(chip.read(0x4001_0400) == 1)
    chip.run(for: .milliseconds(20))
    #expect(chip.soc.resets == [.powerOn: 1, .software: 1, .watchdog: 1])
    #expect(chip.read(0x4000_0400) == 6)
    #expect(chip.read(0x4001_0400) == 0)
  }

  @Test func aLockupResetsTheChipAndAnEmptyFlashEndsTheRun() {
    let chip = Chip()
    chip.soc.start()
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.isLockedUp)
    #expect(chip.soc.isStuck)
    #expect(chip.soc.resets[.software] == NRF51.mostLockups - 1)
    #expect(chip.read(0x4000_0400) == 8)
    // A program that somebody puts there afterwards runs.
    chip.flash(Thumb.stopped)
    chip.soc.resetHardware()
    chip.run(for: .milliseconds(1))
    #expect(!chip.soc.isLockedUp)
    #expect(chip.soc.mode == .run)
  }

  @Test func theBrownOutHoldsTheChipInReset() {
    let chip = Chip()
    chip.start(Thumb.stopped)
    chip.write(0x4000_051C, 1)
    chip.write(0x2000_0000, 7)
    chip.soc.supplyChanged(.brownOut, isLow: true)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .off)
    chip.soc.supplyChanged(.brownOut, isLow: false)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .run)
    #expect(chip.soc.resets == [.powerOn: 1, .brownOut: 1])
    #expect(chip.read(0x4000_0400) == 0)
    #expect(chip.read(0x4000_051C) == 0)
    #expect(chip.read(0x2000_0000) == 7)
  }

  @Test func thePowerFailureWarningComesAtItsThresholdAndBlocksTheFlash() {
    let chip = Chip()
    chip.startInRAM(Thumb.stopped)
    chip.write(0x4000_0510, 1 | 2 << 1)
    chip.write(0x4000_0304, 4)
    chip.soc.supplyChanged(.v2_7, isLow: true)
    #expect(chip.read(0x4000_0108) == 0)
    chip.soc.supplyChanged(.v2_5, isLow: true)
    #expect(chip.read(0x4000_0108) == 1)
    #expect(chip.soc.fabric.interrupt(0).level)
    chip.write(0x4001_E504, 1)
    chip.write(0x2_0000, 0)
    #expect(chip.soc.nvmc.busyUntil == nil)
    chip.soc.supplyChanged(.v2_5, isLow: false)
    chip.write(0x2_0000, 0)
    #expect(chip.soc.nvmc.busyUntil != nil)
  }

  @Test func emptyPagesOfThePeripheralBusAreNotedAndReadZero() {
    let chip = Chip()
    #expect(chip.read(0x4002_0000) == 0)
    chip.write(0x4003_FFFC, 1)
    #expect(!chip.soc.bus.faulted)
    #expect(chip.emulation.journal.unmodelled.map(\.register) == ["APB.hole", "APB.hole"])
    _ = chip.read(0x4004_0000)
    #expect(chip.soc.bus.faulted)
  }

  @Test func aMachineIsFreedWhenItsOwnerLetsGo() {
    weak var emulation: Emulation?
    weak var soc: NRF51?
    do {
      let chip = Chip()
      chip.start(Thumb.stopped)
      chip.run(for: .milliseconds(1))
      emulation = chip.emulation
      soc = chip.soc
    }
    #expect(emulation == nil)
    #expect(soc == nil)
  }
}
