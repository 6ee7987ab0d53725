import ChipTesting
import CortexM0
import Machine
import SeededRandom
import Testing

@testable import DA14580

/// Memory, clocks, resets and the supply.
struct ChipTests {
  private func spinning() -> Chip {
    var program = Thumb()
    program.stop()
    let chip = Chip()
    chip.load(program)
    return chip
  }

  @Test func memoriesAnswerWhereTheDataSheetHasThem() {
    let chip = spinning()
    chip.soc.otp.store([1, 2, 3, 4], at: 0x7FFC)
    #expect(chip.read(0x0004_7FFC, width: 4) == 0x0403_0201)
    chip.write(0x2000_A7FC, 0x1111_2222, width: 4)
    #expect(chip.read(0xA7FC, width: 4) == 0x1111_2222)
    chip.write(0x0008_1FFC, 0x3333_4444, width: 4)
    #expect(chip.soc.retentionRAM.word(at: 0x1FFC) == 0x3333_4444)
    #expect(chip.read(0x0003_4FFC, width: 4) == 0xDEDE_DEDE)
    chip.write(0x5000_0012, 0x23)
    #expect(chip.read(0x1FFC, width: 4) == 0x3333_4444)
    chip.write(0x5000_0012, 0x21)
    #expect(chip.read(0x7FFC, width: 4) == 0x0403_0201)
  }

  @Test func theExchangeMemoryIsTheEndOfSysRAM() {
    let chip = spinning()
    chip.write(0x5000_3308, 23 << 1)
    chip.write(0x0008_2FFC, 0x55AA_1234, width: 4)
    #expect(chip.read(0x2000_A7FC, width: 4) == 0x55AA_1234)
    chip.write(0x5000_3308, 15 << 1)
    #expect(chip.read(0x0008_27FC, width: 4) == 0x55AA_1234)
  }

  @Test func theCrystalSettlesAfterThreeAndAHalfMilliseconds() {
    let chip = spinning()
    chip.soc.run(until: .microseconds(2_749))
    #expect(chip.read(0x5000_0014) & 0xC0 == 0)
    chip.soc.run(until: .microseconds(2_751))
    #expect(chip.read(0x5000_0014) & 0xC0 == 0x40)
    chip.soc.run(until: .microseconds(3_499))
    #expect(chip.read(0x5000_0014) & 0x80 == 0)
    chip.soc.run(until: .microseconds(3_501))
    #expect(chip.read(0x5000_0014) & 0x80 == 0x80)
    chip.write(0x5000_000A, 4)
    #expect(chip.read(0x5000_0014) & 0xC0 == 0)
  }

  @Test func rc16MIsSelectedOnlyWhereItWasEnabled() {
    let chip = spinning()
    chip.write(0x5000_000A, 1)
    #expect(chip.read(0x5000_000A) == 0x81)
    chip.write(0x5000_0022, 0xA1)
    chip.write(0x5000_000A, 1)
    #expect(chip.read(0x5000_000A) == 0x41)
    chip.write(0x5000_000A, 2)
    #expect(chip.read(0x5000_000A) == 0x22)
  }

  @Test func itStartsAtFourMegahertz() {
    let chip = spinning()
    // 1,000 cycles of 384 ticks: of branches of three cycles.
    chip.soc.run(until: 384_000)
    #expect(chip.soc.cpu.cycles >= 1_000 && chip.soc.cpu.cycles < 1_003)
    chip.write(0x5000_0000, 0)
    let before = chip.soc.cpu.cycles
    chip.run(for: 96_000)
    #expect(chip.soc.cpu.cycles - before >= 998 && chip.soc.cpu.cycles - before <= 1_003)
  }

  @Test func clocksAreCalibratedByTheCrystal() {
    let chip = spinning()
    chip.write(0x5000_0010, 0)
    chip.write(0x5000_0024, 0x978)
    chip.write(0x5000_1602, 64)
    chip.write(0x5000_1600, 7)
    #expect(chip.read(0x5000_1600) == 7)
    chip.run(for: .milliseconds(6))
    #expect(chip.read(0x5000_1600) == 3)
    // 64 periods of 89 us.
    #expect(chip.read(0x5000_1604, width: 4) == 91_136)
  }

  @Test func aSoftwareResetKeepsTheRemapAndRestartsFromSysRAM() {
    let chip = Chip()
    var program = Thumb()
    program.increment(Program.mark)
    program.store16(0x5000_0002, 0x123)
    program.store16(0x5000_0012, 0x8002)
    program.stop()
    chip.load(program)
    chip.soc.ram.store([0x00, 0x80, 0x00, 0x20, 0x01, 0x01, 0x00, 0x20], at: 0)
    chip.soc.ram.store([0, 0, 0, 0], at: 0x1000)
    chip.run(for: .milliseconds(1))
    let count = chip.soc.resets[.software] ?? 0
    #expect(count > 1)
    #expect(chip.read(Program.mark, width: 4) >= UInt32(count))
    #expect(chip.read(0x5000_0002) == 0x123)
    #expect(!chip.soc.bootROM.isRunning)
  }

