import Machine
import Testing

@testable import Parts

/// The front end on a bench, with a driver's view of it.
private final class FrontEnd {
  let rig = Rig()
  let heart = FixedHeart()
  let ambient: Ambient
  let chip: Si1143
  let bus = I2CBus()
  let interrupt: Line

  init(seed: UInt64 = 1, isReady: Bool = true) {
    interrupt = rig.line("INT", pull: true)
    ambient = Ambient(on: rig.emulation)
    chip = Si1143(
      on: rig.emulation, net: rig.net, interrupt: interrupt, heart: heart, ambient: ambient,
      coefficients: Si1143.Coefficients(
        standby: coefficient(1), active: coefficient(4_300), driver: coefficient(8_000),
        ledRatio: coefficient(1, .ratio)), seed: seed)
    bus.attach(chip)
    guard isReady else { return }
    rig.run(until: Si1143.powerUpTime)
    write(0x07, 0x17)
  }

  @discardableResult
  func write(_ bytes: UInt8...) -> Bool {
    guard let target = bus.target(at: 0x5A), target.i2cStart(isRead: false) else { return false }
    defer { target.i2cStop() }
    return bytes.allSatisfy { target.i2cWrite($0) }
  }

  func read(_ register: UInt8, count: Int = 1) -> [UInt8] {
    guard let target = bus.target(at: 0x5A), target.i2cStart(isRead: false), target.i2cWrite(register),
      target.i2cStart(isRead: true)
    else { return [] }
    defer { target.i2cStop() }
    return (1...count).map { target.i2cRead(acknowledged: $0 < count) }
  }

  func read(_ register: UInt8) -> UInt8 { read(register, count: 1).first ?? 0 }

  func word(_ register: UInt8) -> Int {
    let bytes = read(register, count: 2)
    return bytes.count == 2 ? Int(bytes[0]) | Int(bytes[1]) << 8 : -1
  }

  func set(_ parameter: UInt8, _ value: UInt8) {
    write(0x17, value)
    write(0x18, 0xA0 | parameter)
  }

  /// One proximity measurement of the channels; their results.
  func force(_ channels: UInt8 = 1) -> [Int] {
    set(0x01, channels)
    write(0x18, 0x05)
    rig.run(for: .milliseconds(20))
    return [0x26, 0x28, 0x2A].map { word($0) }
  }
}

@Suite struct Si1143Tests {
  @Test func answersTwentyFiveMillisecondsAfterPower() {
    let unit = FrontEnd(isReady: false)
    unit.rig.run(until: .milliseconds(25) - 1)
    #expect(!unit.write(0x00))
    unit.rig.run(for: 1)
    #expect(unit.read(0x00, count: 3) == [0x43, 0x00, 0x08])
    #expect(unit.bus.target(at: 0) === unit.chip, "the general call")
  }

