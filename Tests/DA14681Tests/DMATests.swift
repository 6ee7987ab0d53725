import Blocks
import Machine
import SeededRandom
import Testing

@testable import DA14681

@Suite struct DMATests {
  let bench = Bench()
  let ram = Memory("RAM", size: 0x2000, isWritable: true)
  let uart: UART
  let spi: SPI
  let dma: DMA
  let base: UInt32 = 0x07FC_0000
  /// An item: 4 cycles of the 16 MHz HCLK.
  let item = 4 * cycle

  init() {
    bench.fabric.clocks.configure {
      $0.hclkShift = 0
      $0.pclkShift = 0
    }
    bench.bus.map(Mapping(ram, at: base))
    uart = bench.fabric.makeUART2()
    spi = bench.fabric.makeSPI()
    dma = DMA(bench.fabric, clients: [0: spi, 3: uart])
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_3500 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_3500 + offset, value) }

  func set(_ channel: UInt32, from: UInt32, to: UInt32, count: UInt32, control: UInt32) {
    let at = channel << 4
    write(at | 0x0, from & 0xFFFF)
    write(at | 0x2, from >> 16)
    write(at | 0x4, to & 0xFFFF)
    write(at | 0x6, to >> 16)
    write(at | 0x8, count - 1)
    write(at | 0xA, count - 1)
    write(at | 0xC, control)
  }

  func setUART() {
    bench.write(0x5000_110C, 0x83)
    bench.write(0x5000_1100, 1)  // 16 cycles a bit
    bench.write(0x5000_110C, 0x03)
    bench.route(Pin(1, 3), .uart2TX)
    bench.route(Pin(2, 3), .uart2RX)
  }

  @Test(arguments: [(0, 1), (1, 2), (2, 4)] as [(UInt32, Int)])
  func memoryToMemory(code: UInt32, width: Int) {
    ram.store((0..<64).map { UInt8($0 + 1) }, at: 0)
    set(0, from: base, to: base + 0x100, count: 5, control: 0x69 | code << 1)
    bench.run(until: 5 * item - 1)
    #expect(read(0x0E) == 4)
    #expect(read(0x0C) & 1 == 1)
    #expect(!bench.isRequested(.dma))
    bench.run(until: 5 * item)
    #expect(read(0x0C) & 1 == 0)
    #expect(read(0x0E) == 5)
    #expect((0..<64).map { ram[0x100 + $0] } == (0..<64).map { $0 < 5 * width ? UInt8($0 + 1) : 0 })
    #expect(bench.isRequested(.dma))
    #expect(read(0x82) == 1)
    write(0x84, 1)
    #expect(!bench.isRequested(.dma))
  }

  @Test func initializingReadsOnce() {
    ram.store([0xA5, 0x5A], at: 0)
    set(2, from: base, to: base + 0x40, count: 3, control: 0x1063 | 1 << 1)
    bench.run(for: 3 * item)
    #expect((0..<8).map { ram[0x40 + $0] } == [0xA5, 0x5A, 0xA5, 0x5A, 0xA5, 0x5A, 0, 0])
  }

  @Test func higherPriorityGoesFirst() {
    set(0, from: base, to: base + 0x100, count: 100, control: 0x61)
    set(5, from: base, to: base + 0x200, count: 3, control: 0x361)
    bench.run(for: 4 * item)  // one item of channel 0 was under way
    #expect(read(0x0E) == 1)
    #expect(read(0x5C) & 1 == 0)
    bench.run(for: 10 * item)
    #expect(read(0x0E) == 11)
  }

  @Test func uartTransmitsAtItsOwnPace() {
    setUART()
    ram.store(Array("hello".utf8), at: 0)
    write(0x80, 0x0030)
    var sent: [UInt8] = []
    let sending = uart.tx.watchSent { sent.append($0) }
    defer { sending.end() }
    set(3, from: base, to: 0x5000_1100, count: 5, control: 0x59)
    bench.run(until: 2 * item)
    #expect(read(0x3E) == 2)  // one in the shifter, one in the holding register
    bench.run(until: item + 5 * 160 * cycle)
    #expect(sent == Array("hello".utf8))
    #expect(bench.isRequested(.dma))
    #expect(read(0x82) == 1 << 3)
  }

  @Test func uartReceivesInCircles() {
    setUART()
    write(0x80, 0x0030)
    set(2, from: 0x5000_1100, to: base, count: 4, control: 0xB9)
    write(0x28, 1)  // interrupt at the second item
    let format = SerialFormat(bitClock: ClockRate(edges: 1, per: 16 * cycle))
    for byte in 1...6 as ClosedRange<UInt8> {
      uart.rx.send(byte, format: format)
      bench.run(for: 160 * cycle)
      #expect(bench.isRequested(.dma) == (byte > 2))
    }
    bench.run(for: item)
    #expect((0..<5).map { ram[$0] } == [5, 6, 3, 4, 0])
    #expect(read(0x2E) == 2)
    #expect(read(0x2C) & 1 == 1)
    write(0x2C, 0)
    #expect(read(0x2E) == 0)
  }

  @Test func spiStreamsBothWays() {
    final class Echo: SPITarget {
      let isSelected = true
      var last: UInt32 = 0
      func exchange(_ word: UInt32, bits: Int) -> UInt32 {
        defer { last = word }
        return last
      }
    }
    let echo = Echo()
    spi.wires.attach(echo)
    for (pin, function) in [(Pin(3, 0), PinFunction.spiCLK), (Pin(3, 1), .spiDI), (Pin(3, 2), .spiDO)] {
      bench.route(pin, function)
    }
    bench.write(0x5000_1208, 0)
    bench.write(0x5000_1200, 0x11)  // divider 2
    ram.store((1...20).map { UInt8($0) }, at: 0)
    set(0, from: 0x5000_1202, to: base + 0x100, count: 20, control: 0x31)
    set(1, from: base, to: 0x5000_1202, count: 20, control: 0x51)
    bench.run(for: item + 20 * 16 * cycle + item)
    #expect((0..<20).map { ram[0x100 + $0] } == (0..<20).map { UInt8($0) })
    #expect(read(0x0C) & 1 == 0 && read(0x1C) & 1 == 0)
  }

  @Test func holesReadZeroAndDoNotFault() {
    ram.fill(0..<8, with: 0xEE)
    set(0, from: 0x3000_0000, to: base, count: 2, control: 0x65)
    set(1, from: base, to: 0x3000_0000, count: 2, control: 0x65)
    bench.run(for: .milliseconds(1))
    #expect(ram.word(at: 0) == 0)
    #expect(!bench.bus.faulted)
  }

  @Test func aChannelMayRewriteItsOwnRegisters() {
    ram.store([0, 0], at: 0)
    set(0, from: base, to: 0x5000_350C, count: 100, control: 0x13 ^ 0x10)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0C) == 0)
  }

  @Test func frozenAndUnclockedChannelsWait() {
    bench.fabric.setFreeze(.dma)
    set(0, from: base, to: base + 0x100, count: 2, control: 0x61)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0E) == 0)
    bench.fabric.setFreeze([])
    bench.run(for: 2 * item)
    #expect(read(0x0C) & 1 == 0)
  }

  @Test func snapshotInMidTransfer() throws {
    set(0, from: base, to: base + 0x100, count: 8, control: 0x69)
    bench.run(for: 3 * item + 5)
    let other = DMATests()
    try other.bench.restore(from: bench)
    other.bench.run(until: 8 * item - 1)
    #expect(!other.bench.isRequested(.dma))
    other.bench.run(until: 8 * item)
    #expect(other.bench.isRequested(.dma))
  }

  @Test func noRegisterValueCrashes() {
    var random = SplitMix(seed: 17)
    for _ in 0..<20_000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0xFE
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 18)) }
    }
  }
}
