import Machine
import Testing

@testable import Parts
@testable import World

@Suite struct KX022EngineTests {
  /// A g upwards, and `extra` on x in each of the spans, in microseconds.
  private func pushes(_ extra: Int, _ spans: (from: Tick, to: Tick)...) -> MotionFunction {
    MotionFunction { time in
      let isIn = spans.contains { time >= .microseconds($0.from) && time < .microseconds($0.to) }
      return Acceleration(x: isIn ? extra : 0, y: 0, z: 1_000_000)
    }
  }

  // MARK: Wake-up

  @Test func wakesAtTheSampleThatMoves() {
    let unit = KX022Bench(pushes(700_000, (1_000_000, 2_000_000)))
    unit.write(0x1A, 0x06)
    unit.route(0x02)
    unit.rig.run(until: .milliseconds(18))
    unit.write(0x18, 0xC2)
    // 50 Hz from 40 ms on: 0.7 g less an eighth is above half a g.
    #expect(unit.interrupt(before: .milliseconds(1_500)) == .milliseconds(1_000))
    #expect(unit.read(0x13) == 0x12 && unit.read(0x14) == 0x10 && unit.read(0x15) == 0x10)
    #expect(unit.read(0x17) == 0 && !unit.int1.level && unit.read(0x14) == 0)
    // It falls back by 0.7 g.
    #expect(unit.interrupt(before: .milliseconds(2_500)) == .milliseconds(2_000))
    #expect(unit.read(0x14) == 0x20, "x negative")
  }

  @Test func theHighPassOutputDecays() {
    let unit = KX022Bench(pushes(800_000, (100_000, 10_000_000)))
    unit.write(0x1A, 0x06)
    unit.rig.run(until: .milliseconds(18))
    unit.write(0x18, 0xC2)
    unit.rig.run(until: .milliseconds(80))
    #expect(unit.read(0x00, count: 6) == [0, 0, 0, 0, 0, 0], "a steady g is not there")
    unit.rig.run(until: .milliseconds(100))
    let step = 13_107 * 7 / 8
    #expect(unit.read(0x00, count: 2) == [UInt8(step & 0xFF), UInt8(step >> 8)])
    unit.rig.run(until: .milliseconds(120))
    let next = step * 7 / 8
    #expect(unit.read(0x00, count: 2) == [UInt8(next & 0xFF), UInt8(next >> 8)])
  }

  @Test func theCounterAndTheDirectionsFilter() {
    // 50 Hz: the engine sees 20 ms each; 3 g decays below half a g after 13 samples.
    for (counter, directions, expected) in [
      (5, 0x3F, 1_080), (1, 0x3F, 1_000), (0, 0x2F, nil), (40, 0x3F, nil),
    ] as [(UInt8, UInt8, Tick?)] {
      let unit = KX022Bench(pushes(3_000_000, (1_000_000, 2_990_000)))
      unit.write(0x1A, 0x06)
      unit.write(0x23, counter)
      unit.write(0x1D, directions)
      unit.route(0x02)
      unit.rig.run(until: .milliseconds(18))
      unit.write(0x18, 0xCA)
      #expect(unit.interrupt(before: .milliseconds(2_900)) == expected.map { .milliseconds($0) })
    }
  }

  @Test func anEngineThatNobodyHearsCostsNoAlarm() {
    let motion = pushes(700_000, (1_000_000, 1_500_000))
    let unit = KX022Bench(motion)
    unit.write(0x1A, 0x06)
    unit.write(0x18, 0xC2)
    #expect(unit.rig.run(until: .seconds(UInt64(3))) == 0)
    #expect(motion.asked.isEmpty && unit.read(0x13) & 2 != 0 && !motion.asked.isEmpty)
  }

  // MARK: Tilt

  @Test func tiltReportsTheSideThatIsUp() {
    let sides: [(Acceleration, UInt8)] = [
      (Acceleration(x: 0, y: 0, z: 1_000_000), 0x01), (Acceleration(x: 1_000_000, y: 0, z: 0), 0x10),
      (Acceleration(x: 0, y: -1_000_000, z: 0), 0x08), (Acceleration(x: 0, y: 1_000_000, z: 0), 0x04),
      (Acceleration(x: 0, y: 0, z: -1_000_000), 0x02), (Acceleration(x: -1_000_000, y: 0, z: 0), 0x20),
    ]
    let unit = KX022Bench(MotionFunction { sides[min(Int($0 / Tick.perSecond), 5)].0 })
    unit.write(0x1A, 0xC0)
    unit.write(0x22, 3)
    unit.route(0x01)
    unit.rig.run(until: .milliseconds(18))
    unit.write(0x18, 0xC1)
    var previous: UInt8 = 0x20
    for (second, side) in sides.enumerated() {
      // The fourth sample of 50 Hz; the first at 40 ms.
      let begin = second == 0 ? Tick.milliseconds(40) : .seconds(UInt64(second))
      #expect(unit.interrupt(before: .seconds(UInt64(second + 1)) - 1) == begin + .milliseconds(60))
      #expect(unit.read(0x10, count: 2) == [side.1, previous] && unit.read(0x13) & 1 == 1)
      #expect(unit.read(0x17) == 0 && !unit.int1.level)
      previous = side.1
    }
  }