  @Test func nothingWorksWithoutTheKey() {
    let unit = FrontEnd(isReady: false)
    unit.rig.run(until: Si1143.powerUpTime)
    unit.write(0x0F, 0x0A)
    unit.set(0x01, 0x01)
    unit.write(0x18, 0x05)
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.read(0x20) == 0 && unit.word(0x26) == 0 && unit.read(0x2E) == 0)
    unit.write(0x07, 0x17)
    unit.set(0x01, 0x01)
    #expect(unit.read(0x20) == 1 && unit.read(0x2E) == 0x01)
  }

  @Test func parametersAreSetAndReadByCommand() {
    let unit = FrontEnd()
    let resets: [UInt8: UInt8] = [0x01: 0, 0x02: 0x21, 0x03: 0x04, 0x07: 0x03, 0x0A: 0x70, 0x0C: 0x04, 0x1A: 0x80]
    for (parameter, value) in resets {
      unit.write(0x18, 0x80 | parameter)
      #expect(unit.read(0x2E) == value)
    }
    #expect(unit.read(0x20) == UInt8(resets.count))
    unit.set(0x0B, 0x33)
    unit.write(0x17, 0x0F)
    unit.write(0x18, 0xC0 | 0x0B)
    #expect(unit.read(0x2E) == 0x03)
    unit.write(0x17, 0x40)
    unit.write(0x18, 0xE0 | 0x0B)
    #expect(unit.read(0x2E) == 0x43 && unit.read(0x20) == UInt8(resets.count + 3))
    for _ in 0..<6 { unit.write(0x18, 0x8B) }
    #expect(unit.read(0x20) == 0, "the count is of four bits")
    unit.write(0x18, 0x44)
    #expect(unit.read(0x20) == 0x80)
    unit.write(0x18, 0x8B)
    #expect(unit.read(0x20) == 0x80, "until NOP")
    unit.write(0x18, 0x00)
    #expect(unit.read(0x20) == 0)
  }

  @Test func registersCountUpUnlessBitSixSaysNo() {
    let unit = FrontEnd()
    unit.write(0x04, 0xFF, 0xFF, 0xFF)
    #expect(unit.read(0x03, count: 4) == [0, 0x3F, 0xF7, 0x0F])
    unit.write(0x40 | 0x11, 1, 2, 3)
    #expect(unit.read(0x11, count: 2) == [3, 0] && unit.read(0x40 | 0x11, count: 3) == [3, 3, 3])
    unit.write(0x00, 9)
    #expect(unit.read(0x00) == 0x43 && unit.read(0x3F) == 0)
  }

  @Test func aSampleCostsExactlyItsCharge() {
    let unit = FrontEnd()
    unit.set(0x01, 0x01)
    unit.write(0x0F, 0x0A)
    unit.rig.run(until: .milliseconds(30))
    unit.write(0x18, 0x05)
    // 25.6 us, to the tick below.
    let pulse: Tick = 39_321
    #expect(unit.read(0x30) == 0x04 && unit.rig.power.loadCurrent == 4_300_000_000)
    unit.rig.run(for: .microseconds(155) - pulse - 1)
    #expect(unit.rig.power.loadCurrent == 4_300_000_000 && unit.word(0x26) == 0)
    unit.rig.run(for: 1)
    #expect(unit.rig.power.loadCurrent == 4_300_000_000 + 8_000_000_000 + 180_000_000_000)
    unit.rig.run(for: pulse - 1)
    #expect(unit.word(0x26) == 0)
    unit.rig.run(for: 1)
    #expect(unit.rig.power.loadCurrent == 1_000_000 && unit.read(0x30) == 0x01 && unit.word(0x26) > 10_000)
    #expect(unit.rig.charge("Si1143", "active") == 4_300_000_000 * Int128(.microseconds(155) - pulse))
    #expect(unit.rig.charge("Si1143", "driving") == 12_300_000_000 * Int128(pulse))
    #expect(unit.rig.charge("Si1143 LEDs", "pulse") == 180_000_000_000 * Int128(pulse))
  }

  @Test func threeProximityAndTwoAmbientOnesTakeTheirTime() {
    let unit = FrontEnd()
    unit.set(0x01, 0x37)
    unit.write(0x0F, 0x11)
    unit.write(0x10, 0x01)
    unit.write(0x18, 0x07)
    unit.rig.run(for: .microseconds(660) - 1)
    #expect(unit.read(0x30) == 0x04)
    unit.rig.run(for: 1)
    #expect(unit.read(0x30) == 0x01)
    #expect([0x22, 0x24, 0x26, 0x28, 0x2A].allSatisfy { unit.word($0) > 200 })
    #expect(unit.rig.charge("Si1143 LEDs", "pulse") == 3 * 5_600_000_000 * Int128(39_321))
  }

  @Test func gainMakesThePulseLongerAndTheReadingHigher() {
    let unit = FrontEnd()
    unit.heart.rate = nil
    unit.write(0x0F, 0x04)
    let low = unit.force()[0] - 256
    unit.set(0x0B, 3)
    let high = unit.force()[0] - 256
    #expect(abs(high - 8 * low) < 40 && low > 50)
    #expect(unit.rig.charge("Si1143 LEDs", "pulse") == 45_000_000_000 * Int128(39_321 + 314_572))
    unit.set(0x0C, 0x24)
    #expect(abs(unit.force()[0] - 256 - high * 2 / 29) < 10, "the high range")
  }

  @Test func theReadingFollowsTheLEDsItSelects() {
    let unit = FrontEnd()
    unit.write(0x0F, 0x51)
    unit.write(0x10, 0x0A)
    let readings = unit.force(7)
    // 5.6, 67 and 180 mA, 80 counts each less up to 1.5 %.
    for (reading, light) in zip(readings, [448, 5_360, 14_400]) {
      #expect(reading > 256 + light * 97 / 100 - 10 && reading < 256 + light + 20)
    }
    unit.set(0x02, 0x30)
    let other = unit.force(3)
    #expect(abs(other[0] - 256) < 10, "none")
    #expect(other[1] > 256 + 5_808 * 97 / 100 - 10, "both 1 and 2")
    unit.set(0x07, 0x00)
    unit.set(0x02, 0x04)
    #expect(abs(unit.force()[0] - 256 - 2_385) < 40, "the small diode sees a sixth")
  }

  @Test func tooMuchLightOverflows() {
    let unit = FrontEnd()
    unit.write(0x0F, 0xFF)
    unit.set(0x0B, 2)
    #expect(unit.force(3)[1] == 0xFFFF && unit.read(0x20) == 0x89)
    unit.write(0x18, 0x00)
    unit.set(0x0B, 0)
    #expect(unit.force()[0] < 0xFFFF && unit.read(0x20) < 0x10)
  }

  @Test(arguments: [48, 72, 150]) func theSignalBeatsWithTheHeart(rate: Int) {
    let unit = FrontEnd()
    unit.heart.rate = rate
    unit.set(0x01, 0x01)
    unit.write(0x0F, 0x0A)
    unit.write(0x08, 0x94)
    unit.write(0x0A, 0x08)
    unit.write(0x18, 0x0D)
    var samples: [Int] = []
    for _ in 0..<1_500 {
      unit.rig.run(for: .milliseconds(20))
      samples.append(unit.word(0x26))
    }
    let mean = samples.reduce(0, +) / samples.count
    #expect((samples.max() ?? 0) - (samples.min() ?? 0) > 14_400 * 15 / 1_000 * 9 / 10)
    // A beat is a fall through the mean, with a little hysteresis against noise.
    var (beats, isAbove) = (0, false)
    for sample in samples {
      if sample > mean + 20 { isAbove = true }
      if isAbove && sample < mean - 20 {
        beats += 1
        isAbove = false
      }
    }
    #expect(abs(beats - rate / 2) <= 1, "in 30 s")
  }

  @Test func withoutSkinThereIsNoPulse() {
    let unit = FrontEnd()
    unit.write(0x0F, 0x0A)
    unit.heart.rate = nil
    #expect(abs(unit.force()[0] - 256 - 288) < 10)
    unit.heart.rate = 60
    #expect(unit.force()[0] > 14_000)
  }

  @Test func movementShakesTheSignal() {
    func spread(_ shake: Int) -> Int {
      let unit = FrontEnd()
      unit.heart.shake = shake
      unit.write(0x0F, 0x0A)
      let samples = (0..<200).map { _ in unit.force()[0] }
      return (samples.max() ?? 0) - (samples.min() ?? 0)
    }
    #expect(spread(100) > 2 * spread(0))
  }

  @Test func autonomousMeasurementsComeAtTheirRate() {
    let unit = FrontEnd()
    unit.set(0x01, 0x11)
    unit.write(0x0F, 0x01)
    unit.write(0x03, 0x01, 0x05)
    unit.write(0x08, 0xB9, 0x10, 0x08)
    unit.rig.run(until: .milliseconds(50))
    unit.write(0x18, 0x0D)
    let start = unit.rig.now
    var falls: [Tick] = []
    let watching = unit.interrupt.watch { [unowned unit] level in
      if !level { falls.append(unit.rig.now - start) }
    }
    defer { watching.end() }
    for _ in 0..<45 {
      unit.rig.run(for: .milliseconds(10))
      if !unit.interrupt.level {
        #expect(unit.read(0x21) == 0x04)
        unit.write(0x21, 0x04)
        #expect(unit.interrupt.level)
      }
    }
    #expect(falls == [100, 200, 300, 400].map { .milliseconds($0) + .microseconds(155) })
    #expect(unit.word(0x22) == 0, "ambient light is not autonomous")
    unit.write(0x18, 0x0F)
    unit.rig.run(for: .milliseconds(350))
    #expect(unit.word(0x22) > 200 && unit.read(0x21) == 0x05)
    unit.write(0x18, 0x0B)
    unit.write(0x21, 0xFF)
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.read(0x21) == 0 && unit.rig.power.loadCurrent == 1_000_000)
  }

  @Test func ratesDivideAndSomeAreNotAllowed() {
    #expect(Si1143Register.uncompressed(0x84) == 0x140 && Si1143Register.uncompressed(0xB9) == 0xC80)
    #expect(Si1143Register.uncompressed(0x08) == 1 && Si1143Register.uncompressed(0xFF) == 63_488)
    let unit = FrontEnd()
    unit.set(0x01, 0x01)
    unit.write(0x0F, 0x01)
    unit.write(0x08, 0x84)
    unit.write(0x0A, 0x20)
    unit.write(0x18, 0x0D)
    unit.rig.run(for: .milliseconds(1_001))
    #expect(unit.rig.charge("Si1143 LEDs", "pulse") == 25 * 5_600_000_000 * Int128(39_321), "every fourth of 100")
    unit.write(0x08, 0x17)
    unit.write(0x18, 0x0D)
    #expect(unit.read(0x20) == 0x80)
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.rig.charge("Si1143 LEDs", "pulse") == 25 * 5_600_000_000 * Int128(39_321))
  }

  @Test func thresholdsChooseTheInterrupts() {
    let unit = FrontEnd()
    unit.heart.rate = nil
    unit.write(0x03, 0x01, 0x04, 0x10)
    unit.write(0x11, 0xF4, 0x01)
    unit.write(0x0F, 0x0A)
    _ = unit.force()
    #expect(unit.read(0x21) == 0x04, "from 0 to 544 it crosses 500")
    unit.write(0x21, 0x04)
    _ = unit.force()
    #expect(unit.read(0x21) == 0)
    unit.write(0x05, 0x30)
    _ = unit.force()
    #expect(unit.read(0x21) == 0x04, "above")
    unit.write(0x21, 0x04)
    unit.write(0x0F, 0x00)
    _ = unit.force()
    #expect(unit.read(0x21) == 0)
    unit.write(0x04, 0x20)
    unit.write(0x18, 0x80)
    #expect(unit.read(0x21) == 0x20 && !unit.interrupt.level)
    unit.write(0x03, 0x00)
    #expect(unit.interrupt.level, "INT_OE")
  }

  @Test func auxiliaryMeasuresTemperatureAndSupply() {
    let unit = FrontEnd()
    unit.ambient.milliCelsius = 35_000
    unit.set(0x01, 0x40)
    unit.write(0x18, 0x06)
    unit.rig.run(for: .milliseconds(1))
    #expect(unit.word(0x2C) == 11_136 + 350)
    unit.set(0x0F, 0x75)
    unit.write(0x18, 0x06)
    unit.rig.run(for: .milliseconds(1))
    #expect(abs(unit.word(0x2C) - 18_500) <= 50)
  }

  @Test func resetAndBusAddress() {
    let unit = FrontEnd()
    unit.set(0x00, 0x33)
    unit.write(0x18, 0x02)
    #expect(unit.bus.target(at: 0x33) === unit.chip && unit.bus.target(at: 0x5A) == nil)
    let target = unit.bus.target(at: 0x33)
    #expect(target?.i2cStart(isRead: false) == true && target?.i2cWrite(0x18) == true && target?.i2cWrite(0x01) == true)
    #expect(unit.bus.target(at: 0x5A) == nil)
    unit.rig.run(for: .milliseconds(10))
    #expect(unit.read(0x07) == 0 && unit.read(0x00) == 0x43)
  }

  @Test func aSilentOneDoesNotAnswer() {
    let unit = FrontEnd()
    unit.write(0x03, 0x01, 0x20)
    unit.write(0x18, 0x80)
    #expect(!unit.interrupt.level)
    unit.chip.isSilent = true
    #expect(unit.interrupt.level && !unit.write(0x00))
    unit.chip.isSilent = false
    #expect(!unit.interrupt.level && unit.read(0x00) == 0x43)
  }

  @Test func theDocumentedCurrentsGiveThePublishedAverage() {
    let values = Si1143.Coefficients.documented
    #expect(values.all.allSatisfy { $0.name.hasPrefix("Si1143.") })
    // One pulse of 180 mA every 800 ms: 9 uA with a supply of 3 uA (data sheet, page 1).
    let sample = 155 * values.active.typical + 25.6 * (values.driver.typical + 180_000)
    #expect(abs(sample / 800_000 + values.standby.typical - 9) < 1)
  }

  @Test func snapshotKeepsTheBeat() throws {
    let (first, second) = (FrontEnd(), FrontEnd())
    first.set(0x01, 0x37)
    first.write(0x03, 0x01, 0x1F)
    first.write(0x0F, 0x5A)
    first.write(0x08, 0x84, 0x20, 0x08)
    first.write(0x18, 0x0F)
    first.rig.run(for: Tick.perSecond + 100_000)
    try second.rig.restore(first.rig.snapshot())
    #expect(second.read(0x30) == first.read(0x30))
    for unit in [first, second] { unit.rig.run(for: Tick.perSecond * 3) }
    #expect(first.read(0x20, count: 16) == second.read(0x20, count: 16))
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }

  @Test func randomTrafficNeverCrashes() {
    let unit = FrontEnd()
    let noise = SeededNoise(seed: 1143)
    for round in 0..<100_000 as Range<UInt64> {
      let bits = noise.bits(round)
      unit.heart.rate = bits >> 60 & 1 == 0 ? nil : Int(bits >> 52 & 0xFF)
      switch bits & 7 {
      case 0: _ = unit.chip.i2cStart(isRead: bits & 8 != 0)
      case 1: unit.chip.i2cStop()
      case 2: unit.write(0x07, 0x17)
      case 3, 4: unit.write(UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 24))
      case 5: unit.rig.run(for: bits >> 30 & 0x7F_FFFF)
      case 6: unit.write(0x18, UInt8(truncatingIfNeeded: bits >> 16))
      default: _ = unit.chip.i2cRead(acknowledged: bits & 8 != 0)
      }
    }
  }
}
