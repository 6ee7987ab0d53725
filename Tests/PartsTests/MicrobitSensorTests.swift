import Machine
import Testing

@testable import Parts
@testable import World

/// The two sensors on one bus, as the micro:bit's runtime uses them.
private final class Sensors {
  let rig = Rig()
  let bus = I2CBus()
  let accelerometer: MMA8653
  let magnetometer: MAG3110
  let int1: Line
  let int2: Line
  let ready: Line

  init(_ motion: any MotionSource = StillMotion(Acceleration(x: 250_000, y: -500_000, z: 1_000_000))) {
    int1 = rig.line("ACC1", pull: true)
    int2 = rig.line("ACC2", pull: true)
    ready = rig.line("MAG")
    func current(_ value: Double) -> Coefficient { coefficient(value) }
    accelerometer = MMA8653(
      on: rig.emulation, net: rig.net, int1: int1, int2: int2, motion: motion,
      coefficients: MMA8653.Coefficients(
        standby: current(1), least: current(6), slow: current(15), eighth: current(27), quarter: current(49),
        half: current(94), full: current(184)))
    magnetometer = MAG3110(
      on: rig.emulation, net: rig.net, int1: ready, ambient: Ambient(on: rig.emulation),
      coefficients: MAG3110.Coefficients(standby: current(2), full: current(900), half: current(550)))
    bus.attach(accelerometer)
    bus.attach(magnetometer)
    rig.run(until: MMA8653.powerUpTime)
  }

  @discardableResult
  func write(_ address: UInt8, _ bytes: UInt8...) -> Bool {
    guard let target = bus.target(at: address), target.i2cStart(isRead: false) else { return false }
    defer { target.i2cStop() }
    return bytes.allSatisfy { target.i2cWrite($0) }
  }

  func read(_ address: UInt8, _ register: UInt8, count: Int = 1) -> [UInt8] {
    guard let target = bus.target(at: address), target.i2cStart(isRead: false), target.i2cWrite(register),
      target.i2cStart(isRead: true)
    else { return [] }
    defer { target.i2cStop() }
    return (1...count).map { target.i2cRead(acknowledged: $0 < count) }
  }
}

@Suite struct MicrobitSensorTests {
  @Test func theAccelerometerWorksAsTheRuntimeUsesIt() {
    let unit = Sensors()
    #expect(unit.read(0x1D, 0x0D) == [0x5A])
    for (register, value) in [(0x2A, 0), (0x2B, 0x10), (0x2D, 1), (0x2E, 1), (0x0E, 0), (0x2A, 0x21)] {
      unit.write(0x1D, UInt8(register), UInt8(value))
    }
    // 50 Hz: two periods and a millisecond.
    let start = unit.rig.now
    unit.rig.run(until: start + .milliseconds(41) - 1)
    #expect(unit.int1.level && unit.read(0x1D, 0x00) == [0])
    unit.rig.run(for: 1)
    #expect(!unit.int1.level && unit.int2.level && unit.read(0x1D, 0x00, count: 1) == [0x0F])
    #expect(unit.read(0x1D, 0x0C) == [1] && unit.read(0x1D, 0x0B) == [1])
    #expect(unit.read(0x1D, 0x01, count: 6) == [0x10, 0, 0xE0, 0, 0x40, 0])
    #expect(unit.int1.level && unit.read(0x1D, 0x00) == [0])
    unit.rig.run(until: start + .milliseconds(61))
    #expect(!unit.int1.level)
    unit.rig.run(for: .seconds(UInt64(60)))
    #expect(unit.read(0x1D, 0x00) == [0xFF], "overrun")
    unit.write(0x1D, 0x0E, 2)
    #expect(unit.read(0x1D, 0x0E) == [0], "not while active")
  }

  @Test func rangesFastReadsAndOffsets() {
    let unit = Sensors(StillMotion(Acceleration(x: 3_000_000, y: -3_000_000, z: 1_000_000)))
    unit.write(0x1D, 0x2A, 0x01)
    unit.rig.run(for: .milliseconds(10))
    #expect(unit.read(0x1D, 0x01, count: 4) == [0x7F, 0xC0, 0x80, 0x00], "clamped to 2 g")
    unit.write(0x1D, 0x2A, 0x00)
    unit.write(0x1D, 0x0E, 0x01)
    unit.write(0x1D, 0x31, 0xFC)
    unit.write(0x1D, 0x2A, 0x03)
    unit.rig.run(for: .milliseconds(10))
    #expect(unit.read(0x1D, 0x01, count: 4) == [0x60, 0xA0, 0x1F, 0x00], "x, y, z and the status")
    unit.write(0x1D, 0x2B, 0x40)
    #expect(unit.read(0x1D, 0x2A) == [0] && unit.read(0x1D, 0x0E) == [0])
  }

