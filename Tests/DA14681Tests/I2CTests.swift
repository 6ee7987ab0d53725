import Blocks
import Machine
import SeededRandom
import Testing

@testable import DA14681

/// 256 bytes behind an address byte, as sensors have them.
private final class Sensor: I2CTarget {
  var i2cAddress: UInt8? = 0x30
  var memory = (0..<256).map { UInt8($0) }
  var pointer: UInt8 = 0
  var isPointerNext = false
  var refusesData = false
  var log: [String] = []

  func i2cStart(isRead: Bool) -> Bool {
    log.append(isRead ? "R" : "W")
    isPointerNext = !isRead
    return true
  }

  func i2cWrite(_ byte: UInt8) -> Bool {
    if refusesData { return false }
    if isPointerNext { pointer = byte } else { memory[Int(pointer)] = byte }
    if !isPointerNext { pointer &+= 1 }
    isPointerNext = false
    return true
  }

  func i2cRead(acknowledged: Bool) -> UInt8 {
    defer { pointer &+= 1 }
    log.append(acknowledged ? "ack" : "nack")
    return memory[Int(pointer)]
  }

  func i2cStop() { log.append("P") }
}

@Suite struct I2CTests {
  let bench = Bench()
  let i2c: I2C
  private let sensor = Sensor()
  /// An SCL period at 400 and at 100 kHz.
  let fast = 40 * cycle
  let standard = 160 * cycle

