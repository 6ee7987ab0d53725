import Machine
import Testing

@testable import DA14580

/// What blocks of the peripheral domain take beside the core, to the picoampere.
@Suite struct PeripheralLoadTests {
  @Test func blocksTakeTheirCurrentWhileTheyAreClockedOrOn() {
    func exactly(_ value: Double) -> Coefficient {
      Coefficient("test", value, value, value, .microamperes, condition: "test", source: .estimate("test"))
    }
    let chip = Chip()
    chip.soc.supplyPeripherals(
      DA14580.PeripheralCoefficients(uart: exactly(1), spi: exactly(2), i2c: exactly(4), adc: exactly(8)))
    chip.load(SleepTests.sleeper(systemControl: SleepTests.extended))
    // PMU_CTRL_REG: the peripheral domain has power.
    chip.write(0x5000_0010, 0)
    let core = chip.power.loadCurrent
    // CLK_PER_REG: either UART, SPI, I2C.
    for (gates, current) in [(1 << 7, 1), (1 << 6, 1), (1 << 11, 2), (1 << 5, 4), (1 << 7 | 1 << 5, 5)] {
      chip.write(0x5000_0004, UInt32(gates))
      #expect(chip.power.loadCurrent == core + Int64(current) * 1_000_000)
    }
    chip.write(0x5000_1500, 1)
    #expect(chip.power.loadCurrent == core + 13_000_000)
    chip.write(0x5000_1500, 0)
    #expect(chip.power.loadCurrent == core + 5_000_000)
    chip.write(0x5000_1500, 1)
    // Asleep the domain is off.
    chip.run(for: .seconds(UInt64(1)))
    #expect(chip.soc.mode == .extendedSleep)
    let blocks = chip.power.loads.filter { ["DA14580 UART", "DA14580 I2C", "DA14580 GPADC"].contains($0.component) }
    #expect(blocks.count == 3 && blocks.allSatisfy { $0.drawn == .zero })
  }
}
