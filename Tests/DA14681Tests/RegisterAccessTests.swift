import ChipTesting
import Machine
import Testing

@testable import DA14681

/// What the bus answers, register by register, compared with the vendor's list.
struct RegisterAccessTests {
  /// Registers that do not read their reset value in a chip that has booted, and why.
  static let notAtReset: [String: String] = [
    "ANAMISC.CHARGER_STATUS_REG": "without a battery's thermistor the temperature is neither high nor low: OK",
    "CACHE.CACHE_CTRL2_REG": "the boot ROM has made the flash cacheable",
    "CRG_TOP.ANA_STATUS_REG": "the regulators run, or the CPU would not",
    "CRG_TOP.CLK_AMBA_REG": "the boot ROM has enabled the flash controller",
    "CRG_TOP.PMU_CTRL_REG": "this test has powered the domains",
    "CRG_TOP.SYS_CTRL_REG": "the boot ROM has remapped",
    "CRG_TOP.SYS_STAT_REG": "this test has powered the domains",
    "GPIO.P0_DATA_REG": "reads the pads, of which P0_5 is pulled up",
    "GPIO.P1_DATA_REG": "reads the pads, of which P1_5 and P1_6 are pulled up",
    "QSPIC.QSPIC_BURSTCMDA_REG": "the boot ROM has set how the flash is read",
    "QSPIC.QSPIC_BURSTCMDB_REG": "the boot ROM has set how the flash is read",
    "QSPIC.QSPIC_CTRLMODE_REG": "the boot ROM leaves the flash in auto mode",
    "UART.UART_IIR_FCR_REG": "a 16550 without an interrupt reads 1; the list has 0",
    "UART2.UART2_IIR_FCR_REG": "a 16550 without an interrupt reads 1; the list has 0",
    "SysTick.CALIB": "the list has a value for a reference clock, which the chip lacks: NOREF",
  ]
  /// Registers that do not read back all read-write bits, and why.
  static let notReadBack: [String: String] = [
    "CRG_TOP.BOD_STATUS_REG": "follows the supply",
    "GP_TIMERS.TIMER0_ON_REG": "reads the counter", "GP_TIMERS.TIMER0_RELOAD_M_REG": "reads the counter",
    "GPIO.P0_DATA_REG": "reads the pads", "GPIO.P1_DATA_REG": "reads the pads", "GPIO.P2_DATA_REG": "reads the pads",
    "GPIO.P3_DATA_REG": "reads the pads", "GPIO.P4_DATA_REG": "reads the pads",
    "GPIO.P0_SET_DATA_REG": "the write is the event", "GPIO.P1_SET_DATA_REG": "the write is the event",
    "GPIO.P2_SET_DATA_REG": "the write is the event", "GPIO.P0_RESET_DATA_REG": "the write is the event",
    "GPIO.P1_RESET_DATA_REG": "the write is the event", "GPIO.P2_RESET_DATA_REG": "the write is the event",
    "GPREG.RESET_FREEZE_REG": "the write is the event",
    "I2C.I2C_DATA_CMD_REG": "a FIFO", "I2C2.I2C2_DATA_CMD_REG": "a FIFO",
    "I2C.I2C_ENABLE_REG": "the abort bit clears itself", "I2C2.I2C2_ENABLE_REG": "the abort bit clears itself",
    "OTPC.OTPC_FFPRT_REG": "a FIFO", "OTPC.OTPC_MODE_REG": "the mode and the flush bit clear themselves",
    "OTPC.OTPC_PCTRL_REG": "the start bit clears itself", "OTPC.OTPC_STAT_REG": "writing the error bit clears it",
    "QSPIC.QSPIC_ERASECTRL_REG": "ERASE_EN ends with the erase", "QSPIC.QSPIC_STATUS_REG": "follows the transfer",
    "SPI.SPI_RX_TX_REG0": "reads what was received", "SPI.SPI_RX_TX_REG1": "reads what was received",
    "SPI2.SPI2_RX_TX_REG0": "reads what was received", "SPI2.SPI2_RX_TX_REG1": "reads what was received",
    "UART.UART_IER_DLH_REG": "a 16550 has five bits there, and eight of the divisor while DLAB is set",
    "UART2.UART2_IER_DLH_REG": "a 16550 has five bits there, and eight of the divisor while DLAB is set",
    "UART.UART_RBR_THR_DLL_REG": "reads what was received", "UART2.UART2_RBR_THR_DLL_REG": "reads what was received",
    "UART2.UART2_IIR_FCR_REG": "reads the interrupt, writes the FIFO's settings",
    "QUAD.QDEC_CTRL_REG": "the clear bit clears itself",
    "USB.USB_MAEV_REG": "events", "USB.USB_ALTEV_REG": "events",
    "USB.USB_TXC0_REG": "the flush bit clears itself", "USB.USB_TXC1_REG": "the flush bit clears itself",
    "USB.USB_TXC2_REG": "the flush bit clears itself", "USB.USB_TXC3_REG": "the flush bit clears itself",
    "USB.USB_RXC0_REG": "the flush bit clears itself", "USB.USB_RXC1_REG": "the flush bit clears itself",
    "USB.USB_RXC2_REG": "the flush bit clears itself", "USB.USB_RXC3_REG": "the flush bit clears itself",
    "WDOG.WATCHDOG_REG": "the sign bit is the counter's",
    "NVIC.ICER": "the write is the event", "NVIC.ICPR": "the write is the event",
    "SCB.ICSR": "reads the pending exception", "SysTick.CTRL": "COUNTFLAG is hardware's",
    "SysTick.VAL": "any write clears it",
  ].merging((0..<16).map { ("UART2.UART2_SRBR_STHR\($0)_REG", "a FIFO") }) { first, _ in first }
  /// Bits that a Cortex-M0 has not, although the list has them: priorities have two bits.
  static let priorityBits: UInt32 = 0xC0C0_C0C0
  /// Registers whose read-only bits a write to their other bits changes, and why.
  static let notFixed: [String: String] = [
    "CRG_TOP.CLK_CTRL_REG": "the RUNNING_AT bits follow the selection",
    "UART2.UART2_MSR_REG": "reading takes back the change of CTS, which loopback has made",
  ]

