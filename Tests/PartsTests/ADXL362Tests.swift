import Machine
import Testing
@testable import Parts
@testable import World

/// The accelerometer on a bench, with a driver's view of it.
final class Accelerometer {
  static let coefficients = ADXL362.Coefficients(
    standby: coefficient(0.01), wakeUp: coefficient(0.27), measure12: coefficient(1.1), measure25: coefficient(1.3),
    measure50: coefficient(1.5), measure100: coefficient(1.8), measure200: coefficient(2.3),
    measure400: coefficient(3.0), lowNoiseRatio: coefficient(2, .ratio), ultraLowNoiseRatio: coefficient(7, .ratio))
  let rig = Rig()
  let chip: ADXL362
  let bus = SPIBus()
  let select: LineDriver
  let int1: Line
  let int2: Line
  let ambient: Ambient

  init(_ motion: any MotionSource = StillMotion()) {
    let line = rig.line("CS", pull: true)
    select = line.driver("test")
    int1 = rig.line("INT1")
    int2 = rig.line("INT2")
    ambient = Ambient(on: rig.emulation)
    chip = ADXL362(
      on: rig.emulation, net: rig.net, chipSelect: line, int1: int1, int2: int2, motion: motion, ambient: ambient,
      coefficients: Accelerometer.coefficients)
    bus.attach(chip)
  }

  @discardableResult
  func transfer(_ bytes: [UInt8]) -> [UInt8] {
    select.value = false
    defer { select.value = true }
    return bytes.map { UInt8(bus.exchange(UInt32($0), bits: 8)) }
  }

  func write(_ register: UInt8, _ values: UInt8...) { transfer([0x0A, register] + values) }
  func read(_ register: UInt8, count: Int = 1) -> [UInt8] {
    Array(transfer([0x0B, register] + Array(repeating: 0, count: count)).dropFirst(2))
  }
  func fifo(_ count: Int) -> [UInt16] {
    let bytes = transfer([0x0D] + Array(repeating: 0, count: 2 * count)).dropFirst()
    return stride(from: 1, to: bytes.endIndex, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
  }
  var entries: Int {
    let bytes = read(0x0C, count: 2)
    return Int(bytes[0]) | Int(bytes[1]) << 8
  }
}

@Suite struct ADXL362Tests {
  /// 25 Hz.
  let period: Tick = 61_440_000

  @Test func identifiesItself() {
    let unit = Accelerometer()
    #expect(unit.read(0x00, count: 4) == [0xAD, 0x1D, 0xF2, 0x01])
    #expect(unit.read(0x29) == [0x80])
    #expect(unit.read(0x2C) == [0x13])
    #expect(unit.read(0x0B) == [0x40])
    #expect(UInt8(unit.bus.exchange(0x0B, bits: 8)) == 0xFF, "not selected: the input is pulled up")
  }

  /// Samples of the FIFO are the same in bytes and in words of 16 and 32 bits, whatever is sent meanwhile.
  @Test func theFIFOIsReadInWordsAsInBytes() {
    func read(_ bits: Int) -> [UInt8] {
      let unit = Accelerometer(GaitGenerator(on: Emulation(), seed: 1, timeline: ActivityTimeline(.walk(cadence: 110))))
      unit.write(0x28, 0x02)
      unit.write(0x2D, 0x02)
      unit.rig.run(for: 20 * period)
      unit.select.value = false
      defer { unit.select.value = true }
      _ = unit.bus.exchange(0x0D, bits: 8)
      return (0..<96 / bits).flatMap { number in
        let word = unit.bus.exchange(UInt32(number) &* 0x0101_0101, bits: bits)
        return (1...bits / 8).map { UInt8(truncatingIfNeeded: word >> UInt32(bits - 8 * $0)) }
      }
    }
    #expect(read(16) == read(8))
    #expect(read(32) == read(8))
    #expect(Set(read(8)).count > 6)
  }

