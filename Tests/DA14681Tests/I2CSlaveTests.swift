import Blocks
import Machine
import Testing

@testable import DA14681

/// I2C as a master and I2C2 as a slave, on the same wires.
struct I2CSlaveTests {
  let bench = Bench()
  let master: I2C
  let slave: I2C
  static let masterBase: UInt32 = 0x5000_1400
  static let slaveBase: UInt32 = 0x5000_1500
  let period = 40 * cycle

  init() {
    master = bench.fabric.makeI2C()
    slave = bench.fabric.makeI2C2()
    slave.share(master.wires)
    bench.route(Pin(3, 6), .i2cSCL)
    bench.route(Pin(3, 7), .i2cSDA)
    bench.route(Pin(1, 0), .i2c2SCL)
    bench.route(Pin(1, 1), .i2c2SDA)
    set(Self.masterBase, control: 0x65, target: 0x2A)
    write(Self.slaveBase + 0x08, 0x2A)
    set(Self.slaveBase, control: 0x24, target: 0x55)
  }

  func read(_ address: UInt32) -> UInt32 { bench.read(address) }
  func write(_ address: UInt32, _ value: UInt32) { bench.write(address, value) }

  func set(_ base: UInt32, control: UInt32, target: UInt32) {
    write(base + 0x6C, 0)
    write(base, control)
    write(base + 0x04, target)
    write(base + 0x6C, 1)
  }

  @Test func theSlaveReceivesWhatTheMasterWrites() {
    write(Self.masterBase + 0x10, 0x11)
    write(Self.masterBase + 0x10, 0x22)
    bench.run(until: 15 * period)
    #expect(read(Self.slaveBase + 0x70) & 0x41 == 0x41, "slave activity")
    bench.run(until: 29 * period)
    #expect(read(Self.slaveBase + 0x70) & 0x41 == 0)
    #expect(read(Self.slaveBase + 0x34) & 0x704 == 0x704, "start, stop, activity, data")
    #expect((0..<2).map { _ in read(Self.slaveBase + 0x10) } == [0x11, 0x22])
    #expect(read(Self.masterBase + 0x80) == 0)
  }

  @Test func aReadHoldsTheClockUntilThereIsData() {
    write(Self.masterBase + 0x10, 0x100)
    write(Self.masterBase + 0x10, 0x100)
    bench.run(until: 10 * period)
    #expect(read(Self.slaveBase + 0x34) & 0x20 == 0x20, "a read is requested")
    bench.run(for: .milliseconds(1))
    #expect(read(Self.masterBase + 0x78) == 0)
    #expect(read(Self.masterBase + 0x70) & 0x21 == 0x21)
    _ = read(Self.slaveBase + 0x50)
    let first = bench.now
    write(Self.slaveBase + 0x10, 0xA5)
    bench.run(until: first + 9 * period)
    #expect(read(Self.masterBase + 0x78) == 1)
    #expect(read(Self.slaveBase + 0x34) & 0x20 == 0x20, "another one")
    write(Self.slaveBase + 0x10, 0x5A)
    bench.run(for: 10 * period)
    #expect((0..<2).map { _ in read(Self.masterBase + 0x10) } == [0xA5, 0x5A])
    #expect(read(Self.slaveBase + 0x34) & 0x280 == 0x280, "the last byte is not acknowledged, and stop")
  }

  @Test func whatWasLeftIsFlushed() {
    write(Self.slaveBase + 0x10, 0x77)
    write(Self.masterBase + 0x10, 0x100)
    bench.run(until: 10 * period)
    #expect(read(Self.slaveBase + 0x80) == 1 << 13)
    #expect(read(Self.slaveBase + 0x74) == 0)
  }

  @Test func aSlaveCannotRead() {
    write(Self.slaveBase + 0x10, 0x100)
    #expect(read(Self.slaveBase + 0x80) == 1 << 15)
  }

  @Test func generalCallsAreAcknowledgedWhereAsked() {
    set(Self.masterBase, control: 0x65, target: 0x800)
    write(Self.masterBase + 0x10, 0x06)
    bench.run(until: 30 * period)
    #expect(read(Self.masterBase + 0x80) == 1 << 4)
    _ = read(Self.masterBase + 0x54)
    write(Self.slaveBase + 0x98, 1)
    write(Self.masterBase + 0x10, 0x06)
    bench.run(for: 30 * period)
    #expect(read(Self.slaveBase + 0x34) & 0x800 == 0x800)
    #expect(read(Self.slaveBase + 0x10) == 0x06)
  }

  @Test func anotherAddressAndADisabledSlaveDoNotAnswer() {
    set(Self.masterBase, control: 0x65, target: 0x2B)
    write(Self.masterBase + 0x10, 0)
    bench.run(until: 30 * period)
    #expect(read(Self.masterBase + 0x80) == 1)
    _ = read(Self.masterBase + 0x54)
    set(Self.masterBase, control: 0x65, target: 0x2A)
    set(Self.slaveBase, control: 0x64, target: 0x55)
    write(Self.masterBase + 0x10, 0)
    bench.run(for: 30 * period)
    #expect(read(Self.masterBase + 0x80) == 1)
  }

  @Test func disablingInTheMiddleIsRemembered() {
    for _ in 0..<3 { write(Self.masterBase + 0x10, 1) }
    bench.run(until: 22 * period)
    write(Self.slaveBase + 0x6C, 0)
    #expect(read(Self.slaveBase + 0x9C) == 6)
    bench.run(for: 30 * period)
    #expect(read(Self.masterBase + 0x80) == 1 << 3)
    write(Self.slaveBase + 0x6C, 1)
    #expect(read(Self.slaveBase + 0x9C) == 1)
  }

  @Test func theLowerAddressWinsTheBus() {
    set(Self.slaveBase, control: 0x65, target: 0x10)
    write(Self.masterBase + 0x10, 0)
    write(Self.slaveBase + 0x10, 0)
    #expect(read(Self.masterBase + 0x80) == 1 << 12, "ARB_LOST")
    bench.run(until: 11 * period)
    #expect(read(Self.slaveBase + 0x80) == 1, "nobody is at 0x10")
  }

  @Test func aControllerWaitsForABusThatIsBusy() {
    set(Self.slaveBase, control: 0x65, target: 0x10)
    write(Self.masterBase + 0x10, 0)
    bench.run(until: 3 * period)
    write(Self.slaveBase + 0x10, 0)
    // The master finds nobody after its address and stops; then the other one begins.
    bench.run(until: 11 * period)
    #expect(read(Self.masterBase + 0x70) & 1 == 0)
    #expect(read(Self.slaveBase + 0x70) & 1 == 1)
    bench.run(until: 22 * period)
    #expect(read(Self.slaveBase + 0x70) & 1 == 0)
    #expect(read(Self.slaveBase + 0x80) == 1)
  }
}
