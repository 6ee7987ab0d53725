import ChipTesting
import Machine
import Testing

@testable import DA14580

/// The chip's blocks through the bus, with their clocks on and the peripherals' domain up.
struct PeripheralTests {
  private func chip() -> Chip {
    let chip = Chip()
    var program = Thumb()
    program.disableInterrupts()
    program.waitForInterrupt()
    program.stop()
    chip.load(program)
    // Asleep, so that nothing but alarms moves time.
    chip.run(for: .microseconds(100))
    chip.write(0x5000_0010, 0)
    chip.write(0x5000_0004, 0x88F8)
    return chip
  }

  private func isRequested(_ chip: Chip, _ interrupt: Interrupt) -> Bool { chip.soc.fabric.interrupt(interrupt).level }

  // MARK: Pads

  @Test func portsDriveAndReadTheirPads() {
    let chip = chip()
    chip.write(0x5000_3058, 0x300)
    chip.write(0x5000_3042, 0x200)
    #expect(chip.soc.pad(named: "P2_9")!.level)
    #expect(chip.read(0x5000_3040) == 0x200)
    chip.write(0x5000_3044, 0x200)
    #expect(!chip.soc.pad(named: "P2_9")!.level)
    // SWDIO is pulled up.
    #expect(chip.read(0x5000_3020) == 0x20)
    chip.soc.pull("P3_7", to: true)
    #expect(chip.read(0x5000_3080) == 0x80)
  }

  @Test func aPadInterruptsAfterItsDebounceUntilItIsReset() {
    let chip = chip()
    let key = chip.soc.pad(named: "P1_1")!.driver("key")
    // GPIO1 from source 10, 5 ms.
    chip.write(0x5000_1402, 10)
    chip.write(0x5000_140C, 0x205)
    key.value = true
    let pressed = chip.now
    chip.soc.run(until: pressed + .milliseconds(5) - 1)
    #expect(!isRequested(chip, .gpio1))
    chip.soc.run(until: pressed + .milliseconds(5))
    #expect(isRequested(chip, .gpio1))
    chip.write(0x5000_1410, 0x200)
    chip.write(0x5000_140E, 2)
    chip.run(for: .milliseconds(20))
    #expect(!isRequested(chip, .gpio1), "it waits for the release")
    key.value = nil
    chip.run(for: .milliseconds(1))
    key.value = true
    chip.run(for: .milliseconds(6))
    #expect(isRequested(chip, .gpio1))
    chip.write(0x5000_1410, 0)
    chip.write(0x5000_140E, 2)
    #expect(!isRequested(chip, .gpio1))
    chip.run(for: .milliseconds(6))
    #expect(isRequested(chip, .gpio1), "without EDGE it requests again")
  }

  @Test func aShortPulseIsNoEvent() {
    let chip = chip()
    let key = chip.soc.pad(named: "P0_0")!.driver("key")
    chip.write(0x5000_1400, 1)
    chip.write(0x5000_140C, 0x105)
    key.value = true
    chip.run(for: .milliseconds(4))
    key.value = nil
    chip.run(for: .milliseconds(4))
    #expect(!isRequested(chip, .gpio0))
  }

  @Test func theKeyboardRepeatsAndTellsOfReleases() {
    let chip = chip()
    let key = chip.soc.pad(named: "P2_3")!
    chip.soc.pull("P2_3", to: true)
    let press = key.driver("key")
    chip.write(0x5000_1414, 1 << 3)
    // Release, active low, 10 ms.
    chip.write(0x5000_1412, 0xC000 | 10 << 8)
    press.value = false
    #expect(isRequested(chip, .keyboard))
    chip.write(0x5000_140E, 0x20)
    #expect(!isRequested(chip, .keyboard))
    chip.run(for: .milliseconds(11))
    #expect(isRequested(chip, .keyboard))
    chip.write(0x5000_140E, 0x20)
    press.value = nil
    #expect(isRequested(chip, .keyboard))
    chip.write(0x5000_140E, 0x20)
    chip.run(for: .milliseconds(30))
    #expect(!isRequested(chip, .keyboard))
  }

