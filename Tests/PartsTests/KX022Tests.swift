import Machine
import Testing

@testable import Parts
@testable import World

@Suite struct KX022Tests {
  @Test func answersTenMillisecondsAfterPower() {
    let unit = KX022Bench(isReady: false)
    unit.rig.run(until: .milliseconds(10) - 1)
    #expect(unit.bus.target(at: 0x1F) == nil)
    unit.rig.run(for: 1)
    #expect(unit.read(0x0F) == 0x14)
    #expect(unit.bus.target(at: 0x1E) == nil)
  }

  @Test func registersAreAsTheListSaysAfterAReset() {
    let unit = KX022Bench()
    let expected: [UInt8: UInt8] = [
      0x0C: 0x55, 0x0F: 0x14, 0x10: 0x20, 0x11: 0x20, 0x19: 0x3F, 0x1A: 0x98, 0x1B: 0x02, 0x1C: 0x10, 0x1D: 0x3F,
      0x1E: 0x3F, 0x20: 0x10, 0x24: 0x03, 0x25: 0x78, 0x26: 0xCB, 0x27: 0x1A, 0x28: 0xA2, 0x29: 0x24, 0x2A: 0x28,
      0x2B: 0xA0, 0x30: 0x08, 0x32: 0x0C, 0x33: 0x2A, 0x34: 0x14, 0x35: 0x4B,
    ]
    for address in 0...0x7F as ClosedRange<UInt8> { #expect(unit.read(address) == expected[address] ?? 0) }
    for address in 0...0x7F as ClosedRange<UInt8> where address != 0x18 && address != 0x19 { unit.write(address, 0xFF) }
    let masks: [UInt8: UInt8] = [
      0x0F: 0xFF, 0x1A: 0xFF, 0x1B: 0xCF, 0x1C: 0x3B, 0x1D: 0x3F, 0x1E: 0x3F, 0x1F: 0x77, 0x20: 0x38, 0x21: 0x77,
      0x22: 0xFF, 0x23: 0xFF, 0x24: 0x03, 0x25: 0xFF, 0x26: 0xFF, 0x27: 0xFF, 0x28: 0xFF, 0x29: 0xFF, 0x2A: 0xFF,
      0x2B: 0xFF, 0x30: 0xFF, 0x32: 0xFF, 0x33: 0xFF, 0x34: 0xFF, 0x35: 0x7B, 0x3A: 0x7F, 0x3B: 0xE3, 0x60: 0xFF,
    ]
    for address in 0...0x7F as ClosedRange<UInt8> {
      #expect(unit.read(address) == masks[address] ?? expected[address] ?? 0, "register \(address)")
    }
  }

  @Test func aRunningChipKeepsItsSettings() {
    let unit = KX022Bench()
    unit.write(0x1B, 0x03)
    unit.write(0x18, 0x80)
    for address in Array(0x19...0x35) + [0x3A, 0x3B] as [UInt8] { unit.write(address, 0x01) }
    #expect(unit.read(0x1B) == 0x03 && unit.read(0x1A) == 0x98 && unit.read(0x19) == 0x3F && unit.read(0x3A) == 0)
    unit.write(0x18, 0xC1)
    #expect(unit.read(0x18) == 0x80, "PC1 has to be cleared first")
    unit.write(0x18, 0x41)
    unit.write(0x1B, 0x02)
    unit.write(0x18, 0xC1)
    #expect(unit.read(0x18) == 0xC1 && unit.read(0x1B) == 0x02)
  }

  @Test func commandTestAndSoftwareReset() {
    let unit = KX022Bench()
    unit.write(0x19, 0x7F)
    #expect(unit.read(0x19) == 0x7F)
    #expect(unit.read(0x0C) == 0xAA && unit.read(0x0C) == 0x55 && unit.read(0x19) == 0x3F)
    unit.write(0x1B, 0x07)
    unit.write(0x18, 0x80)
    unit.write(0x19, 0x80)
    #expect(unit.read(0x19) == 0xBF && unit.read(0x18) == 0 && unit.read(0x1B) == 0x02)
    unit.write(0x1B, 0x05)
    unit.rig.run(for: .milliseconds(2))
    #expect(unit.read(0x19) == 0x3F && unit.read(0x1B) == 0x02, "the write was lost")
    unit.write(0x1B, 0x05)
    #expect(unit.read(0x1B) == 0x05)
  }

  /// ODCNTL, RES and the time from PC1 to the first sample in microseconds, and the period after it.
  @Test(
    arguments: [
      (0, true, 81_000, 80_000), (1, true, 40_000, 40_000), (2, true, 22_000, 20_000), (3, true, 12_000, 10_000),
      (4, true, 7_000, 5_000), (5, true, 4_400, 2_500), (6, true, 3_000, 1_250), (7, true, 3_000, 625),
      (8, true, 1_281_000, 1_280_000), (0x0B, true, 161_000, 160_000), (0, false, 96_000, 80_000),
      (2, false, 24_000, 20_000), (5, false, 4_400, 2_500), (7, false, 3_000, 625),
    ] as [(UInt8, Bool, Tick, Tick)])
  func samplesComeAtTheTimesOfTheDataSheet(rate: UInt8, isHigh: Bool, first: Tick, period: Tick) {
    let unit = KX022Bench()
    unit.write(0x1B, rate)
    unit.route(0x10)
    unit.write(0x18, isHigh ? 0xE0 : 0xA0)
    let start = unit.rig.now
    #expect(unit.interrupt(before: start + .microseconds(first) - 1) == nil)
    #expect(unit.sample == [0, 0, 0])
    unit.rig.run(for: 1)
    #expect(unit.int1.level && unit.read(0x13) == 0x10 && unit.read(0x15) == 0x10)
    #expect(unit.sample == [0, 0, 16_384])
    #expect(!unit.int1.level && unit.read(0x13) == 0, "reading data clears it")
    let next = start + .microseconds(first + period)
    #expect(unit.interrupt(before: next) == next)
    #expect(unit.read(0x17) == 0 && !unit.int1.level)
  }

  @Test func rangesAndSelfTest() {
    let unit = KX022Bench(StillMotion(Acceleration(x: 500_000, y: -250_000, z: 3_000_000)))
    for (gsel, expected) in [
      (0x00, [8_192, -4_096, 32_767]), (0x08, [4_096, -2_048, 24_576]), (0x10, [2_048, -1_024, 12_288]),
    ] as [(UInt8, [Int16])] {
      unit.write(0x18, 0)
      unit.write(0x18, 0xC0 | gsel)
      unit.rig.run(for: .milliseconds(22))
      #expect(unit.sample == expected)
    }
    unit.write(0x60, 0xCA)
    unit.rig.run(for: .milliseconds(20))
    #expect(unit.sample == [0, -3_072, 10_240], "half a g less")
    unit.write(0x18, 0)
    unit.write(0x1C, 0x12)
    unit.write(0x18, 0xD0)
    unit.rig.run(for: .milliseconds(22))
    #expect(unit.sample == [4_096, 1_024, 14_336])
    unit.write(0x60, 0x00)
    unit.rig.run(for: .milliseconds(20))
    #expect(unit.sample == [2_048, -1_024, 12_288])
  }

  @Test func aPieceHasItsOffsetAndItsNoise() {
    func values(_ seed: UInt64, rate: UInt8 = 2) -> [Double] {
      let unit = KX022Bench(StillMotion(Acceleration(x: 0, y: 0, z: 0)), seed: seed)
      unit.write(0x1B, rate)
      unit.write(0x18, 0xC0)
      return (0..<2_000).map { _ in
        unit.rig.run(for: .milliseconds(20))
        return Double(unit.sample[0]) / 16.384
      }
    }
    let samples = values(7)
    let mean = samples.reduce(0, +) / 2_000
    let deviation = (samples.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2_000).squareRoot()
    #expect(abs(mean) < 26 && abs(deviation - 0.75) < 0.05, "in mg")
    #expect(values(7) == samples && values(8) != samples)
    let fast = values(7, rate: 6)
    let square = fast.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2_000
    #expect(abs(square.squareRoot() - 3) < 0.3, "sixteen times the bandwidth")
  }

  @Test func currentFollowsRateAndResolution() {
    let unit = KX022Bench()
    let begin = unit.rig.now
    unit.rig.run(until: Tick.perSecond)
    for (rate, control) in [(8, 0x80), (0, 0x80), (5, 0x80), (6, 0x80), (0, 0xC0)] as [(UInt8, UInt8)] {
      unit.write(0x18, 0)
      unit.write(0x1B, rate)
      unit.write(0x18, control)
      unit.rig.run(for: Tick.perSecond)
    }
    unit.write(0x18, 0)
    let second = Int128(Tick.perSecond)
    #expect(begin == .milliseconds(10) && unit.rig.charge("KX022", "standby") == 1_000_000 * second)
    #expect(unit.rig.charge("KX022", "0.781 Hz") == 2_000_000 * second)
    #expect(unit.rig.charge("KX022", "12.5 Hz") == 6_000_000 * second)
    #expect(unit.rig.charge("KX022", "400 Hz") == 11_000_000 * second)
    #expect(unit.rig.charge("KX022", "full power") == 200_000_000 * second)
    unit.write(0x1B, 0)
    unit.write(0x18, 0x84)
    #expect(unit.rig.power.loadCurrent == 11_000_000, "the tap engine needs 400 Hz")
  }

  @Test func theDocumentedCurrentsAreTheDataSheets() {
    let values = KX022.Coefficients.documented
    #expect(values.all.map(\.typical) == [0.9, 1.8, 2, 2.2, 3, 5, 7, 13, 21, 43, 83, 145])
    #expect(values.all.allSatisfy { $0.name.hasPrefix("KX022.") && $0.low < $0.typical && $0.typical < $0.high })
    #expect(values.currents[.rate12]?.typical == 5_000_000 && values.currents[.full]?.typical == 145_000_000)
  }

  /// CNTL1 41, ODCNTL 02, CNTL3 D8, TILT_TIMER 01, CNTL1 C1: what public drivers of the tracker begin with.
  @Test func theTrackersDriversLeaveItInFullPower() {
    let rig = Rig()
    let motion = MotionFunction { _ in .still }
    let chip = KX022(on: rig.emulation, net: rig.net, motion: motion, seed: 1)
    rig.run(until: KX022.powerUpTime)
    #expect(rig.power.loadCurrent == 900_000)
    for (register, value) in [(0x18, 0x41), (0x1B, 0x02), (0x1A, 0xD8), (0x22, 0x01), (0x18, 0xC1)] as [(UInt8, UInt8)]
    {
      #expect(chip.i2cStart(isRead: false) && chip.i2cWrite(register) && chip.i2cWrite(value))
      chip.i2cStop()
    }
    #expect(rig.power.loadCurrent == 145_000_000)
    #expect(rig.run(for: .seconds(UInt64(3_600))) == 0, "tilt is on, but nobody hears it")
    #expect(chip.i2cStart(isRead: false) && chip.i2cWrite(0x10))
    #expect(chip.i2cStart(isRead: true) && chip.i2cRead(acknowledged: false) == 0x01, "face up")
    #expect(motion.asked.count == 50 * 3_600 - 1)
  }

  @Test func anIdleHourCostsNothing() {
    let motion = MotionFunction { Acceleration(x: Int($0 / 30_720_000 % 1_000) * 1_000, y: 0, z: 0) }
    let unit = KX022Bench(motion)
    unit.write(0x3B, 0xC1)
    unit.write(0x18, 0xC0)
    #expect(unit.rig.run(until: .seconds(UInt64(3_600))) == 0)
    #expect(motion.asked.isEmpty)
    #expect(unit.read(0x3C) == 246)
    #expect(motion.asked.count < 200)
    // The newest 41 of 50 a second.
    let bytes = unit.read(0x3F, count: 246)
    let last = motion.asked.last ?? 0
    #expect(last > .seconds(UInt64(3_600)) - 30_720_000)
    let expected = UInt16(Int(last / 30_720_000 % 1_000) * 16_384 / 1_000)
    let read = UInt16(bytes[240]) | UInt16(bytes[241]) << 8
    #expect(read.distance(to: expected).magnitude <= 1)
  }

  @Test func speaksSPI() {
    let rig = Rig()
    let (select, int1) = (rig.line("CS", pull: true), rig.line("INT1"))
    let chip = KX022(
      "first", on: rig.emulation, net: rig.net, int1: int1, chipSelect: select, address: 0x1E, motion: StillMotion(),
      coefficients: .round)
    let second = KX022(
      "second", on: rig.emulation, net: rig.net, int1: int1, address: 0x1E, motion: StillMotion(),
      coefficients: .round)
    rig.run(until: .milliseconds(10))
    let driver = select.driver("test")
    let bus = SPIBus()
    bus.attach(chip)
    func transfer(_ bytes: UInt8...) -> [UInt8] {
      driver.value = false
      defer { driver.value = true }
      return bytes.map { UInt8(bus.exchange(UInt32($0), bits: 8)) }
    }
    #expect(transfer(0x8F, 0) == [0, 0x14])
    _ = transfer(0x1B, 0x05, 0x30)
    #expect(transfer(0x9B, 0, 0) == [0, 0x05, 0x30])
    driver.value = false
    #expect(chip.i2cAddress == nil && second.i2cAddress == 0x1E && bus.exchange(0x8F14, bits: 16) == 0x14)
  }

  @Test func aSilentOneNeitherAnswersNorInterrupts() {
    let unit = KX022Bench()
    unit.route(0x10)
    unit.write(0x18, 0xE0)
    unit.chip.isSilent = true
    #expect(!unit.write(0x18, 0))
    #expect(unit.interrupt(before: .seconds(UInt64(1))) == nil)
    unit.chip.isSilent = false
    #expect(unit.int1.level && unit.sample == [0, 0, 16_384])
  }

  @Test func withoutPowerItForgets() {
    let rig = Rig()
    let regulator = Regulator(
      "V25", from: rig.net,
      through: .buck(
        outputMillivolts: 2_500, efficiency: [EfficiencyStep(from: 0, low: 880, typical: 930, high: 960)]),
      quiescent: CurrentBand(low: 0, typical: 380_000, high: 600_000),
      shutdown: CurrentBand(low: 0, typical: 10_000, high: 100_000))
    let int1 = rig.line("INT1", pull: true)
    let chip = KX022(
      on: rig.emulation, net: regulator.output, int1: int1, motion: StillMotion(), coefficients: .round)
    rig.run(until: .milliseconds(10))
    #expect(chip.i2cStart(isRead: false) && chip.i2cWrite(0x1B) && chip.i2cWrite(0x07) && !int1.level)
    regulator.isEnabled = false
    #expect(chip.i2cAddress == nil && !chip.i2cStart(isRead: false) && int1.level)
    regulator.isEnabled = true
    #expect(chip.i2cAddress == nil)
    rig.run(for: .milliseconds(10))
    #expect(chip.i2cStart(isRead: false) && chip.i2cWrite(0x1B) && chip.i2cRead(acknowledged: false) == 0x02)
  }

  @Test func snapshotContinuesAsIfNothingHappened() throws {
    let motion = MotionFunction { Acceleration(x: Int($0 / 1_536) % 700_000, y: Int($0 % 1_000_000), z: 1_000_000) }
    let (first, second) = (KX022Bench(motion, seed: 5), KX022Bench(motion, seed: 5))
    first.write(0x1C, 0x38)
    first.write(0x1F, 0x27)
    first.write(0x3A, 20)
    first.write(0x3B, 0x81)
    first.write(0x1A, 0xD6)
    first.write(0x18, 0xC7)
    first.rig.run(for: 1_000_000_007)
    _ = first.read(0x3F, count: 2)
    try second.rig.restore(first.rig.snapshot())
    for unit in [first, second] { unit.rig.run(for: 3_000_000_001) }
    #expect(first.read(0x00, count: 24) == second.read(0x00, count: 24))
    #expect(first.read(0x3F, count: 100) == second.read(0x3F, count: 100))
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }

  @Test func randomTrafficNeverCrashes() {
    let noise = SeededNoise(seed: 0x22)
    let unit = KX022Bench(
      MotionFunction { Acceleration(x: Int($0 % 16_000_000) - 8_000_000, y: Int($0 % 777), z: 900_000_000) }, seed: 1,
      hasTrigger: true)
    for round in 0..<20_000 as Range<UInt64> {
      let bits = noise.bits(round)
      let address = UInt8(truncatingIfNeeded: bits >> 8)
      if bits & 1 == 0 {
        unit.write(address, UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 24))
      } else {
        _ = unit.read(address, count: Int(bits >> 40 & 7) + 1)
      }
      if bits & 0x70 == 0 { unit.write(0x18, UInt8(truncatingIfNeeded: bits >> 32) & 0x7F) }
      if bits & 0x7E == 2 { unit.write(0x18, UInt8(truncatingIfNeeded: bits >> 32) | 0x80) }
      if bits >> 50 & 7 == 0 { unit.rig.run(for: (bits >> 24) % (Tick.perSecond / 4)) }
      unit.trigger?.value = bits >> 60 & 1 == 0
    }
    unit.write(0x19, 0x80)
    unit.rig.run(for: .milliseconds(2))
    #expect(unit.read(0x0F) == 0x14)
  }
}
