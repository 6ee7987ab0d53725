import Blocks
import Machine
import SeededRandom
import Testing

@testable import DA14681

/// Answers each word with the number of words before it, and keeps what it was sent.
private final class Counter: SPITarget {
  var isSelected = true
  var words: [UInt32] = []
  var widths: [Int] = []
  var answer: UInt32 = 0xA5A5_A5A0

  func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    words.append(word)
    widths.append(bits)
    answer &+= 1
    return answer
  }
}

@Suite struct SPITests {
  let bench = Bench()
  let spi: SPI
  private let target = Counter()

  init() {
    spi = bench.fabric.makeSPI()
    spi.wires.attach(target)
    bench.route(Pin(3, 0), .spiCLK)
    bench.route(Pin(3, 1), .spiDI)
    bench.route(Pin(3, 2), .spiDO)
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_1200 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_1200 + offset, value) }
  var isBusy: Bool { read(0x08) & 8 != 0 }
  var hasInterruptBit: Bool { read(0x00) & 0x2000 != 0 }

  @Test(arguments: zip([0, 1, 2, 3] as [UInt32], [8, 4, 2, 14] as [Tick]))
  func wordsTakeTheirCycles(code: UInt32, divider: Tick) {
    write(0x00, 0x01 | code << 3)
    write(0x02, 0x5A)
    #expect(isBusy)
    bench.run(until: 8 * divider * cycle - 1)
    #expect(!hasInterruptBit && isBusy)
    bench.run(until: 8 * divider * cycle)
    #expect(hasInterruptBit && !isBusy)
    #expect(read(0x02) == 0xA1)
    #expect(hasInterruptBit)
    write(0x06, 1)
    #expect(!hasInterruptBit)
    #expect(target.words == [0x5A])
  }

  @Test func wordSizes() {
    write(0x00, 0x01 | 1 << 7)
    write(0x02, 0x1234)
    bench.run(for: 16 * 8 * cycle)
    #expect(read(0x02) == 0xA5A1)
    write(0x00, 0x01 | 2 << 7)
    write(0x04, 0x89AB)
    write(0x02, 0xCDEF)
    bench.run(for: 32 * 8 * cycle)
    #expect(read(0x04) == 0xA5A5)
    #expect(read(0x02) == 0xA5A2)
    write(0x00, 0x01 | 3 << 7)
    write(0x08, 0x13)
    write(0x02, 0x42)
    bench.run(for: 9 * 8 * cycle)
    #expect(read(0x02) == 0x1A3)
    #expect(target.words == [0x1234, 0x89AB_CDEF, 0x142])
    #expect(target.widths == [16, 32, 9])
  }

  @Test func fifosStreamWithoutGapsAndTheFifthWordWaits() {
    write(0x00, 0x01 | 2 << 3)
    write(0x08, 0x00)
    for word in 0..<5 as Range<UInt32> { write(0x02, word) }
    #expect(read(0x00) & 0x0800 != 0)  // one in the shifter, four in the FIFO
    bench.run(until: 4 * 16 * cycle)
    #expect(target.words == [0, 1, 2, 3])
    #expect(!isBusy)  // stalled by the full receive FIFO
    bench.run(until: 10 * 16 * cycle)
    #expect(target.words.count == 4)
    #expect((0..<4).map { _ in read(0x02) } == [0xA1, 0xA2, 0xA3, 0xA4])
    #expect(isBusy && !hasInterruptBit)
    bench.run(until: 11 * 16 * cycle)
    #expect(target.words.count == 5)
    #expect(hasInterruptBit)
    #expect(read(0x02) == 0xA5)
    #expect(!hasInterruptBit)
  }

  @Test func writeOnlyModeNeedsNoReading() {
    write(0x00, 0x4001 | 2 << 3)
    write(0x08, 0x02)
    for word in 0..<5 as Range<UInt32> { write(0x02, word) }
    bench.run(until: 16 * cycle - 1)
    #expect(!bench.isRequested(.spi))
    bench.run(until: 5 * 16 * cycle)
    #expect(target.words == [0, 1, 2, 3, 4])
    #expect(bench.isRequested(.spi))
    write(0x06, 1)
    #expect(!bench.isRequested(.spi))
  }

  @Test func padsAndGatesMatter() {
    bench.route(Pin(3, 1), .gpio)
    write(0x00, 0x01)
    write(0x02, 0x77)
    bench.run(for: .microseconds(10))
    #expect(read(0x02) == 0xFF)
    #expect(target.words == [0x77])
    bench.route(Pin(3, 0), .gpio)
    write(0x02, 0x78)
    bench.run(for: .microseconds(10))
    #expect(target.words == [0x77])
    bench.fabric.clocks.configure { $0.peripherals = 0 }
    write(0x02, 0x79)
    bench.run(for: .seconds(UInt64(1)))
    #expect(isBusy)
  }

  @Test func enableFollowsTheTransfer() {
    bench.route(Pin(3, 3), .spiEN)
    write(0x00, 0x8001)
    #expect(bench.fabric.pads[Pin(3, 3)].level)
    write(0x02, 1)
    #expect(!bench.fabric.pads[Pin(3, 3)].level)
    bench.run(for: 64 * cycle)
    #expect(bench.fabric.pads[Pin(3, 3)].level)
  }

  @Test func snapshotInMidWord() throws {
    write(0x00, 0x01)
    write(0x02, 0x33)
    bench.run(for: 10 * cycle)
    let other = SPITests()
    for (pin, function) in [(Pin(3, 0), PinFunction.spiCLK), (Pin(3, 1), .spiDI)] { other.bench.route(pin, function) }
    try other.bench.restore(from: bench)
    other.bench.run(until: 64 * cycle)
    #expect(other.target.words == [0x33])
    #expect(other.read(0x02) == 0xA1)
  }

  @Test func noRegisterValueCrashes() {
    var random = SplitMix(seed: 3)
    for _ in 0..<20_000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0xE
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 18)) }
    }
  }
}
