import Machine
import Testing

@testable import DA14681

/// What the start-up code of public drivers for this chip writes, in its order, and what of it a report lists as not
/// modelled: nothing that makes no difference, and everything that does.
@Suite struct StartUpNoiseTests {
  /// A register, and what is written into some of its bits.
  private struct Step {
    var address: UInt32
    var mask: UInt32
    var value: UInt32
    var width = 2
  }

  private static let startUp: [Step] = [
    Step(address: 0x5000_0000, mask: 0x37, value: 0),  // CLK_AMBA: HCLK and PCLK undivided
    Step(address: 0x5000_0036, mask: 0x3F, value: 0x33),  // BOD_CTRL2: VBAT, flash, VDD, reset
    Step(address: 0x5000_0034, mask: 0x700, value: 0x100),  // BOD_CTRL: VDD at 700 mV
    Step(address: 0x5000_000A, mask: 0x3, value: 1),  // CLK_CTRL: RC16M
    Step(address: 0x5000_003C, mask: 0xF, value: 0xF),  // LDO_CTRL2: all on
    Step(address: 0x5000_003A, mask: 0x3800, value: 0x1000),  // LDO_CTRL1: radio at 1.4 V
    Step(address: 0x5000_000A, mask: 0x4, value: 4),  // CLK_CTRL: crystal off
    Step(address: 0x5000_0000, mask: 0xC00, value: 0),  // CLK_AMBA: QSPI undivided
    Step(address: 0x0C00_003C, mask: 0x1E, value: 0x0C, width: 4),  // QSPIC_GP: drive and slew of the pads
    Step(address: 0x0C00_0028, mask: .max, value: 0x7A75_0620, width: 4),  // QSPIC_ERASECMDA
    Step(address: 0x0C00_002C, mask: .max, value: 0x1105_1800, width: 4),  // QSPIC_ERASECMDB: delays, single
    Step(address: 0x0C00_0034, mask: .max, value: 0x0000_0005, width: 4),  // QSPIC_STATUSCMD
    Step(address: 0x5000_0000, mask: 0x200, value: 0x200),  // CLK_AMBA: OTP clock
    Step(address: 0x07F4_0014, mask: .max, value: 0, width: 4),  // OTPC_NWORDS
    Step(address: 0x07F4_0028, mask: .max, value: 0x1A10_4F20, width: 4),  // OTPC_TIM1
    Step(address: 0x07F4_002C, mask: .max, value: 0x0081_0002, width: 4),  // OTPC_TIM2
    Step(address: 0x5000_0000, mask: 0x200, value: 0),
    Step(address: 0x5000_0012, mask: 0x1000, value: 0x1000),  // SYS_CTRL: QSPI_INIT
    Step(address: 0x0C00_0004, mask: 0xE00, value: 0xC00, width: 4),  // QSPIC_CTRLMODE: read pipe
    Step(address: 0x5000_0002, mask: 0x7FF, value: 0x460),  // CLK_FREQ_TRIM
    Step(address: 0x5000_0016, mask: 0xFF, value: 0xA2),  // TRIM_CTRL
    Step(address: 0x5000_0022, mask: 0x5CE0, value: 0x54A0),  // CLK_16M
    Step(address: 0x5000_0028, mask: 0x7C00, value: 0x6000),  // BANDGAP
    Step(address: 0x5000_0018, mask: 0xFFFF, value: 1),  // DIVN_SYNC
    Step(address: 0x5000_0020, mask: 0x80, value: 0x80),  // CLK_32K: RC32K
    Step(address: 0x5000_0050, mask: 0xFF, value: 85),  // XTALRDY_CTRL
    Step(address: 0x5000_003E, mask: 0xFFFF, value: 0x0A00),  // SLEEP_TIMER
    Step(address: 0x5000_0064, mask: 0xF, value: 0xC),  // AON_SPARE
    Step(address: 0x5000_0008, mask: 0x38, value: 0),  // CLK_RADIO: RFCU off, dividers
    Step(address: 0x5000_0010, mask: 0x1, value: 0),  // PMU_CTRL: peripheral domain on
    Step(address: 0x5000_3304, mask: 1, value: 0),  // DEBUG
    Step(address: 0x5000_3306, mask: 1, value: 1),  // GP_STATUS: CAL_PHASE
    Step(address: 0x5000_30C2, mask: 0xFF, value: 0x0C),  // P1_PADPWR_CTRL
    Step(address: 0x5000_3312, mask: 0x7000, value: 0x4000),  // PLL_SYS_CTRL2: minimum current
    Step(address: 0x5000_3314, mask: 0x7C00, value: 0x2000),  // PLL_SYS_CTRL3: start delay
    Step(address: 0x5000_1900, mask: 0xFFFF, value: 0x0001),  // GP_ADC_CTRL: on
    Step(address: 0x5000_1902, mask: 0xFFFF, value: 0x0001),  // GP_ADC_CTRL2
    Step(address: 0x5000_1B40, mask: 0xFFFF, value: 0xD880),  // SOC_CTRL1
    Step(address: 0x5000_1B42, mask: 0xFFFF, value: 0x776A),  // SOC_CTRL2
    Step(address: 0x5000_1B44, mask: 0xFFFF, value: 0x13),  // SOC_CTRL3
    Step(address: 0x5000_1B08, mask: 0xFFFF, value: 0x20CA),  // CHARGER_CTRL1
    Step(address: 0x5000_1B0A, mask: 0xE000, value: 0xC000),  // CHARGER_CTRL2
    Step(address: 0x5000_1C4A, mask: 1, value: 1),  // USBPAD
    Step(address: 0x5000_147C, mask: 0xFFFF, value: 4),  // I2C_SDA_HOLD
    Step(address: 0x5000_1494, mask: 0xFF, value: 0x20),  // I2C_SDA_SETUP
    Step(address: 0x5000_10A8, mask: 1, value: 1),  // UART_DMASA, at the end of each transfer
    Step(address: 0x5000_11A8, mask: 1, value: 1),  // UART2_DMASA
  ]

