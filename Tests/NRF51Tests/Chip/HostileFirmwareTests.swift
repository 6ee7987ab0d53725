import ChipTesting
import Foundation
import Machine
import SeededRandom
import Testing

@testable import NRF51

/// Nothing that firmware writes, and no image, crashes or hangs the machine.
struct HostileFirmwareTests {
  @Test(arguments: 0..<6)
  func randomBytesAsAnImageRunUntilTheTimeIsOver(seed: Int) {
    var noise = SplitMix(seed: UInt64(seed))
    let chip = Chip()
    chip.soc.flash.store(noise.bytes(0x1_0000), at: 0)
    chip.soc.flash.store([0, 0x40, 0, 0x20, 0x01, 0x02, 0, 0], at: 0)
    chip.soc.start()
    chip.soc.run(until: .seconds(UInt64(1)))
    #expect(chip.now >= .seconds(UInt64(1)))
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  /// An address that firmware may reach: registers, their pages' holes, the two information pages, the pads.
  private static func address(_ noise: inout SplitMix, _ banks: [RegisterBank]) -> UInt32 {
    switch noise.below(8) {
    case 0: return 0x4000_0000 | noise.word() & 0x3_FFFF
    case 1: return [0x1000_0000, 0x1000_1000, 0x5000_0000, 0xF000_0000][noise.below(4)] | noise.word() & 0xFFF
    case 2: return noise.word()
    default:
      let bank = banks[noise.below(banks.count)]
      return bank.base &+ bank.registers[noise.below(bank.registers.count)].offset
    }
  }

  private static func value(_ noise: inout SplitMix) -> UInt32 {
    switch noise.below(6) {
    case 0: 0
    case 1: 1
    case 2: .max
    case 3: UInt32(truncatingIfNeeded: noise.anyMagnitude())
    case 4: 0x4000_0000 | noise.word() & 0x1_F1FC
    default: noise.word()
    }
  }

  @Test(arguments: 0..<8)
  func randomAccessesToEveryAddressDoNoHarm(seed: Int) {
    var noise = SplitMix(seed: UInt64(1_000 + seed))
    let chip = Chip()
    var program = Thumb()
    program.waitForInterrupt()
    program.branch(to: 0)
    chip.start(program)
    let banks = chip.soc.fabric.banks
    for round in 0..<250_000 {
      let address = Self.address(&noise, banks)
      let width = [1, 2, 4, 4, 4, 4][noise.below(6)]
      if noise.below(3) == 0 {
        _ = chip.soc.bus.read(address, width: width)
      } else {
        chip.soc.bus.write(address, width: width, value: Self.value(&noise))
      }
      chip.soc.bus.faulted = false
      if noise.below(64) == 0 { chip.run(for: UInt64(noise.below(5_000))) }
      if noise.below(4_096) == 0 { chip.soc.pads[noise.below(32)].pull = noise.below(2) == 0 }
      if round % 50_000 == 0 { chip.soc.resetHardware() }
    }
    chip.run(for: .milliseconds(10))
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  @Test(arguments: 0..<4)
  func aMachineRestoredInTheMiddleOfAnythingGoesOnTheSame(seed: Int) throws {
    var noise = SplitMix(seed: UInt64(2_000 + seed))
    let chip = Chip(variant: .xxAC)
    var program = Thumb()
    program.disableInterrupts()
    let loop = program.place
    program.waitForEvent()
    program.increment(0x2000_0000)
    program.branch(to: loop)
    chip.start(program)
    let banks = chip.soc.fabric.banks
    for _ in 0..<20 {
      for _ in 0..<200 {
        chip.write(Self.address(&noise, banks) & ~3, Self.value(&noise))
        chip.soc.bus.faulted = false
      }
      chip.run(for: UInt64(noise.below(3_000_000)))
      let other = Chip(variant: .xxAC)
      try other.restore(chip.snapshot)
      let length = UInt64(noise.below(10_000_000))
      let checkpoint = chip.emulation.checkpoint()
      chip.run(for: length)
      let first = try chip.snapshot
      chip.emulation.restore(checkpoint)
      chip.run(for: length)
      #expect(try chip.snapshot == first)
      other.run(for: length)
      let isEqual = try chip.snapshot == other.snapshot
      #expect(isEqual)
      if !isEqual { return }
    }
  }

  /// A chip whose program writes random values to random registers, again and again; where it sleeps in between, until
  /// something becomes pending.
  private static func writer(seed: Int) -> Chip {
    var noise = SplitMix(seed: UInt64(3_000 + seed))
    let chip = Chip()
    let table: UInt32 = 0x2000_1000
    let count = 400
    var program = Thumb()
    program.disableInterrupts()
    program.store32(0xE000_ED10, 0x10)
    program.store32(0xE000_E100, .max)
    let start = program.place
    program.load(2, table)
    program.load(3, table + UInt32(8 * count))
    // LDMIA R2!, {R0, R1}; STR R1, [R0]; CMP R2, R3; BNE.
    for halfword in [0xCA03, 0x6001, 0x429A, 0xD1FB] as [UInt16] { program.append(halfword) }
    if seed % 2 == 1 { program.waitForEvent() }
    program.branch(to: start)
    chip.start(program)
    let banks = chip.soc.fabric.banks.filter { !["UICR", "NVMC", "ROMTABLE", "FICR"].contains($0.name) }
    for index in 0..<count {
      let bank = banks[noise.below(banks.count)]
      let register = bank.registers[noise.below(bank.registers.count)]
      // Neither System OFF nor RAM that forgets the table.
      let isLast = ["SYSTEMOFF", "RAMON", "RAMONB"].contains(register.name)
      let address = isLast ? 0x4000_0008 : bank.base &+ register.offset
      let value = register.name.hasPrefix("TASKS_") ? 1 : Self.value(&noise)
      chip.write(table + UInt32(8 * index), address)
      chip.write(table + UInt32(8 * index) + 4, value)
    }
    return chip
  }

  @Test(arguments: 0..<6)
  func howARunIsCutChangesNothing(seed: Int) throws {
    var noise = SplitMix(seed: UInt64(4_000 + seed))
    let (whole, pieces) = (Self.writer(seed: seed), Self.writer(seed: seed))
    let end = Tick.milliseconds(100)
    whole.soc.run(until: end)
    while pieces.now < end { pieces.soc.run(until: min(end, pieces.now + UInt64(1 + noise.below(40_000)))) }
    let isEqual = try whole.snapshot == pieces.snapshot
    #expect(isEqual)
    #expect(whole.soc.cpu.instructions > 1_000)
  }
}