  @Test func withTheROMAtZeroItIsTheROMThatStarts() {
    let chip = Chip()
    var program = Thumb()
    program.store16(0x5000_0012, 0x8000)
    program.stop()
    chip.load(program)
    chip.run(for: .microseconds(100))
    // Of a debugger's image: it starts again, and resets again.
    #expect(chip.soc.resets[.software] ?? 0 > 10)
    #expect(!chip.soc.bootROM.isRunning)
    chip.soc.bootSource = .rom
    chip.run(for: .microseconds(100))
    #expect(chip.soc.bootROM.isRunning)
    #expect(chip.read(0, width: 4) == 0xDEDE_DEDE)
  }

  @Test func theWatchdogResets() {
    let chip = spinning()
    // 255 steps, and not 16 more: NMI_RST.
    chip.write(0x5000_3102, 1)
    chip.soc.run(until: 255 * 15_728_640 - .microseconds(1))
    #expect(chip.soc.resets[.watchdog] == nil)
    chip.soc.run(until: 255 * 15_728_640 + .microseconds(1))
    #expect(chip.soc.resets[.watchdog] == 1)
  }

  @Test func aCallIntoTheROMStopsWithItsName() {
    let chip = Chip()
    var program = Thumb()
    program.call(0x0003_2CCB)
    program.stop()
    chip.load(program)
    chip.soc.ram.store([0, 0x80, 0, 0x20, 1, 1, 0, 0x20], at: 0)
    var told: [UInt32] = []
    let watching = chip.soc.watchMissingROMCode { told.append($0) }
    chip.run(for: .microseconds(100))
    #expect(told.first == 0x0003_2CCA)
    #expect(chip.soc.missingROMCode == 0x0003_2CCA || chip.soc.isLockedUp)
    #expect(chip.soc.isStuck)
    #expect(DA14580.model.maskROM?.place(at: 0x0003_2CCB)?.description == "rwip_init")
    #expect(DA14580.model.maskROM?.place(at: 0x0003_2CDC)?.description == "rwip_init+0x12")
    #expect(DA14580.model.maskROM?.place(at: 0x0003_3E19)?.description == "uart_api+0x1")
    #expect(DA14580.model.maskROM?.place(at: 0x0002_0000) == nil)
    #expect(DA14580.model.maskROM?.place(at: 0x2000_0000) == nil)
    _ = watching
  }

  @Test func aLowSupplyStopsItAndABetterOneBootsIt() {
    let chip = spinning()
    chip.run(for: .milliseconds(1))
    chip.soc.supplyLevelChanged(isLow: true)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .off)
    let off = chip.now
    chip.run(for: .seconds(UInt64(1)))
    #expect(chip.soc.modeTicks[.off] == chip.now - off + .milliseconds(1))
    chip.soc.supplyLevelChanged(isLow: false)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .run)
    #expect(chip.soc.resets == [.powerOn: 1, .brownOut: 1])
  }

  @Test func aMachineIsFreedWithItsOwner() {
    weak var soc: DA14580?
    weak var emulation: Emulation?
    do {
      let chip = Chip()
      let wire = SerialWire("wire", on: chip.emulation)
      chip.soc.attach(wire, to: "P0_5")
      chip.soc.start()
      chip.run(for: .milliseconds(150))
      (soc, emulation) = (chip.soc, chip.emulation)
      #expect(soc?.bootROM.isRunning == true)
    }
    #expect(soc == nil)
    #expect(emulation == nil)
  }

  @Test func padsInterruptsAndModelAreNamed() {
    let chip = Chip()
    #expect(chip.soc.pad(named: "P2_9") != nil)
    #expect(chip.soc.pad(named: "P1_6") == nil)
    #expect(chip.soc.interruptName(3) == "UART2")
    #expect(chip.soc.interruptName(21) == nil)
    #expect(DA14580.padNames.count == 32)
    #expect(DA14580.model.interrupts.count == 21)
    #expect(!chip.soc.pull("P4_0", to: true))
  }

  @Test(arguments: 0..<8)
  func randomRegisterAccessesDoNoHarm(seed: Int) throws {
    var noise = SplitMix(seed: UInt64(1_000 + seed))
    let chip = Chip()
    var program = Thumb()
    program.waitForInterrupt()
    program.branch(to: 0)
    chip.load(program)
    chip.soc.ram.store([0, 0x80, 0, 0x20, 1, 1, 0, 0x20], at: 0)
    let banks = chip.soc.fabric.banks.filter { seed % 2 == 0 || $0.name != "CRG" }
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
    let copy = Chip()
    try copy.restore(chip.snapshot)
    for chip in [chip, copy] { chip.run(for: .seconds(UInt64(1))) }
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
    #expect(try copy.snapshot == chip.snapshot)
  }

  @Test(arguments: 0..<4)
  func randomBytesAsAProgramRunUntilTheTimeIsOver(seed: Int) {
    var noise = SplitMix(seed: UInt64(seed))
    let chip = Chip()
    chip.load(Thumb())
    chip.soc.ram.store((0..<0xA800).map { _ in UInt8.random(in: 0...255, using: &noise) }, at: 0)
    chip.soc.run(until: .seconds(UInt64(1)))
    #expect(chip.now >= .seconds(UInt64(1)))
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }
}
