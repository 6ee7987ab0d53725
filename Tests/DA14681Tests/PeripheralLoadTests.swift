import ChipTesting
import CortexM0
import Machine
import Testing

@testable import DA14681

/// What blocks of a whole chip take beside its core, to the picoampere.
@Suite struct PeripheralLoadTests {
  /// A chip whose charger has VSYS.
  private static func chip(nominalMillivolts: Int64? = nil, _ program: Thumb = Thumb()) -> Chip {
    let chip = Chip(nominalMillivolts: nominalMillivolts)
    func exactly(_ value: Double, _ unit: Coefficient.Unit = .microamperes) -> Coefficient {
      Coefficient("test", value, value, value, unit, condition: "test", source: .estimate("test"))
    }
    chip.soc.supplyPeripherals(
      DA14681.PeripheralCoefficients(
        uart: exactly(1), spi: exactly(2), i2c: exactly(4), adc: exactly(8),
        dma: exactly(16, .microamperesPerMegahertz), gauge: exactly(32), comparator: exactly(64),
        charger: exactly(512)), busNet: chip.power.net("VSYS", fedBy: .system))
    chip.load(program)
    // PMU_CTRL_REG: the peripheral domain has power.
    chip.write(0x5000_0010, 0x1F00)
    return chip
  }

  private static let dmaControl: UInt32 = 0x5000_350C
  private static let gaugeControl: UInt32 = 0x5000_1B40
  private static let chargerControl: UInt32 = 0x5000_1B08
  private static let comparators: UInt32 = 0x5000_0036

  @Test func blocksOfThePeripheralDomainTakeTheirCurrent() {
    let chip = Self.chip()
    let core = chip.power.loadCurrent
    chip.write(0x5000_1C04, 0x3)
    #expect(chip.power.loadCurrent == core + 3_000_000)
    chip.write(0x5000_1C04, 0x4)
    #expect(chip.power.loadCurrent == core + 4_000_000)
    chip.write(0x5000_1900, 0x1)
    #expect(chip.power.loadCurrent == core + 12_000_000)
    chip.write(0x5000_1900, 0x0)
    chip.write(0x5000_1C04, 0x0)
    #expect(chip.power.loadCurrent == core)
  }

  /// While any channel is on, by the bus clock; one that has copied all is off by itself.
  @Test func theDMAControllerTakesItsCurrentWhileAChannelIsOn() {
    let chip = Self.chip()
    func dma() -> Int64 { chip.power.loads.first { $0.component == "DA14681 DMA" }?.drawn.typical ?? -1 }
    #expect(dma() == 0)
    // Channel 0 waits for a request that never comes: DREQ_MODE.
    chip.write(Self.dmaControl, 0x11)
    // HCLK resets to 4 MHz.
    #expect(dma() == 64_000_000)
    // CLK_AMBA_REG: HCLK is 16 MHz.
    chip.write(0x5000_0000, 0)
    #expect(dma() == 256_000_000)
    // Channel 1 copies four bytes meanwhile and changes nothing.
    chip.write(Self.dmaControl + 0x0A, 3)
    chip.write(Self.dmaControl + 0x10, 0x1)
    #expect(dma() == 256_000_000)
    chip.write(Self.dmaControl + 0x10, 0)
    #expect(dma() == 256_000_000)
    chip.write(Self.dmaControl, 0)
    #expect(dma() == 0)
  }

  @Test func aFinishedTransferCostsItsTime() throws {
    var program = Thumb()
    program.store16(0x5000_0000, 0)  // CLK_AMBA_REG: HCLK is 16 MHz
    program.store16(0x5000_3500, 0x0000)
    program.store16(0x5000_3502, 0x07FC)
    program.store16(0x5000_3504, 0x4000)
    program.store16(0x5000_3506, 0x07FC)
    program.store16(0x5000_350A, 99)
    program.store16(Self.dmaControl, 0x65)  // on, words, both addresses count up
    program.stop()
    let chip = Self.chip(program)
    chip.run(for: .milliseconds(1))
    let row = try #require(chip.power.ledger.first { $0.component == "DA14681 DMA" && $0.state == "on" })
    // A hundred items of four cycles of 16 MHz.
    #expect(row.fromCell.typical == 256_000_000 * Int128(row.ticks))
    #expect(row.ticks == 400 * 96)
  }