  init() {
    i2c = bench.fabric.makeI2C()
    i2c.wires.attach(sensor)
    bench.route(Pin(3, 6), .i2cSCL)
    bench.route(Pin(3, 7), .i2cSDA)
    enable(speed: 2)
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_1400 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_1400 + offset, value) }

  func enable(speed: UInt32, address: UInt32 = 0x30) {
    write(0x6C, 0)
    write(0x00, 0x61 | speed << 1)
    write(0x04, address)
    write(0x30, 0)
    write(0x6C, 1)
  }

  @Test(arguments: [(1, 160), (2, 40)] as [(UInt32, Tick)])
  func aWriteTakesItsPeriodsExactly(speed: UInt32, period: Tick) {
    enable(speed: speed)
    write(0x10, 0x10)
    write(0x10, 0xAB)
    // Start 1, address 9, two bytes 9 each, stop 1.
    let end = 29 * period * cycle
    bench.run(until: end - 1)
    #expect(read(0x70) & 0x21 == 0x21)
    #expect(read(0x34) & 0x200 == 0)
    bench.run(until: end)
    #expect(read(0x70) & 0x21 == 0)
    #expect(read(0x34) & 0x600 == 0x600)
    #expect(sensor.memory[0x10] == 0xAB)
    #expect(sensor.log == ["W", "P"])
  }

  @Test func writeThenReadRestartsAndEndsWithNotAcknowledged() {
    write(0x10, 0x42)
    for _ in 0..<3 { write(0x10, 0x100) }
    let end = (10 + 9 + 10 + 27 + 1) * fast
    bench.run(until: end - 1)
    #expect(sensor.log == ["W", "R", "ack", "ack", "nack"])
    bench.run(until: end)
    #expect(sensor.log.last == "P")
    #expect(read(0x78) == 3)
    #expect((0..<3).map { _ in read(0x10) } == [0x42, 0x43, 0x44])
    #expect(read(0x78) == 0)
  }

  @Test func withoutRestartTheDirectionChangesByStopAndStart() {
    write(0x6C, 0)
    write(0x00, 0x45)
    write(0x6C, 1)
    write(0x10, 0x42)
    write(0x10, 0x100)
    bench.run(until: (10 + 9 + 1 + 10 + 9 + 1) * fast)
    #expect(sensor.log == ["W", "P", "R", "nack", "P"])
    #expect(read(0x10) == 0x42)
  }

  @Test func nobodyAtTheAddressAborts() {
    enable(speed: 2, address: 0x31)
    write(0x30, 0x40)
    write(0x10, 0x10)
    write(0x10, 0x11)
    bench.run(until: 10 * fast - 1)
    #expect(!bench.isRequested(.i2c))
    bench.run(until: 11 * fast)
    #expect(bench.isRequested(.i2c))
    #expect(read(0x80) == 0x0001)
    #expect(read(0x74) == 0)
    write(0x10, 0x12)
    #expect(read(0x74) == 0)  // held empty until the abort is read back
    #expect(read(0x54) == 1)
    #expect(!bench.isRequested(.i2c))
    #expect(read(0x80) == 0)
    enable(speed: 2)
    write(0x10, 0x20)
    bench.run(for: 20 * fast)
    #expect(sensor.pointer == 0x20)
  }

  @Test func refusedDataAborts() {
    sensor.refusesData = true
    write(0x10, 0x10)
    write(0x10, 0x11)
    bench.run(for: .milliseconds(1))
    #expect(read(0x80) == 0x0008)
    #expect(sensor.log == ["W", "P"])
  }

  @Test func unroutedPadsAreNotAcknowledged() {
    bench.route(Pin(3, 7), .gpio)
    write(0x10, 0x10)
    bench.run(for: .milliseconds(1))
    #expect(read(0x80) == 0x0001)
    #expect(sensor.log == [])
  }

  @Test func thresholdsAndMask() {
    write(0x38, 1)
    write(0x3C, 2)
    write(0x30, 0x14)
    #expect(read(0x2C) == 0x10)
    for _ in 0..<5 { write(0x10, 0x100) }
    #expect(read(0x2C) == 0)  // five wait
    bench.run(until: (10 + 18) * fast)
    #expect(read(0x2C) == 0x14)  // two received, two wait
    #expect(bench.isRequested(.i2c))
  }

  @Test func fifosOverrunAtTheThirtyThird() {
    for _ in 0..<33 { write(0x10, 0x100) }
    #expect(read(0x74) == 32)
    #expect(read(0x34) & 0x08 == 0x08)
    bench.run(for: 10 * fast + 1)
    write(0x10, 0x100)  // one has gone, so the 33rd read fits in the queue but not in the receive FIFO
    bench.run(for: .milliseconds(5))
    #expect(read(0x78) == 32)
    #expect(read(0x34) & 0x02 == 0x02)
    for _ in 0..<32 { _ = read(0x10) }
    #expect(read(0x34) & 0x01 == 0)
    _ = read(0x10)
    #expect(read(0x34) & 0x01 == 0x01)
  }

  @Test func disablingStopsAfterTheByte() {
    for byte in 0..<8 as Range<UInt32> { write(0x10, byte) }
    bench.run(until: 14 * fast)
    write(0x6C, 0)
    #expect(read(0x9C) == 1)
    bench.run(until: 20 * fast)
    #expect(read(0x9C) == 0)
    #expect(sensor.log == ["W", "P"])
  }

  @Test func clockCountsOfZeroAreHeldToTheCoresLeast() {
    write(0x6C, 0)
    write(0x1C, 0)
    write(0x20, 0)
    write(0xA0, 0)
    write(0x6C, 1)
    write(0x10, 0x10)
    bench.run(until: 20 * (6 + 1 + 7 + 8 + 1) * cycle)
    #expect(sensor.log == ["W", "P"])
  }

  @Test func snapshotInMidTransfer() throws {
    write(0x10, 0x42)
    for _ in 0..<2 { write(0x10, 0x100) }
    bench.run(until: 33 * fast)
    let other = I2CTests()
    other.sensor.pointer = sensor.pointer
    try other.bench.restore(from: bench)
    other.bench.run(until: 48 * fast)
    #expect(other.read(0x34) & 0x200 == 0x200)
    #expect((0..<2).map { _ in other.read(0x10) } == [0x42, 0x43])
  }

  @Test func noRegisterValueCrashes() {
    var random = SplitMix(seed: 5)
    for _ in 0..<20_000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0xFE
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 12)) }
    }
  }
}
