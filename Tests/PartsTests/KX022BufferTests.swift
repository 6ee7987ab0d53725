import Machine
import Testing

@testable import Parts
@testable import World

@Suite struct KX022BufferTests {
  /// 100 Hz, in which the sample n periods after tick 0 has n x 10 mg on x, to 2 g.
  private func bench(_ control: UInt8, threshold: UInt8 = 0, hasTrigger: Bool = false) -> KX022Bench {
    let unit = KX022Bench(
      MotionFunction { Acceleration(x: Int($0 / 15_360_000) * 10_000, y: -1_000_000, z: 500_000) },
      hasTrigger: hasTrigger)
    unit.write(0x1B, 0x03)
    unit.write(0x3A, threshold)
    unit.write(0x3B, control)
    return unit
  }

  /// Starts so that samples fall on whole periods: the first at 30 ms, with 30 mg.
  private func start(_ unit: KX022Bench, _ control: UInt8 = 0xC0) {
    unit.rig.run(until: .milliseconds(18))
    unit.write(0x18, control)
  }

  private func counts(_ sample: Int) -> Int { (sample * 10_000 * 16_384 + 500_000) / 1_000_000 }

  @Test func theWatermarkRaisesItsPinAtTheExactTickWithOneAlarm() {
    let unit = bench(0xC1, threshold: 25)
    unit.route(0x20)
    start(unit)
    #expect(unit.rig.run(until: .milliseconds(270) - 1) == 0)
    #expect(!unit.int1.level)
    #expect(unit.rig.run(until: .milliseconds(270)) == 1)
    #expect(unit.int1.level && unit.read(0x3C) == 150 && unit.read(0x13) == 0x30)
    #expect(unit.read(0x17) == 0 && unit.int1.level, "INT_REL does not clear it")
    #expect(unit.read(0x3F) == UInt8(counts(3) & 0xFF))
    #expect(!unit.int1.level && unit.read(0x3C) == 149, "24 whole samples are below it")
    unit.rig.run(until: .milliseconds(280))
    #expect(unit.int1.level)
    unit.write(0x3E, 0)
    #expect(!unit.int1.level && unit.read(0x3C) == 0)
  }

  @Test func bytesComeLowFirstAndTheAddressStays() {
    let unit = bench(0xC0)
    start(unit)
    unit.rig.run(until: .milliseconds(40))
    let bytes = unit.read(0x3F, count: 13).map(Int.init)
    let (x, y) = (counts(3), counts(4))
    #expect(bytes == [x & 0xFF, x >> 8, 0, 0xC0, 0, 0x20, y & 0xFF, y >> 8, 0, 0xC0, 0, 0x20, 0])
  }

  @Test func halfSamplesAreTheirUpperBytes() {
    let unit = bench(0x80)
    start(unit)
    unit.rig.run(until: .milliseconds(1_000))
    #expect(unit.read(0x3C) == 252, "84 of 3 bytes")
    #expect(unit.read(0x3F, count: 6) == [UInt8(counts(3) >> 8), 0xC0, 0x20, UInt8(counts(4) >> 8), 0xC0, 0x20])
  }

  @Test func fifoKeepsTheOldestAndStopsStreamKeepsTheNewest() {
    for (mode, first) in [(0xE0, 3), (0xE1, 60)] as [(UInt8, Int)] {
      let unit = bench(mode)
      unit.route(0x40)
      start(unit)
      #expect(unit.interrupt(before: .milliseconds(1_000)) == .milliseconds(430), "the 41st sample")
      #expect(unit.read(0x3C) == 246 && unit.read(0x13) == 0x50)
      let bytes = unit.read(0x3F, count: 2)
      #expect(Int(bytes[0]) | Int(bytes[1]) << 8 == counts(first))
      #expect(!unit.int1.level)
    }
  }

  @Test func filoGivesTheNewestFirst() {
    let unit = bench(0xC3)
    start(unit)
    unit.rig.run(until: .milliseconds(1_000))
    let bytes = unit.read(0x3F, count: 12).map(Int.init)
    #expect(bytes[0] | bytes[1] << 8 == counts(100) && bytes[6] | bytes[7] << 8 == counts(99))
    unit.rig.run(for: .milliseconds(10))
    let next = unit.read(0x3F, count: 2).map(Int.init)
    #expect(next[0] | next[1] << 8 == counts(101))
  }

  @Test func triggerModeKeepsWhatCameBeforeAndThenFills() {
    let unit = bench(0xE2, threshold: 10, hasTrigger: true)
    unit.route(0x40)
    start(unit)
    unit.rig.run(until: .milliseconds(505))
    #expect(unit.read(0x3C) == 60 && unit.read(0x3D) == 0)
    unit.trigger?.value = true
    #expect(unit.read(0x3D) == 0x80)
    #expect(unit.interrupt(before: .milliseconds(2_000)) == .milliseconds(810), "31 more")
    let bytes = unit.read(0x3F, count: 246).map(Int.init)
    #expect(bytes[0] | bytes[1] << 8 == counts(41) && bytes[240] | bytes[241] << 8 == counts(81))
    unit.write(0x3E, 0)
    #expect(unit.read(0x3D) == 0)
  }

  @Test func withoutATriggerWireAnEngineIsTheTrigger() {
    let hit: Tick = .milliseconds(500)
    let unit = KX022Bench(MotionFunction { Acceleration(x: $0 >= hit ? 1_500_000 : 0, y: 0, z: 0) })
    unit.write(0x1B, 0x03)
    unit.write(0x1A, 0x07)
    unit.write(0x3A, 5)
    unit.write(0x3B, 0xE2)
    unit.route(0x40)
    start(unit, 0xC2)
    #expect(
      unit.interrupt(before: .seconds(UInt64(2))) == .milliseconds(500 + 36 * 10), "5 with the event, 36 after it")
    let bytes = unit.read(0x3F, count: 30)
    #expect(bytes[18...23].allSatisfy { $0 == 0 } && bytes[24...25] == [0x00, 0x60])
  }

  @Test func aSwitchOfModeEmptiesIt() {
    let unit = bench(0xC0)
    start(unit)
    unit.rig.run(until: .milliseconds(200))
    unit.write(0x18, 0)
    #expect(unit.read(0x3C) == 108, "standby keeps it")
    unit.write(0x3B, 0xE0)
    #expect(unit.read(0x3C) == 108)
    unit.write(0x3B, 0xA0)
    #expect(unit.read(0x3C) == 0)
  }
}
