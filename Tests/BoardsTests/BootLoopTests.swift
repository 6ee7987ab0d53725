import DA14681
import Machine
import Parts
import TestBand
import Testing
import World
@testable import Boards

/// An old cell in the cold gives a firmware that starts its motor at once less than it needs: the chip browns out, the
/// motor stops, the voltage is back, and the firmware starts again.
@Suite struct BootLoopTests {
  /// Counts at 0x07FC8000, lets the comparator on the battery reset the chip, turns the motor on, and stays there.
  private static let program: [UInt8] = {
    // A value into a register's address, four halfwords: ldr r0, value; ldr r1, address; strh r0, [r1]; nop.
    let stores: [(value: UInt32, address: UInt32)] = [
      (0x21, 0x5000_0036),  // BOD_CTRL2_REG: VBAT_EN, RESET_EN
      (0x300, 0x5000_306A),  // P46_MODE_REG: output
      (0x40, 0x5000_3012),  // P4_SET_DATA_REG
    ]
    var code: [UInt16] = [0x4800, 0x6801, 0x3101, 0x6001]  // ldr r0, counter; ldr r1, [r0]; adds r1, 1; str r1, [r0]
    for _ in stores { code += [0x4800, 0x4900, 0x8008, 0xBF00] }
    code += [0xE7FE, 0xBF00]  // b .
    let literals: [UInt32] = [0x07FC_8000] + stores.flatMap { [$0.value, $0.address] }
    let loads = [0] + stores.indices.flatMap { (index: Int) -> [Int] in [4 + 4 * index, 5 + 4 * index] }
    for (place, index) in zip(loads, 0...) {
      let (literal, counter): (Int, Int) = (code.count * 2 + index * 4, place * 2 + 4)
      code[place] |= UInt16((literal - counter & ~3) / 4)
    }
    code += literals.flatMap { (word: UInt32) -> [UInt16] in [UInt16(word & 0xFFFF), UInt16(word >> 16)] }
    return code.flatMap { (half: UInt16) -> [UInt8] in [UInt8(half & 0xFF), UInt8(half >> 8)] }
  }()

  private func run(percent: Int, ohms: Double? = nil) -> (boots: UInt32, band: MiBand2) {
    let emulation = Emulation()
    var setup = BoardSetup()
    if let ohms {
      let known = Cell.Coefficients.documented.ohmic
      setup.overrides[known.name] = known.overridden(ohms, ohms, ohms, at: "the test")
    }
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    let band = MiBand2(
      emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: percent, setup: setup)
    band.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .ram))
    band.soc.ram.store(Self.program, at: 0x100)
    band.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    band.soc.run(until: .milliseconds(5))
    return (band.soc.ram.word(at: 0x8000), band)
  }

  @Test func aGoodCellStartsOnce() {
    let (boots, band) = run(percent: 30)
    #expect(boots == 1 && band.motor.isOn && band.soc.resets == [.powerOn: 1])
  }

  /// A bad contact: with the three resistances of the model no cell drops so far within milliseconds.
  @Test func aBadContactBootsAgainAndAgain() {
    // 14.7 ohms at once: 90 mA take 1.35 V of 3.81 V, to between the comparator's 2.5 V and the protection's 2.4 V.
    let (boots, band) = run(percent: 30, ohms: 14.7)
    #expect(boots > 10, "\(boots) boots, \(band.soc.resets)")
    #expect(band.soc.resets[.brownOut] ?? 0 >= Int(boots) - 1)
    #expect(band.power.ledger.contains { $0.component == "motor" && $0.state == "starting" && $0.ticks > 0 })
    // Charge is exact through all of them.
    let start = band.cell.charge(percent: 30)
    let out = band.power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(start - out == band.power.remainingCharge)
  }

  @Test func aWorseOneCutsTheCellOffForGood() {
    let (boots, band) = run(percent: 30, ohms: 25)
    #expect(boots == 1 && band.soc.mode == .off && band.power.microvolts > 3_000_000)
  }
}