  @Test func wakeUpAndQuadratureShareAnInterrupt() {
    let chip = chip()
    let (a, b) = (chip.soc.pad(named: "P0_0")!.driver("a"), chip.soc.pad(named: "P0_1")!.driver("b"))
    // X at P0_0 and P0_1, an interrupt at each event.
    chip.write(0x5000_0208, 1)
    chip.write(0x5000_0200, 0x9)
    chip.run(for: .microseconds(10))
    a.value = true
    chip.run(for: .microseconds(10))
    b.value = true
    chip.run(for: .microseconds(10))
    // The first look sets the position.
    #expect(chip.read(0x5000_0202) == 2)
    #expect(isRequested(chip, .wakeup))
    let count = chip.read(0x5000_0202)
    chip.write(0x5000_0200, 0xB)
    #expect(!isRequested(chip, .wakeup))
    // Another pair of pads: those do nothing any more.
    chip.write(0x5000_0208, 2)
    chip.run(for: .microseconds(10))
    a.value = false
    chip.run(for: .microseconds(10))
    #expect(chip.read(0x5000_0202) == count)
    // The wake-up controller by P3_1.
    let pad = chip.soc.pad(named: "P3_1")!.driver("finger")
    chip.write(0x5000_0102, 1)
    chip.write(0x5000_0110, 2)
    chip.write(0x5000_0100, 0x80)
    pad.value = true
    #expect(isRequested(chip, .wakeup))
    chip.write(0x5000_0104, 1)
    #expect(!isRequested(chip, .wakeup))
  }

  // MARK: Serial

  @Test func uartSendsByItsDivisor() {
    let chip = chip()
    var sent: [(UInt8, Tick)] = []
    chip.soc.uart2.tx.receiverFormat = SerialFormat(baud: 111_111)
    let watching = chip.soc.uart2.tx.watchSent { [unowned emulation = chip.emulation] in
      sent.append(($0, emulation.now))
    }
    chip.write(0x5000_300E, 0x304)
    chip.write(0x5000_110C, 0x83)
    chip.write(0x5000_1100, 9)
    chip.write(0x5000_110C, 0x03)
    let start = chip.now
    chip.write(0x5000_1100, 0x5A)
    // As a plain 16550 it takes writes to LCR while it is busy, and has no busy bit.
    #expect(chip.read(0x5000_117C) & 1 == 0)
    chip.write(0x5000_110C, 0x03)
    #expect(chip.read(0x5000_1108) & 0xF == 1)
    chip.run(for: .milliseconds(1))
    #expect(sent.map(\.0) == [0x5A])
    #expect(sent.map(\.1) == [start + 10 * 16 * 9 * 96])
    _ = watching
  }