  @Test func registersKeepTheirBitsAndAutoIncrement() {
    let unit = Accelerometer()
    unit.transfer([0x0A, 0x20] + Array(repeating: 0xFF, count: 13))
    #expect(
      unit.read(0x20, count: 13)
        == [0xFF, 0x07, 0xFF, 0xFF, 0x07, 0xFF, 0xFF, 0x3F, 0x0F, 0xFF, 0xFF, 0xFF, 0xDF])
    unit.write(0x1F, 0x00)
    #expect(unit.read(0x20) == [0xFF])
    unit.write(0x1F, 0x52)
    #expect(unit.read(0x20, count: 15) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0x13, 0, 0])
  }

  @Test func measuresInTheFormatsOfTheDataSheet() {
    let unit = Accelerometer(StillMotion(Acceleration(x: 500_000, y: -250_000, z: 1_000_000)))
    unit.ambient.milliCelsius = 31_500
    unit.write(0x2D, 0x02)
    unit.rig.run(for: 4 * 15_360_000 - 1)
    #expect(unit.read(0x0E, count: 8) == [0, 0, 0, 0, 0, 0, 0, 0])
    unit.rig.run(for: 1)
    #expect(unit.read(0x0B) == [0x41])
    #expect(unit.read(0x0E, count: 8) == [0xF4, 0x01, 0x06, 0xFF, 0xE8, 0x03, 0xC2, 0x01])
    #expect(unit.read(0x08, count: 3) == [0x1F, 0xF0, 0x3E])
    #expect(unit.read(0x0B) == [0x40])
    unit.write(0x2C, 0x93)
    unit.rig.run(for: 15_360_000)
    #expect(unit.read(0x0E, count: 6) == [118, 0, 0xC5, 0xFF, 235, 0], "8 g: 235 LSB/g")
    unit.write(0x2E, 0x01)
    unit.rig.run(for: 15_360_000)
    #expect(unit.read(0x0E, count: 6) == [254, 0, 0x3D, 0xFF, 0x61, 0x01])
  }

  @Test func watermarkRaisesItsPinAtTheExactTickWithOneAlarm() {
    let unit = Accelerometer()
    unit.write(0x29, 75)
    unit.write(0x28, 0x02)
    unit.write(0x2A, 0x04)
    unit.write(0x2C, 0x11)
    unit.write(0x2D, 0x02)
    #expect(!unit.int1.level)
    let start = unit.rig.now
    // The 25th set comes with the fourth period and 24 more.
    let events = unit.rig.run(until: start + 28 * period - 1)
    #expect(events == 0)
    #expect(!unit.int1.level)
    unit.rig.run(for: 1)
    #expect(unit.int1.level)
    #expect(unit.read(0x0B) == [0x47])
    #expect(unit.entries == 75)
    let samples = unit.fifo(1)
    #expect(samples == [0x0000])
    #expect(!unit.int1.level, "74 are below the watermark")
    #expect(unit.fifo(74).suffix(2) == [0x4000, 0x83E8])
    #expect(unit.entries == 0)
    unit.rig.run(until: start + 53 * period - 1)
    #expect(!unit.int1.level)
    unit.rig.run(for: 1)
    #expect(unit.int1.level)
    unit.write(0x2A, 0x84)
    #expect(!unit.int1.level, "active low")
  }

  @Test func samplesAreTakenAtTheirOwnTimes() {
    let motion = MotionFunction { Acceleration(x: Int($0 / 1_536), y: 0, z: 0) }
    let unit = Accelerometer(motion)
    unit.write(0x28, 0x02)
    unit.write(0x2C, 0x10)
    unit.write(0x2D, 0x02)
    unit.rig.run(for: 10 * 122_880_000)
    #expect(motion.asked.isEmpty, "nobody asked yet")
    #expect(unit.entries == 21)
    let times = (4...10).map { (sample: UInt64) -> Tick in 122_880_000 * sample }
    #expect(motion.asked == times)
    #expect(unit.fifo(4) == [320, 0x4000, 0x8000, 400])
  }

