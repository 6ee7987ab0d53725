import ChipTesting
import Machine
import Testing

@testable import DA14580

/// What flows through the pads of a whole chip, as GPIO sets them.
@Suite struct PadCurrentTests {
  /// "My sleep current is too high": a pull-down left on against the board's pull-up, and an input with nothing on it.
  @Test func aSleepingProgramsBadPadsAreNamed() throws {
    func exactly(_ value: Double, _ unit: Coefficient.Unit) -> Coefficient {
      Coefficient("test", value, value, value, unit, condition: "test", source: .estimate("test"))
    }
    let chip = Chip()
    var coefficients = DA14580.padCoefficients
    coefficients.resistor = exactly(75_000, .ohms)
    coefficients.floating = exactly(2, .microamperes)
    chip.soc.supplyPads(from: chip.power.net("VBAT3V", fedBy: .cell), coefficients)
    chip.soc.pull("P1_0", to: true)
    var program = Thumb()
    program.store16(0x5000_3008, 0x000)  // P01_MODE_REG: input without pull; P1_0 keeps its pull-down
    chip.load(program + SleepTests.sleeper(systemControl: SleepTests.extended))
    chip.run(for: .seconds(UInt64(10)))
    #expect(chip.soc.mode == .extendedSleep)
    let bad = chip.power.ledger.filter { $0.component.hasPrefix("pad ") }
    #expect(
      bad.map { "\($0.component) / \($0.state)" } == ["pad P0_1 / floating input", "pad P1_0 / pull against resistor"])
    // 3.0 V over 25 and 75 kOhm, as pads reset to a pull-down; 2 uA from the program's store on.
    #expect(bad.last?.ticks == chip.now && bad.last?.fromCell.typical == 30_000_000 * Int128(chip.now))
    let floating = try #require(bad.first)
    #expect(floating.ticks < chip.now && floating.ticks > chip.now - .milliseconds(UInt64(1)))
    #expect(floating.fromCell.typical == 2_000_000 * Int128(floating.ticks))
  }
}