  private final class Echo: SPITarget {
    var words: [UInt32] = []
    var isSelected: Bool { true }
    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      words.append(word)
      return 0xC3
    }
  }

  @Test func spiExchangesWordsAtItsClock() {
    let chip = chip()
    let echo = Echo()
    chip.soc.spi.wires.attach(echo)
    chip.write(0x5000_3006, 0x307)
    chip.write(0x5000_3010, 0x005)
    chip.write(0x5000_3012, 0x306)
    // SPI_DIV 1, SPI_CLK 2: 16 MHz / 2 / 2.
    chip.write(0x5000_0004, 0x89F8)
    chip.write(0x5000_1200, 0x11)
    let start = chip.now
    chip.write(0x5000_1202, 0x9F)
    chip.soc.run(until: start + 8 * 4 * 96 - 1)
    #expect(chip.read(0x5000_1200) & 0x2000 == 0)
    chip.soc.run(until: start + 8 * 4 * 96)
    #expect(chip.read(0x5000_1200) & 0x2000 != 0)
    #expect(chip.read(0x5000_1202) == 0xC3)
    chip.write(0x5000_1206, 1)
    #expect(chip.read(0x5000_1200) & 0x2000 == 0)
    #expect(echo.words == [0x9F])
  }

  // MARK: Timers

  @Test func timer0MakesAPeriodOfItsTwoCounts() {
    let chip = chip()
    chip.write(0x5000_0004, 0x88F8)
    chip.write(0x5000_3006, 0x310)
    // M 7, N 23, fast and undivided: 8 cycles high of 32.
    chip.write(0x5000_3404, 7)
    chip.write(0x5000_3406, 23)
    chip.write(0x5000_3400, 0x7)
    #expect(chip.soc.pad(named: "P0_0")!.level)
    var edges: [(Bool, Tick)] = []
    let watching = chip.soc.pad(named: "P0_0")!.watch { [unowned emulation = chip.emulation] in
      edges.append(($0, emulation.now))
    }
    let start = chip.now
    chip.run(for: 64 * 96)
    // High from the start.
    #expect(edges.map(\.0) == [false, true, false, true])
    #expect(edges.map(\.1) == [8, 32, 40, 64].map { start + $0 * 96 })
    _ = watching
  }

  @Test func timer2HasThreeDutiesOfOnePeriod() {
    let chip = chip()
    chip.write(0x5000_3008, 0x317)
    chip.write(0x5000_3408, 250)
    chip.write(0x5000_340E, 1_000)
    chip.write(0x5000_3410, 1)
    let pad = chip.soc.pad(named: "P0_1")!
    #expect(pad.level)
    chip.run(for: 300 * 96)
    #expect(!pad.level)
    chip.run(for: 750 * 96)
    #expect(pad.level)
    chip.write(0x5000_3410, 3)
    #expect(!pad.level)
  }

  @Test func aRequestWakesTheBluetoothCoreWithinFourCycles() {
    let chip = chip()
    // The fourth edge of 32 kHz after 100 us is the seventh.
    chip.write(0x5000_3308, 0x3)
    chip.soc.run(until: 335_999)
    #expect(!isRequested(chip, .bleWakeup))
    chip.soc.run(until: 336_000)
    #expect(isRequested(chip, .bleWakeup))
    #expect(chip.read(0x4000_0200, width: 4) & 1 << 20 != 0)
    chip.write(0x5000_3308, 0x2)
    #expect(!isRequested(chip, .bleWakeup))
  }

  // MARK: ADC

  @Test(arguments: [(3_000, 1_705), (2_000, 1_137), (3_600, 2_046), (0, 0)])
  func twoConversionsOfTheBatteryAddUpToTheDriversFigures(millivolts: Int, sum: UInt32) {
    let chip = chip()
    chip.soc.measureBattery { millivolts }
    chip.write(0x5000_1502, 2)
    var total: UInt32 = 0
    for sign: UInt32 in [0, 0x400] {
      // LDO, SE, channel 7, EN; START.
      chip.write(0x5000_1500, 0x4800 | 7 << 6 | sign | 1)
      chip.write(0x5000_1500, 0x4800 | 7 << 6 | sign | 3)
      #expect(chip.read(0x5000_1500) & 0x12 == 0x02)
      chip.run(for: .microseconds(1))
      #expect(chip.read(0x5000_1500) & 0x12 == 0x10)
      total += chip.read(0x5000_150A)
      chip.write(0x5000_1508, 1)
      #expect(chip.read(0x5000_1500) & 0x10 == 0)
    }
    #expect(total == sum)
  }

  @Test func aMutedConverterIsAtItsMiddle() {
    let chip = chip()
    for sign: UInt32 in [0, 0x400] {
      chip.write(0x5000_1500, 0x5801 | sign)
      chip.write(0x5000_1500, 0x5803 | sign)
      chip.run(for: .microseconds(1))
      #expect(chip.read(0x5000_150A) == 0x200)
    }
  }

  // MARK: OTP

  @Test func otpIsProgrammedAndReadByDMA() {
    let chip = chip()
    chip.write(0x2000_2000, 0xDEAD_BEEF, width: 4)
    chip.write(0x4000_800C, 0x2000_2000, width: 4)
    chip.write(0x4000_8010, 0x10, width: 4)
    chip.write(0x4000_8014, 0, width: 4)
    chip.write(0x4000_8000, 0x14, width: 4)
    #expect(chip.read(0x4000_8008, width: 4) & 0x10 == 0)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(0x4000_8008, width: 4) == 0x15)
    #expect(chip.read(0x0004_0040, width: 4) == 0xDEAD_BEEF)
    chip.write(0x4000_8000, 3, width: 4)
    chip.run(for: .microseconds(10))
    #expect(chip.read(0x4000_8008, width: 4) >> 8 & 0xF == 1)
    #expect(chip.read(0x4000_8018, width: 4) == 0xDEAD_BEEF)
    #expect(chip.read(0x4000_8000, width: 4) & 7 == 0)
  }

  @Test func registersOfADomainThatIsDownReadNothing() {
    let chip = chip()
    chip.write(0x5000_0010, 6)
    #expect(chip.read(0x5000_1200) == 0)
    #expect(chip.read(0x5000_1208) == 0)
    #expect(chip.emulation.journal.unmodelled.contains { $0.register == "SPI.unpowered" })
  }
}
