import ChipTesting
import Machine
import SeededRandom
import Testing

@testable import DA14681

/// A debugger looks at registers by `peek`: nothing changes, and it sees what software would read.
struct RegisterPeekTests {
  /// Registers that a read gets from the flash: until then they show what the last read got.
  static let fetched: Set<String> = ["QSPIC_READDATA_REG", "QSPIC_ERASECTRL_REG"]

  /// A chip whose blocks are in states that random accesses brought them to.
  private func stirred(_ seed: Int) -> Chip {
    var noise = SplitMix(seed: UInt64(seed))
    let chip = Chip()
    var program = Thumb()
    program.waitForInterrupt()
    program.branch(to: 0)
    chip.load(program)
    // All domains and clocks on.
    chip.write(0x5000_0010, 0)
    chip.write(0x5000_0000, 0x3FF)
    chip.write(0x5000_1C04, 0x3FFF)
    let banks = chip.soc.fabric.banks.filter { !["CRG_TOP", "CRG_PER", "WDOG"].contains($0.name) }
    for _ in 0..<3_000 {
      guard let bank = banks.randomElement(using: &noise), let register = bank.registers.randomElement(using: &noise)
      else { break }
      let value = [1, UInt32.max, UInt32.random(in: 0...(.max), using: &noise)].randomElement(using: &noise) ?? 0
      chip.write(bank.base &+ register.offset, value, width: register.bytes)
      if Int.random(in: 0..<8, using: &noise) == 0 {
        chip.run(for: UInt64.random(in: 1...3_000_000, using: &noise))
      }
    }
    return chip
  }

  @Test(arguments: 1...12)
  func peekingEveryRegisterChangesNothingAndSaysWhatAReadWould(seed: Int) throws {
    let chip = stirred(seed)
    let registers = chip.soc.registers
    let before = try chip.snapshot
    for entry in registers {
      for width in [1, 2, 4] { _ = chip.soc.bus.peek(entry.address, width: width) }
    }
    for word in 0..<4 { _ = chip.soc.bus.peek(TRNG.dataRange.lowerBound + 4 * UInt32(word), width: 4) }
    let isUnchanged = try chip.snapshot == before
    #expect(isUnchanged)
    for entry in registers {
      let peeked = chip.soc.bus.peek(entry.address, width: entry.register.bytes)
      let name = "\(entry.block).\(entry.register.name)"
      let read = chip.read(entry.address, width: entry.register.bytes)
      if Self.fetched.contains(entry.register.name) { continue }
      #expect(peeked == read, "\(name)")
    }
    let word = chip.soc.bus.peek(TRNG.dataRange.lowerBound, width: 4)
    #expect(word == chip.read(TRNG.dataRange.lowerBound, width: 4))
  }

  @Test func whereNothingAnswersThereIsNothingToSee() {
    let chip = Chip()
    #expect(chip.soc.bus.peek(0x6000_0000, width: 4) == nil)
    chip.soc.ram.store([1, 2, 3, 4], at: 8)
    #expect(chip.soc.bus.peek(0x07FC_0008, width: 4) == 0x0403_0201)
    #expect(chip.soc.bus.peek(0x07FC_000A, width: 2) == 0x0403)
    #expect(!chip.soc.bus.faulted)
  }

  /// COUNTFLAG, which a read of CTRL clears.
  @Test func sysTickIsLeftAlone() {
    let chip = Chip()
    var program = Thumb()
    program.branch(to: 0)
    chip.load(program)
    chip.write(0xE000_E014, 100, width: 4)
    chip.write(0xE000_E010, 5, width: 4)
    chip.run(for: .microseconds(100))
    #expect(chip.soc.bus.peek(0xE000_E010, width: 4) == 0x1_0005)
    #expect(chip.soc.bus.peek(0xE000_E010, width: 4) == 0x1_0005)
    #expect(chip.read(0xE000_E010, width: 4) == 0x1_0005)
    #expect(chip.soc.bus.peek(0xE000_E010, width: 4) == 0x5)
  }
}
