import ChipTesting
import CortexM0
import Machine
import Testing

@testable import DA14681

/// Brown-out, loss of the supply, and the order of what follows.
struct SupplyTests {
  /// A cell of 1 mAh with 4 V, but 2 V when empty, which its protection does not let out.
  final class SmallCell: VoltageSource {
    let capacity: Int128 = 3_600_000_000_000 * Int128(Tick.perSecond)
    let cutOffMicrovolts: Int64 = 2_500_000
    func openCircuitMicrovolts(charge: Int128) -> Int64 { charge > 0 ? 4_000_000 : 2_000_000 }
    func milliohms(charge: Int128) -> Int64 { 100 }
  }

  private func counting() -> Chip {
    let chip = Chip(source: SmallCell())
    var program = Thumb()
    program.increment(0x07FC_8000)
    program.store16(0x5000_0036, 0x21)
    program.stop()
    chip.load(program)
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    return chip
  }

  @Test func brownOutHoldsTheChipUntilTheSupplyIsBack() {
    let chip = counting()
    var modes: [Mode] = []
    let watching = chip.soc.watchMode { modes.append($0) }
    defer { watching.end() }
    var others: [Mode] = []
    let other = chip.soc.watchMode { others.append($0) }
    chip.run(for: .milliseconds(1))
    chip.soc.supplyLevelChanged(isLow: true)
    chip.run(for: .milliseconds(10))
    #expect(others == modes && others.last == .off)
    other.end()
    #expect(chip.soc.mode == .off)
    #expect(chip.soc.resets == [.powerOn: 1])
    chip.soc.supplyLevelChanged(isLow: false)
    chip.run(for: .milliseconds(1))
    #expect(others.last == .off && modes.count > others.count)
    #expect(chip.soc.mode == .run)
    #expect(chip.soc.resets == [.powerOn: 1, .brownOut: 1])
    #expect(modes == [.off, .run])
    // RAM kept its contents, and the image began again.
    #expect(chip.soc.ram.word(at: 0x8000) == 2)
    #expect(chip.soc.modeTicks[.off] == .milliseconds(10))
  }

  @Test func withoutBODTheChipGoesOn() {
    let chip = Chip()
    var program = Thumb()
    program.stop()
    chip.load(program)
    chip.soc.supplyLevelChanged(isLow: true)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .run)
    #expect(chip.soc.resets == [.powerOn: 1])
  }

  @Test func anEmptyCellTurnsItOffAndAFullOneOn() {
    let chip = counting()
    chip.run(for: .milliseconds(1))
    chip.power.setCharge(0)
    chip.run(for: .seconds(UInt64(1)))
    #expect(chip.soc.mode == .off)
    #expect(chip.soc.modeTicks[.off] == .seconds(UInt64(1)))
    chip.power.setCharge(.max)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.resets == [.powerOn: 2])
    // The image was in RAM only.
    #expect(chip.soc.isWithoutImage)
    #expect(chip.soc.ram.word(at: 0x8000) == 0xA5A5_A5A5)
  }
}