  @Test func streamKeepsTheNewestAndOldestSavedTheOldest() {
    for (mode, first): (UInt8, UInt16) in [(1, 4), (2, 834)] {
      // One millig-g more with each sample.
      let unit = Accelerometer(MotionFunction { Acceleration(x: Int($0 / 15_360_000) * 1000, y: 0, z: 0) })
      unit.write(0x28, mode)
      unit.write(0x2B, 0x08)
      unit.write(0x2D, 0x02)
      unit.rig.run(until: 173 * 15_360_000)
      #expect(unit.entries == 510)
      #expect(unit.read(0x0B) == [0x47])
      unit.rig.run(until: 174 * 15_360_000 - 1)
      #expect(!unit.int2.level)
      unit.rig.run(for: 1)
      #expect(unit.int2.level)
      #expect(unit.entries == 510)
      unit.rig.run(until: 1_003 * 15_360_000)
      #expect(unit.fifo(1) == [first])
      #expect(!unit.int2.level, "reading clears the overrun")
      #expect(unit.entries == 509)
    }
  }

  @Test func aLongSleepIsShortenedToWhatCanStillBeRead() {
    let motion = MotionFunction { Acceleration(x: Int($0 / 15_360_000 % 1000) * 1000, y: 0, z: 0) }
    let unit = Accelerometer(motion)
    unit.write(0x28, 0x02)
    unit.write(0x2D, 0x02)
    unit.rig.run(until: 100 * 864_000 * 15_360_000)
    #expect(unit.entries == 510)
    #expect(motion.asked.count < 600)
    let samples = unit.fifo(510)
    #expect(samples[0] == 831 && samples[507] == 0)
  }

  @Test func fifoStoresTemperatureAndSigns() {
    let unit = Accelerometer(StillMotion(Acceleration(x: -1_000, y: -2_048_000, z: 3_000_000)))
    unit.write(0x28, 0x06)
    unit.write(0x2D, 0x02)
    unit.rig.run(for: 4 * 15_360_000)
    #expect(unit.fifo(4) == [0x3FFF, 0x7800, 0x87FF, 0xC15E])
    #expect(unit.fifo(1) == [0], "empty")
  }

  @Test func triggeredModeKeepsWhatLedToTheActivity() {
    let hit: Tick = 300 * 15_360_000
    let unit = Accelerometer(
      MotionFunction { Acceleration(x: $0 >= hit ? 1_500_000 : 0, y: 0, z: Int($0 / 15_360_000) * 1000) })
    unit.write(0x20, 0xE8, 0x03)
    unit.write(0x27, 0x01)
    unit.write(0x29, 30)
    unit.write(0x28, 0x03)
    unit.write(0x2D, 0x02)
    unit.rig.run(until: hit - 1)
    #expect(unit.entries == 30)
    unit.rig.run(until: 1_000 * 15_360_000)
    #expect(unit.entries == 510)
    let samples = unit.fifo(510)
    #expect(samples[2] == 0x8000 | 290)
    #expect(samples[30] == 1500)
  }

  @Test func activityInterruptsAtItsSample() {
    let begin: Tick = 1_000_000_000
    let unit = Accelerometer(MotionFunction { Acceleration(x: $0 >= begin ? 300_000 : 0, y: 0, z: 1_000_000) })
    unit.write(0x20, 200, 0)
    unit.write(0x22, 3)
    unit.write(0x27, 0x03)
    unit.write(0x2A, 0x10)
    unit.write(0x2D, 0x02)
    // Referenced: gravity does not count. Three samples from the 66th on.
    unit.rig.run(until: 68 * 15_360_000 - 1)
    #expect(!unit.int1.level)
    unit.rig.run(for: 1)
    #expect(unit.int1.level)
    #expect(unit.read(0x0B) == [0x51])
    #expect(!unit.int1.level)
    unit.rig.run(for: Tick.perSecond)
    #expect(!unit.int1.level, "the new position is the new reference")
  }