  private func chip() -> Chip {
    let chip = Chip()
    chip.load(.waiting)
    return chip
  }

  /// As drivers set a field: read, change, write.
  private func run(_ steps: [Step], on chip: Chip) {
    for step in steps {
      let old = chip.read(step.address, width: step.width)
      chip.write(step.address, old & ~step.mask | step.value, width: step.width)
    }
  }

  @Test func nothingHarmlessIsListed() {
    let chip = chip()
    run(Self.startUp, on: chip)
    #expect(chip.emulation.journal.unmodelled.map(\.register) == [])
    // And it is all kept.
    #expect(chip.read(0x5000_0002) == 0x460 && chip.read(0x5000_0028) & 0x7C00 == 0x6000)
    #expect(chip.read(0x0C00_002C, width: 4) == 0x1105_1800)
  }

  @Test func whatMattersStillIs() {
    let chip = chip()
    run(
      [
        Step(address: 0x5000_0008, mask: 0x80, value: 0x80),  // CLK_RADIO: BLE on
        Step(address: 0x0C00_002C, mask: 3, value: 2, width: 4),  // QSPIC_ERASECMDB: erases in quad mode
        Step(address: 0x5000_3312, mask: 0x7F, value: 3),  // PLL_SYS_CTRL2: half the frequency
        Step(address: 0x5000_6000, mask: 1, value: 1),  // ECC
        Step(address: 0x5000_002C, mask: 1, value: 1),  // not in the list
        Step(address: 0x5000_2000, mask: 1, value: 1),  // RFCU
      ], on: chip)
    let names = chip.emulation.journal.unmodelled.map(\.register)
    for name in ["CRG_TOP.CLK_RADIO_REG", "QSPIC.QSPIC_ERASECMDB_REG", "GPREG.PLL_SYS_CTRL2_REG", "CRG_TOP.hole"] {
      #expect(names.contains(name), "\(name) of \(names)")
    }
    #expect(names.contains { $0.hasPrefix("ECC.") } && names.contains { $0.hasPrefix("RFCU.") })
    #expect(names.count == 6)
  }
}
