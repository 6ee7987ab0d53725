import ChipTesting
import Machine
import SeededRandom
import Testing

@testable import DA14681

/// Nothing that firmware writes, and no image, crashes or hangs the machine.
struct HostileFirmwareTests {
  @Test(arguments: 0..<6)
  func randomBytesAsAnImageRunUntilTheTimeIsOver(seed: Int) {
    var noise = SplitMix(seed: UInt64(seed))
    let chip = Chip()
    let image = (0..<0x1_0000).map { _ in UInt8.random(in: 0...255, using: &noise) }
    chip.flash.store(image, at: 0)
    chip.flash.store([0x71, 0x51, 0, 0, 0x80, 0, 1, 0x40, 0, 0, 0xFE, 0x07, 0x01, 0x01, 0x00, 0x08], at: 0)
    chip.soc.start()
    chip.soc.run(until: .seconds(UInt64(1)))
    #expect(chip.now >= .seconds(UInt64(1)))
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  @Test(arguments: 0..<8)
  func randomRegisterAccessesDoNoHarm(seed: Int) {
    var noise = SplitMix(seed: UInt64(1_000 + seed))
    let chip = Chip()
    var program = Thumb()
    program.waitForInterrupt()
    program.branch(to: 0)
    chip.load(program)
    chip.soc.ram.store([0, 0, 0xFE, 0x07, 0x01, 0x01, 0xFC, 0x07], at: 0)
    let banks = chip.soc.fabric.banks.filter { seed % 2 == 0 || !$0.name.hasPrefix("CRG_TOP") }
    for _ in 0..<1_000 {
      guard let bank = banks.randomElement(using: &noise), let register = bank.registers.randomElement(using: &noise)
      else { return }
      let address = bank.base &+ register.offset
      let width = [1, 2, 4].randomElement(using: &noise) ?? 2
      let value = [0, 1, UInt32.max, UInt32.random(in: 0...(.max), using: &noise)].randomElement(using: &noise) ?? 0
      if Bool.random(using: &noise) {
        chip.write(address & ~UInt32(width - 1), value, width: width)
      } else {
        _ = chip.read(address & ~UInt32(width - 1), width: width)
      }
      if Int.random(in: 0..<4, using: &noise) == 0 {
        chip.run(for: UInt64.random(in: 1...3_000_000, using: &noise))
      }
    }
    chip.run(for: .seconds(UInt64(1)))
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }
}