  @Test func theAccelerometersCurrentFollowsRateAndMode() {
    let unit = Sensors()
    for (rate, mode, expected) in [
      (0x21, 0x00, 27), (0x19, 0x00, 49), (0x21, 0x02, 184), (0x21, 0x03, 15), (0x29, 0x01, 6), (0x20, 0x00, 1),
    ] as [(UInt8, UInt8, Int64)] {
      unit.write(0x1D, 0x2A, 0)
      unit.write(0x1D, 0x2B, mode)
      unit.write(0x1D, 0x2A, rate)
      #expect(unit.rig.power.loadCurrent == (expected + 2) * 1_000_000)
    }
    #expect(MMA8653.Coefficients.documented.all.allSatisfy { $0.name.hasPrefix("MMA8653.") })
  }

  @Test func nobodyAskingCostsNoAlarm() {
    let motion = MotionFunction { _ in .still }
    let unit = Sensors(motion)
    unit.write(0x1D, 0x2A, 0x01)
    #expect(unit.rig.run(until: .seconds(UInt64(3_600))) == 0 && motion.asked.isEmpty)
    #expect(unit.read(0x1D, 0x05, count: 2) == [0x40, 0] && motion.asked.count == 1)
  }

  @Test func theMagnetometerWorksAsTheRuntimeUsesIt() {
    let unit = Sensors()
    #expect(unit.read(0x0E, 0x07) == [0xC4] && unit.read(0x0E, 0x0F) == [25])
    unit.write(0x0E, 0x11, 0xA0)
    // 10 Hz with the most oversampling.
    unit.write(0x0E, 0x10, 0x19)
    let start = unit.rig.now
    #expect(unit.rig.power.loadCurrent == 901_000_000)
    unit.rig.run(until: start + .milliseconds(100) - 1)
    #expect(!unit.ready.level)
    unit.rig.run(for: 1)
    #expect(unit.ready.level && unit.read(0x0E, 0x00) == [0x0F])
    #expect(unit.read(0x0E, 0x01, count: 6) == [0, 200, 0, 0, 0xFE, 0x48])
    #expect(!unit.ready.level)
    unit.write(0x0E, 0x10, 0x00)
    unit.write(0x0E, 0x11, 0x80)
    unit.write(0x0E, 0x09, 0x00, 0x14)
    unit.write(0x0E, 0x10, 0x62)
    #expect(unit.rig.power.loadCurrent == 138_500_000, "an eighth, and the accelerometer's")
    unit.rig.run(for: .milliseconds(100))
    #expect(unit.ready.level && unit.read(0x0E, 0x10) == [0x60] && unit.rig.power.loadCurrent == 3_000_000)
    #expect(unit.read(0x0E, 0x01, count: 2) == [0, 190])
  }

  @Test func snapshotAndRandomTraffic() throws {
    let (first, second) = (Sensors(), Sensors())
    first.write(0x1D, 0x2D, 1, 1)
    first.write(0x1D, 0x2A, 0x19)
    first.write(0x0E, 0x10, 0x01)
    first.rig.run(for: .milliseconds(77))
    try second.rig.restore(first.rig.snapshot())
    for unit in [first, second] { unit.rig.run(for: .milliseconds(77)) }
    #expect(first.read(0x1D, 0, count: 8) == second.read(0x1D, 0, count: 8))
    #expect(try first.rig.snapshot() == second.rig.snapshot())
    let noise = SeededNoise(seed: 8_653)
    for round in 0..<20_000 as Range<UInt64> {
      let bits = noise.bits(round)
      let address: UInt8 = bits & 1 == 0 ? 0x1D : 0x0E
      first.write(address, UInt8(truncatingIfNeeded: bits >> 8) & 0x3F, UInt8(truncatingIfNeeded: bits >> 16))
      _ = first.read(address, UInt8(truncatingIfNeeded: bits >> 24), count: 3)
      first.rig.run(for: bits >> 30 & 0xFF_FFFF)
    }
    first.accelerometer.isSilent = true
    first.magnetometer.isSilent = true
    #expect(!first.write(0x1D, 0) && !first.write(0x0E, 0) && first.int1.level && !first.ready.level)
  }
}