  @Test func loopModeSleepsAndWakesByItself() {
    let (begin, end) = (Tick.seconds(UInt64(20)), Tick.seconds(UInt64(22)))
    let unit = Accelerometer(
      MotionFunction { Acceleration(x: $0 >= begin && $0 < end ? 500_000 : 0, y: 0, z: 1_000_000) })
    unit.write(0x20, 250, 0, 0, 150, 0, 50, 0)
    unit.write(0x27, 0x3F)
    unit.write(0x2B, 0x40)
    unit.write(0x2D, 0x06)
    // The first sample at 40 ms is the reference; the 50th within is at 530 ms.
    unit.rig.run(until: 53 * 15_360_000 - 1)
    #expect(unit.int2.level)
    unit.rig.run(for: 1)
    #expect(!unit.int2.level)
    #expect(unit.chip.load.state == .wakeUp)
    unit.rig.run(until: begin)
    #expect(!unit.int2.level)
    unit.rig.run(for: Tick.perSecond / 6)
    #expect(unit.int2.level)
    #expect(unit.chip.load.state == .measure100)
    unit.rig.run(until: end + Tick.perSecond)
    #expect(!unit.int2.level)
    #expect(unit.read(0x0B) == [0x21])
    #expect(unit.rig.seconds("ADXL362", "wake-up") > 19)
  }

  @Test func linkedModeWaitsForTheAcknowledgement() {
    let unit = Accelerometer(MotionFunction { Acceleration(x: $0 > Tick.perSecond * 2 ? 900_000 : 0, y: 0, z: 0) })
    unit.write(0x20, 250, 0, 0, 150, 0, 10, 0)
    unit.write(0x27, 0x15)
    unit.write(0x2D, 0x02)
    unit.rig.run(for: Tick.perSecond * 3)
    #expect(unit.read(0x0B) == [0x21], "inactive, and not looking for activity yet")
    unit.rig.run(for: Tick.perSecond)
    #expect(unit.read(0x0B) == [0x51])
  }

  @Test func currentFollowsRateAndNoiseMode() {
    let unit = Accelerometer()
    unit.rig.run(for: Tick.perSecond)
    unit.write(0x2C, 0x11)
    unit.write(0x2D, 0x02)
    unit.rig.run(for: Tick.perSecond)
    unit.write(0x2D, 0x12)
    unit.rig.run(for: Tick.perSecond)
    unit.write(0x2D, 0x0A)
    unit.rig.run(for: Tick.perSecond)
    unit.write(0x2D, 0x00)
    let second = Int128(Tick.perSecond)
    #expect(unit.rig.charge("ADXL362", "standby") == 10_000 * second)
    #expect(unit.rig.charge("ADXL362", "measure 25 Hz") == (1_300_000 + 2_600_000) * second)
    #expect(unit.rig.charge("ADXL362", "wake-up") == 270_000 * second)
  }

  @Test func snapshotContinuesAsIfNothingHappened() throws {
    let motion = StillMotion()
    let (first, second) = (Accelerometer(motion), Accelerometer(motion))
    first.write(0x29, 75)
    first.write(0x28, 0x02)
    first.write(0x2A, 0x04)
    first.write(0x2D, 0x02)
    first.rig.run(for: 10 * 15_360_000 + 7)
    try second.rig.restore(first.rig.snapshot())
    for unit in [first, second] {
      unit.rig.run(until: 28 * 15_360_000 - 1)
      #expect(!unit.int1.level)
      unit.rig.run(for: 1)
      #expect(unit.int1.level)
    }
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }

  @Test func randomTrafficNeverCrashes() {
    let noise = SeededNoise(seed: 362)
    let unit = Accelerometer(MotionFunction { Acceleration(x: Int($0 % 8_000_000) - 4_000_000, y: 0, z: 0) })
    for round in 0..<20_000 as Range<UInt64> {
      let bits = noise.bits(round)
      let length = Int(bits & 15)
      let command = [0x0A, 0x0A, 0x0B, 0x0D][Int(bits >> 8 & 3)] as UInt8
      unit.transfer(
        [command] + (0..<length).map { UInt8(truncatingIfNeeded: noise.bits(round << 8 + UInt64($0) + 1 << 40)) })
      if bits >> 20 & 7 == 0 { unit.rig.run(for: (bits >> 24) % Tick.perSecond) }
      _ = unit.bus.exchange(UInt32(truncatingIfNeeded: bits), bits: Int(bits >> 50 & 31) + 1)
    }
    #expect(unit.read(0x00) == [0xAD])
  }
}