  /// A chip that has booted a program and has all domains powered.
  private func chip() -> Chip {
    let chip = Chip()
    var program = Thumb()
    program.branch(to: 0)
    chip.load(program)
    chip.write(0x5000_0010, 0)
    return chip
  }

  private func declared(_ chip: Chip) -> [UInt32: Register] {
    Dictionary(chip.soc.registers.map { ($0.address, $0.register) }) { first, _ in first }
  }

  @Test func everyRegisterReadsItsResetValue() throws {
    let chip = chip()
    let declared = declared(chip)
    for entry in try RegisterList.load() {
      let register = try #require(declared[entry.address])
      let name = "\(entry.peripheral).\(entry.name)"
      let isEqual = chip.read(entry.address, width: entry.bits / 8) == register.reset & register.readableMask
      #expect(isEqual == (Self.notAtReset[name] == nil), "\(name)")
    }
  }

  @Test func readWriteBitsAreKeptAndOthersIgnoreWrites() throws {
    let chip = chip()
    let declared = declared(chip)
    for entry in try RegisterList.load() {
      let register = try #require(declared[entry.address])
      let name = "\(entry.peripheral).\(entry.name)"
      let width = entry.bits / 8
      let before = chip.read(entry.address, width: width)
      chip.write(entry.address, .max, width: width)
      let after = chip.read(entry.address, width: width)
      chip.write(entry.address, before, width: width)
      let fixed = ~register.writableMask & (.max >> UInt32(32 - entry.bits))
      #expect((after & fixed == before & fixed) == (Self.notFixed[name] == nil), "\(name)")
      let isPriority = name.hasPrefix("NVIC.IPR") || name.hasPrefix("SCB.SHPR")
      let kept = register.storedMask & (isPriority ? Self.priorityBits : .max)
      #expect((after & kept == kept) == (Self.notReadBack[name] == nil), "\(name)")
    }
  }

  /// Public start-up code: CLK_16M by a halfword, then its lower neighbour CLK_32K by a word.
  @Test func aWordStoreWritesOneSixteenBitRegister() {
    let chip = chip()
    chip.write(0x5000_0022, 0x14B3)
    chip.write(0x5000_0020, 0x0000_079C, width: 4)
    #expect(chip.read(0x5000_0020) == 0x079C)
    #expect(chip.read(0x5000_0022) == 0x14B3)
    chip.write(0x5000_0020, 0xFFFF_0001, width: 4)
    #expect(chip.read(0x5000_0022) == 0x14B3)
    #expect(chip.read(0x5000_0020, width: 4) == 0x14B3_0001, "a word read has both")
    // Registers of 32 bits take all of it.
    chip.write(0x4002_0008, 0x0801_2345, width: 4)
    #expect(chip.read(0x4002_0008, width: 4) == 0x0801_2345)
  }

  /// The same by the CPU's own store.
  @Test func aProgramsWordStoreDoesToo() {
    let chip = Chip()
    var program = Thumb()
    program.store16(0x5000_0022, 0x14B3)
    program.store32(0x5000_0020, 0x079D)
    program.stop()
    chip.load(program)
    chip.run(for: .microseconds(100))
    #expect(chip.read(0x5000_0020, width: 4) == 0x14B3_079D)
  }

  @Test func exceptionsNameRegistersOfTheList() throws {
    let names = Set(try RegisterList.load().map { "\($0.peripheral).\($0.name)" })
    for exceptions in [Self.notAtReset, Self.notReadBack, Self.notFixed] {
      #expect(names.isSuperset(of: exceptions.keys))
    }
  }
}
