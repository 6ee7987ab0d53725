import ChipTesting
import Machine
import Testing

@testable import NRF51

/// What flows through the pads of a whole chip, as PIN_CNF sets them.
@Suite struct PadCurrentTests {
  private static func exactly(_ value: Double, _ unit: Coefficient.Unit) -> Coefficient {
    Coefficient("test", value, value, value, unit, condition: "test", source: .estimate("test"))
  }

  private static func chip() -> Chip {
    let chip = Chip()
    var coefficients = NRF51.padCoefficients
    coefficients.pull = exactly(12_000, .ohms)
    coefficients.resistor = exactly(88_000, .ohms)
    coefficients.floating = exactly(2, .microamperes)
    chip.soc.pads.supply(from: chip.soc.net, coefficients)
    return chip
  }

  /// "My sleep current is too high": a pull-down left on against the board's pull-up, and an input with nothing on it.
  @Test func aSleepingProgramsBadPadsAreNamed() {
    let chip = Self.chip()
    chip.soc.pads.pull(3, externally: true)
    var program = Thumb()
    program.store32(0x5000_070C, 1 << 2)  // PIN_CNF[3]: input, pull-down
    program.store32(0x5000_0710, 0)  // PIN_CNF[4]: input, connected, no pull
    program.disableInterrupts()
    program.waitForInterrupt()
    program.stop()
    chip.startInRAM(program)
    chip.run(for: .seconds(UInt64(10)))
    let bad = chip.power.ledger.filter { $0.component.hasPrefix("pad ") }
    #expect(
      bad.map { "\($0.component) / \($0.state)" } == ["pad P0_3 / pull against resistor", "pad P0_4 / floating input"])
    // 3.0 V, less what the running chip takes off it, over 12 and 88 kOhm; 2 uA.
    for (row, current) in zip(bad, [30_000_000, 2_000_000] as [Int128]) {
      #expect(row.ticks < chip.now && row.ticks > chip.now - .microseconds(UInt64(10)))
      #expect(abs(row.fromCell.typical - current * Int128(row.ticks)) <= current * Int128(row.ticks) / 2_000)
    }
  }

  @Test func onlyConnectedInputsFloatAndAPullCountsOnOutputsToo() {
    let chip = Self.chip()
    chip.soc.start(.image(stackPointer: 0x2000_4000, programCounter: 0x2000_0101))
    let before = chip.power.loadCurrent
    chip.write(0x5000_0710, 0)
    #expect(chip.power.loadCurrent == before + 2_000_000)
    chip.write(0x5000_0710, 1 << 1)
    #expect(chip.power.loadCurrent == before)
    // An output, low, with its pull-up on: 3.0 V over 12 kOhm.
    chip.write(0x5000_0710, 1 | 3 << 2)
    #expect(abs(chip.power.loadCurrent - before - 250_000_000) <= 125_000)
  }

  @Test func aPadThatGPIOTEListensToIsStillLookedAt() {
    let chip = Self.chip()
    chip.soc.start(.image(stackPointer: 0x2000_4000, programCounter: 0x2000_0101))
    chip.write(0x5000_0710, 0)
    chip.write(0x4000_6510, 1 | 4 << 8 | 3 << 16)  // CONFIG[0]: an event at every edge of P0.04
    let floating = chip.power.loadCurrent
    chip.write(0x5000_0710, 1 << 1)
    #expect(floating - chip.power.loadCurrent == 2_000_000)
  }

  @Test func aPadOnABusIsNotLookedAt() {
    let chip = Self.chip()
    chip.soc.start(.image(stackPointer: 0x2000_4000, programCounter: 0x2000_0101))
    let before = chip.power.loadCurrent
    chip.write(0x5000_0710, 0)
    chip.soc.pads.attach(I2CBus(), clock: 4, data: 5)
    #expect(chip.power.loadCurrent == before)
  }
}
