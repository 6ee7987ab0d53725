import Machine
import Testing

@testable import DA14681

@Suite struct OTPCTests {
  let bench = Bench()
  let memory = Memory("OTP", size: 0x1_0000, isWritable: false)
  let ram = Memory("RAM", size: 0x1000, isWritable: true)
  let otpc: OTPC
  static let base: UInt32 = 0x07F4_0000
  static let window: UInt32 = 0x07F8_0000
  static let ram: UInt32 = 0x07FC_0000

  init() {
    otpc = OTPC(bench.fabric, memory: memory)
    bench.bus.map(Mapping(memory, at: Self.window))
    bench.bus.map(Mapping(ram, at: Self.ram))
    // As the boot ROM leaves it: HCLK is 16 MHz.
    bench.fabric.clocks.configure { $0.hclkShift = 0 }
    write(0x28, 79 << 8)
  }

  func read(_ offset: UInt32) -> UInt32 { bench.bus.read(Self.base + offset, width: 4) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.bus.write(Self.base + offset, width: 4, value: value) }
  func stored(_ offset: UInt32) -> UInt32 { bench.bus.read(Self.window + offset, width: 4) }

  private func waitForARDY() {
    while read(0x08) & 0x40 == 0 { bench.run(until: bench.emulation.scheduler.nextDeadline) }
  }

  @Test func programsACellInPulses() {
    write(0x20, 0x8000_0001)
    write(0x24, 0x7)
    write(0x00, 2)
    write(0x04, 0x8000 | 0x12)
    #expect(read(0x08) & 1 == 0)
    // Three pulses for the low word's two bits, four for the high word's three; 80 cycles each.
    bench.run(until: 7 * 80 * cycle - 1)
    #expect(read(0x08) & 1 == 0)
    bench.run(for: 1)
    #expect(read(0x08) & 0x7 == 1)
    #expect(read(0x04) == 0x12)
    #expect([stored(0x90), stored(0x94)] == [0x8000_0001, 7])
    #expect(read(0x00) == 2)
  }

  @Test func aBitCannotBeClearedAgain() {
    write(0x00, 2)
    for value in [0xF, 0x3] as [UInt32] {
      write(0x20, value)
      write(0x04, 0x8000)
      bench.run(for: .milliseconds(1))
    }
    #expect(read(0x08) & 0x7 == 0x3)
    #expect(stored(0) == 0xF)
    // The next operation begins without the error.
    write(0x20, 0x1F)
    write(0x04, 0x8000)
    bench.run(for: .milliseconds(1))
    #expect(read(0x08) & 0x7 == 1)
    #expect(stored(0) == 0x1F)
  }

  /// As drivers read through the FIFO: poll FWORDS, take a word at FFPRT, then wait for ARDY.
  @Test func readsThroughTheFIFO() {
    for place in 0..<20 { memory.store([UInt8(place), 0, 0, 0x80], at: 0xE9C0 + 4 * place) }
    write(0x10, 0xE9C0 / 4)
    write(0x14, 19)
    write(0x00, 3)
    #expect(read(0x08) & 0x40 == 0)
    bench.run(for: 4 * 20 * cycle)
    // It stops at eight words until they are taken.
    #expect(read(0x08) >> 8 & 0xF == 8)
    #expect(read(0x08) >> 16 == 12)
    var words: [UInt32] = []
    while words.count < 20 {
      while read(0x08) >> 8 & 0xF == 0 { bench.run(for: cycle) }
      words.append(read(0x18))
    }
    #expect(words == (0..<20).map { 0x8000_0000 | $0 })
    #expect(read(0x08) == 0x51)
    #expect(read(0x00) & 7 == 0)
  }

  @Test func programsThroughTheFIFO() {
    write(0x10, 0x100)
    write(0x14, 9)
    write(0x00, 4)
    for word in 0..<10 as Range<UInt32> {
      while read(0x08) >> 8 & 0xF == 8 { bench.run(for: cycle) }
      write(0x18, 0x100 << word)
    }
    waitForARDY()
    #expect(read(0x08) == 0x51)
    #expect((0..<10).map { stored(0x400 + 4 * $0) } == (0..<10).map { 0x100 << $0 })
  }

  @Test func copiesByDMABothWays() {
    ram.store([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88], at: 0x40)
    write(0x0C, Self.ram + 0x40)
    write(0x10, 0x2001)
    write(0x14, 1)
    write(0x00, 0x14)
    waitForARDY()
    #expect([stored(0x8004), stored(0x8008)] == [0x4433_2211, 0x8877_6655])
    #expect(read(0x00) & 7 == 0)
    write(0x0C, Self.ram + 0x80)
    write(0x00, 0x13)
    waitForARDY()
    #expect(ram.word(at: 0x80) == 0x4433_2211 && ram.word(at: 0x84) == 0x8877_6655)
  }

  @Test func spareRowsAreMemoryOfTheirOwn() {
    write(0x00, 0x102)
    write(0x20, 5)
    write(0x04, 0x8000 | 0x4F)
    bench.run(for: .milliseconds(1))
    #expect(stored(0x4F * 8) == 0)
    write(0x10, 0x9E)
    write(0x14, 0)
    write(0x00, 0x103)
    bench.run(for: .milliseconds(1))
    #expect(read(0x1C) == 5)
  }

  @Test func theBlankTestFindsABit() {
    write(0x00, 5)
    #expect(read(0x08) & 0x10 == 0)
    bench.run(for: .seconds(UInt64(1)))
    #expect(read(0x08) & 0x30 == 0x10)
    memory.store([1], at: 0xFFFF)
    write(0x00, 5)
    bench.run(for: .seconds(UInt64(1)))
    #expect(read(0x08) & 0x30 == 0x30)
  }

  @Test func aDMAOntoItselfEndsWithoutHarm() {
    for target in [Self.base, Self.base + 4, Self.base + 0x18] as [UInt32] {
      memory.store([0x13, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0], at: 0)
      for mode in [0x13, 0x14] as [UInt32] {
        write(0x0C, target)
        write(0x10, 0)
        write(0x14, 0x3FFF)
        write(0x00, mode)
        bench.run(for: .seconds(UInt64(1)))
      }
    }
    write(0x00, 0)
    #expect(read(0x08) & 0x71 == 0x51)
  }

  @Test func aSnapshotGoesOnInTheMiddle() throws {
    memory.store([1, 2, 3, 4, 5, 6, 7, 8], at: 0)
    write(0x10, 0)
    write(0x14, 1)
    write(0x00, 3)
    bench.run(for: 5 * cycle)
    let other = OTPCTests()
    other.memory.store([1, 2, 3, 4, 5, 6, 7, 8], at: 0)
    try other.bench.restore(from: bench)
    other.bench.run(for: 3 * cycle)
    #expect(other.read(0x18) == 0x0403_0201 && other.read(0x18) == 0x0807_0605)
    #expect(other.read(0x08) == 0x51)
  }
}