  @Test func hysteresisAndMasksKeepTiltQuiet() {
    // From x up to 55 degrees towards y: past 45, not past 60.
    let vectors = [
      Acceleration(x: 1_000_000, y: 0, z: 0), Acceleration(x: 573_576, y: 819_152, z: 0),
      Acceleration(x: 422_618, y: 906_308, z: 0), Acceleration(x: 0, y: 1_900_000, z: 0),
      Acceleration(x: 0, y: 0, z: 1_000_000),
    ]
    let unit = KX022Bench(MotionFunction { vectors[min(Int($0 / Tick.perSecond), 4)] })
    unit.write(0x19, 0x3E)
    unit.write(0x1A, 0xC0)
    unit.write(0x18, 0xC1)
    unit.rig.run(until: .seconds(UInt64(2)) - 1)
    #expect(unit.read(0x10) == 0x10)
    unit.rig.run(until: .seconds(UInt64(3)) - 1)
    #expect(unit.read(0x10) == 0x04, "65 degrees")
    unit.rig.run(until: .seconds(UInt64(4)) - 1)
    #expect(unit.read(0x10) == 0x04, "1.9 g is above TILT_ANGLE_HL")
    _ = unit.read(0x17)
    unit.rig.run(until: .seconds(UInt64(5)))
    #expect(unit.read(0x10) == 0x01 && unit.read(0x13) & 1 == 0, "FUM is off: it turns without a report")
  }

  // MARK: Tap

  /// The tap engine at 400 Hz on INT1; its first sample is at 20 ms.
  private func tapping(_ motion: MotionFunction, _ settings: (UInt8, UInt8)...) -> KX022Bench {
    let unit = KX022Bench(motion)
    unit.write(0x1B, 0x05)
    for (address, value) in settings { unit.write(address, value) }
    unit.route(0x04)
    unit.rig.run(until: .microseconds(15_600))
    unit.write(0x18, 0xCC)
    return unit
  }

  @Test func aSingleTapIsReportedAtTheEndOfItsWindow() {
    // 2 g for 7.5 ms: jerk at the first sample and at the fourth, two above the threshold.
    let unit = tapping(pushes(2_000_000, (100_000, 107_500)))
    #expect(unit.interrupt(before: .seconds(UInt64(1))) == .microseconds(100_000 + 160 * 2_500))
    #expect(unit.read(0x12) == 0x10 && unit.read(0x13) & 0x0C == 0x04)
    #expect(unit.read(0x17) == 0 && unit.read(0x12) == 0 && unit.read(0x13) & 0x0C == 0)
  }

  @Test func aDoubleTapIsReportedAfterTheSecondsLatency() {
    let unit = tapping(pushes(-2_000_000, (100_000, 107_500), (420_000, 427_500)))
    #expect(unit.interrupt(before: .seconds(UInt64(1))) == .microseconds(420_000 + 39 * 2_500), "the 40th sample")
    #expect(unit.read(0x12) == 0x20 && unit.read(0x13) & 0x0C == 0x08)
    _ = unit.read(0x17)
    #expect(unit.interrupt(before: .seconds(UInt64(2))) == nil)
  }

  @Test func whatIsNoTapIsNotReported() {
    // One jerk only, too weak, too hard, too long; and directions or reports that are off.
    for (motion, settings) in [
      (pushes(2_000_000, (100_000, 900_000)), []), (pushes(300_000, (100_000, 107_500)), []),
      (pushes(7_000_000, (100_000, 107_500)), []), (pushes(2_000_000, (100_000, 107_500)), [(0x1E, 0x2F)]),
      (pushes(2_000_000, (100_000, 107_500)), [(0x24, 0x02)]),
      (pushes(2_000_000, (100_000, 107_500)), [(0x28, 0x0A)]),
    ] as [(MotionFunction, [(UInt8, UInt8)])] {
      let unit = KX022Bench(motion)
      unit.write(0x1B, 0x05)
      for (address, value) in settings { unit.write(address, value) }
      unit.route(0x04)
      unit.write(0x18, 0xD4)
      #expect(unit.interrupt(before: .seconds(UInt64(1))) == nil)
    }
  }

  @Test func twoTapsTooCloseAreOneSingle() {
    let unit = tapping(pushes(2_000_000, (100_000, 107_500), (250_000, 257_500)))
    #expect(unit.interrupt(before: .seconds(UInt64(1))) == .microseconds(500_000))
    #expect(unit.read(0x13) & 0x0C == 0x04)
  }

  // MARK: Pins

  @Test func pulsesLastFiftyMicroseconds() {
    let unit = KX022Bench()
    unit.write(0x1C, 0x38)
    unit.write(0x1F, 0x10)
    unit.write(0x20, 0x28)
    unit.write(0x21, 0x10)
    unit.write(0x18, 0xE0)
    let start = unit.rig.now
    var changes: [Tick] = []
    let watching = unit.int1.watch { [unowned unit] _ in changes.append(unit.rig.now - start) }
    defer { watching.end() }
    #expect(!unit.int1.level && unit.int2.level, "INT2 is active low")
    unit.rig.run(until: start + .milliseconds(50))
    #expect(
      changes
        == [22_000, 22_050, 42_000, 42_050].map { Tick.microseconds($0) })
    unit.rig.run(until: start + .microseconds(62_010))
    #expect(unit.int1.level && !unit.int2.level)
    unit.write(0x17, 0)
    unit.rig.run(for: .microseconds(40))
    #expect(!unit.int1.level && unit.int2.level)
  }

  @Test func anInterruptMayGoToBothPins() {
    let unit = KX022Bench()
    unit.route(0x10)
    unit.write(0x20, 0x30)
    unit.write(0x21, 0x10)
    unit.write(0x18, 0xC0)
    unit.rig.run(for: .seconds(UInt64(1)))
    #expect(!unit.int1.level && !unit.int2.level, "DRDYE is off")
    unit.write(0x18, 0)
    unit.write(0x18, 0xE0)
    unit.rig.run(for: .seconds(UInt64(1)))
    #expect(unit.int1.level && unit.int2.level)
  }
}
