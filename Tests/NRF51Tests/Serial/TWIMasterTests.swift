import Machine
import Testing

@testable import NRF51

/// Transfers with a part of registers, byte by byte.
struct TWIMasterTests {
  /// A register file whose first written byte is the place.
  private final class Registers: I2CTarget {
    var address: UInt8? = 0x1E
    var memory = (0..<256).map { UInt8(truncatingIfNeeded: $0 &* 3) }
    var place = 0
    var log: [String] = []
    var accepted = 100
    var isReady = true
    private var isFirst = true
    var i2cAddress: UInt8? { address }
    func i2cStart(isRead: Bool) -> Bool {
      log.append(isRead ? "R" : "W")
      isFirst = true
      return true
    }
    func i2cWrite(_ byte: UInt8) -> Bool {
      log.append("w\(byte)")
      if isFirst { place = Int(byte) } else { memory[place] = byte }
      isFirst = false
      accepted -= 1
      return accepted >= 0
    }
    func i2cRead(acknowledged: Bool) -> UInt8 {
      log.append(acknowledged ? "r" : "n")
      defer { place = (place + 1) % 256 }
      return memory[place]
    }
    func i2cStop() { log.append("P") }
    func i2cIsReady(isRead: Bool) -> Bool { isReady }
  }

  private let bench = Bench()
  private let master: TWIMaster
  private let part = Registers()
  private let wires = I2CBus()
  private static let base: UInt32 = 0x4000_3000
  /// 250 kbit/s: 4 us a period.
  private static let period = us(4)

  init() {
    master = TWIMaster(bench.fabric, number: 0)
    wires.attach(part)
    bench.fabric.pads.attach(wires, clock: 8, data: 9)
    for (offset, value) in [(0x508, 8), (0x50C, 9), (0x524, 0x0400_0000), (0x588, 0x1E), (0x500, 5)]
      as [(UInt32, UInt32)]
    { self[offset] = value }
  }

  private subscript(offset: UInt32) -> UInt32 {
    get { bench.read(Self.base + offset) }
    nonmutating set { bench.write(Self.base + offset, newValue) }
  }

  private func wait(_ periods: Tick) { bench.run(for: periods * Self.period) }

  @Test func writesBytes() {
    self[0x51C] = 0x20
    self[0x008] = 1
    wait(19)
    #expect(self[0x11C] == 1)
    #expect(bench.now == 19 * Self.period)
    #expect(part.log == ["W", "w32"])
    self[0x11C] = 0
    wait(50)
    #expect(self[0x11C] == 0)
    self[0x51C] = 0x77
    bench.run(for: 9 * Self.period - 1)
    #expect(self[0x11C] == 0)
    bench.run(for: 1)
    #expect(self[0x11C] == 1)
    self[0x014] = 1
    wait(1)
    #expect(self[0x104] == 1)
    #expect(part.memory[0x20] == 0x77)
    #expect(part.log.last == "P")
    #expect(bench.fabric.clocks.requests == 0)
  }

  /// As drivers read: a register's number, a repeated start, BB_SUSPEND until the last byte, then BB_STOP.
  @Test func readsBytesAsDriversDo() {
    self[0x51C] = 10
    self[0x008] = 1
    wait(19)
    self[0x200] = 1
    self[0x000] = 1
    wait(17)
    #expect(self[0x108] == 0)
    wait(1)
    #expect(self[0x108] == 1)
    #expect(self[0x148] == 1)
    #expect(self[0x138] == 1)
    #expect(self[0x518] == 30)
    wait(100)
    #expect(part.log == ["W", "w10", "R", "r"])
    self[0x108] = 0
    self[0x020] = 1
    wait(9)
    #expect(self[0x108] == 1)
    #expect(self[0x518] == 33)
    self[0x108] = 0
    self[0x200] = 2
    self[0x020] = 1
    wait(9)
    #expect(self[0x518] == 36)
    #expect(self[0x104] == 0)
    wait(2)
    #expect(self[0x104] == 1)
    #expect(part.log == ["W", "w10", "R", "r", "r", "n", "P"])
    #expect(self[0x480 + 0x44] == 0)
  }

  @Test func nobodyAcknowledgesTheAddress() {
    self[0x588] = 0x1F
    self[0x008] = 1
    wait(10)
    #expect(self[0x124] == 1)
    #expect(self[0x4C4] == 2)
    self[0x4C4] = 2
    #expect(self[0x4C4] == 0)
    self[0x014] = 1
    wait(1)
    #expect(self[0x104] == 1)
  }

  @Test func aByteIsNotAcknowledged() {
    part.accepted = 0
    self[0x51C] = 1
    self[0x008] = 1
    wait(19)
    #expect(self[0x124] == 1)
    #expect(self[0x4C4] == 4)
    #expect(self[0x11C] == 0)
  }

  @Test func unreadBytesAreOverrun() {
    self[0x000] = 1
    wait(10 + 8 + 9)
    #expect(self[0x4C4] == 1)
    #expect(self[0x124] == 1)
  }

  @Test func aStretchedClockHoldsTheByte() {
    part.isReady = false
    self[0x51C] = 1
    self[0x008] = 1
    wait(100)
    #expect(part.log == ["W"])
    part.isReady = true
    wires.releaseClock()
    wait(9)
    #expect(part.log == ["W", "w1"])
  }

  @Test func withoutABusNobodyAnswers() {
    self[0x50C] = 12
    self[0x008] = 1
    wait(10)
    #expect(self[0x4C4] == 2)
  }

  @Test(arguments: [(UInt32(0x0198_0000), UInt64(99_609)), (0x0400_0000, 250_000), (0x0668_0000, 400_390)])
  func periodsAreExact(_ frequency: UInt32, _ hertz: UInt64) {
    self[0x524] = frequency
    let rate = ClockRate(edges: UInt64(frequency), per: 96 << 32)
    #expect(rate.hertz == hertz)
    self[0x51C] = 1
    self[0x008] = 1
    bench.run(until: rate.time(ofEdge: 10) + rate.time(ofEdge: 9) - 1)
    #expect(self[0x11C] == 0)
    bench.run(for: 2)
    #expect(self[0x11C] == 1)
  }

  @Test func goesOnFromASnapshotInTheMiddleOfAByte() throws {
    self[0x51C] = 5
    self[0x008] = 1
    wait(14)
    let other = TWIMasterTests()
    try other.bench.restore(from: bench)
    other.wait(5)
    #expect(other[0x11C] == 1)
    #expect(other.part.log == ["w5"])
  }
}
