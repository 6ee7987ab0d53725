import ChipTesting
import Machine
import Testing

@testable import DA14681

/// What flows through the pads of a whole chip, as GPIO sets them.
@Suite struct PadCurrentTests {
  private static func exactly(_ value: Double, _ unit: Coefficient.Unit = .ohms) -> Coefficient {
    Coefficient("test", value, value, value, unit, condition: "test", source: .estimate("test"))
  }

  private static func supplyPads(of chip: Chip) {
    var coefficients = DA14681.padCoefficients
    coefficients.resistor = exactly(65_000)
    coefficients.floating = exactly(2, .microamperes)
    chip.soc.pads.supply(from: chip.soc.net, coefficients)
  }

  private func chip() -> Chip {
    let chip = Chip()
    chip.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .ram))
    Self.supplyPads(of: chip)
    return chip
  }

  @Test func pullsAndFloatsByTheModeRegister() {
    let chip = chip()
    let before = chip.power.loadCurrent
    let line = chip.soc.pads[Pin(1, 0)]
    let driver = line.driver("part")
    // P1_0 resets to a pull-down, 25 kOhm at 1.8 V.
    driver.value = true
    #expect(chip.power.loadCurrent == before + 72_000_000)
    // Without a pull it costs nothing as long as it is driven.
    chip.write(0x5000_302E, 0x000)
    #expect(chip.power.loadCurrent == before)
    driver.value = nil
    #expect(chip.power.loadCurrent == before + 2_000_000)
    // As an output it does not look.
    chip.write(0x5000_302E, 0x300)
    #expect(chip.power.loadCurrent == before)
    // A pad that a block has is not looked at.
    chip.write(0x5000_302E, 0x000 | 11)
    #expect(chip.power.loadCurrent == before)
  }

  /// "My sleep current is too high": a pull-down left on against the board's pull-up, and an input with nothing on it.
  @Test func aSleepingProgramsBadPadsAreNamed() throws {
    let chip = Chip()
    Self.supplyPads(of: chip)
    chip.soc.pads.pull(Pin(1, 2), externally: true)
    var program = Thumb()
    program.store16(0x5000_3032, 0x200)  // P12_MODE_REG: pull-down
    program.store16(0x5000_302E, 0x000)  // P10_MODE_REG: no pull
    program.disableInterrupts()
    program.waitForInterrupt()
    program.stop()
    chip.load(program)
    chip.run(for: .seconds(UInt64(10)))
    let bad = chip.power.ledger.filter { $0.component.hasPrefix("pad ") }
    #expect(
      bad.map { "\($0.component) / \($0.state)" } == ["pad P1_0 / floating input", "pad P1_2 / pull against resistor"])
    // 1.8 V over 25 and 65 kOhm from the start on, as pads reset to a pull-down; 2 uA from the program's second store on.
    let pull = try #require(bad.last)
    #expect(pull.ticks == chip.now && pull.fromCell.typical == 20_000_000 * Int128(chip.now))
    let floating = try #require(bad.first)
    #expect(floating.ticks < chip.now && floating.ticks > chip.now - .milliseconds(UInt64(1)))
    #expect(floating.fromCell.typical == 2_000_000 * Int128(floating.ticks))

    // Another machine goes on from there with the same charge.
    let (snapshot, other) = (try chip.snapshot, Chip())
    Self.supplyPads(of: other)
    other.soc.pads.pull(Pin(1, 2), externally: true)
    try other.restore(snapshot)
    for each in [chip, other] {
      each.run(for: .seconds(UInt64(1)))
      each.write(0x5000_3032, 0x000)
      each.write(0x5000_302E, 0x200)
      each.run(for: .seconds(UInt64(1)))
    }
    #expect(try chip.snapshot == other.snapshot)
    #expect(other.power.loadCurrent == chip.power.loadCurrent)
  }
}