  /// They work in sleep, where a linear regulator feeds them: nothing makes a power of their currents.
  @Test func gaugeAndComparatorsTakeTheirCurrentAwakeAndAsleep() throws {
    var program = Thumb()
    program.store16(Self.gaugeControl, 0xD881)
    program.store16(Self.comparators, 0x3E)  // all five, and no reset
    let chip = Self.chip(nominalMillivolts: 1_850, program + SleepTests.sleeper())
    chip.run(for: .seconds(UInt64(10)))
    #expect(chip.soc.mode == .extendedSleep)
    let rows = chip.power.ledger
    let gauge = try #require(rows.first { $0.component == "DA14681 fuel gauge" })
    let comparator = try #require(rows.first { $0.component == "DA14681 brown-out" })
    #expect(gauge.state == "on" && gauge.fromCell.typical == 32_000_000 * Int128(gauge.ticks))
    #expect(comparator.fromCell.typical == 320_000_000 * Int128(comparator.ticks))
    // From the program's stores on, within its first millisecond.
    for row in [gauge, comparator] {
      #expect(row.ticks < chip.now && row.ticks > chip.now - .milliseconds(1))
    }
  }

  @Test func mutedTheGaugeTakesItsCurrentAndOffItDoesNot() {
    let chip = Self.chip()
    let core = chip.power.loadCurrent
    chip.write(Self.gaugeControl, 0xD889)
    #expect(chip.power.loadCurrent == core + 32_000_000)
    chip.write(Self.gaugeControl, 0xD880)
    #expect(chip.power.loadCurrent == core)
    chip.write(Self.comparators, 0x21)
    #expect(chip.power.loadCurrent == core + 64_000_000)
    chip.write(Self.comparators, 0x01)
    #expect(chip.power.loadCurrent == core)
  }

  /// Switched on and with VBUS there, charging or stopped by a temperature; from VBUS.
  @Test func theChargerTakesItsCurrentFromVBUS() {
    let chip = Self.chip()
    let driver = chip.soc.vbus.driver("test")
    func plug(_ isIn: Bool) {
      driver.value = isIn
      chip.power.setBus(limit: isIn ? 500_000_000_000 : nil)
    }
    let core = chip.power.currentFromCell
    chip.write(Self.chargerControl, 0x2020)
    #expect(chip.power.loadCurrent == core)
    plug(true)
    #expect(chip.power.currentFromCell == core && chip.power.busOutput == 512_000_000)
    chip.soc.anamisc.charger.dieMillidegrees = 120_000
    #expect(chip.power.busOutput == 512_000_000)
    chip.write(Self.chargerControl, 0x2000)
    #expect(chip.power.busOutput == 0)
    chip.write(Self.chargerControl, 0x2020)
    plug(false)
    #expect(chip.power.loadCurrent == core)
  }

  /// A machine that goes on from a snapshot draws what the saved one does.
  @Test func snapshotsKeepThem() throws {
    let (original, copy) = (Self.chip(), Self.chip())
    original.write(Self.gaugeControl, 0xD881)
    original.write(Self.comparators, 0x3E)
    original.write(Self.dmaControl, 0x11)
    try copy.restore(original.snapshot)
    #expect(copy.power.loadCurrent == original.power.loadCurrent)
    for chip in [original, copy] {
      chip.write(Self.dmaControl, 0)
      chip.write(Self.gaugeControl, 0xD880)
    }
    #expect(copy.power.loadCurrent == original.power.loadCurrent)
    #expect(try copy.snapshot == original.snapshot)
  }
}
