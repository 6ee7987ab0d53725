import Machine
import Testing

@testable import Blocks

struct SPITests {
  let bench = BlockBench()
  let base: UInt32 = 0x4000_3000

  private final class Echo: SPITarget {
    var words: [UInt32] = []
    var isSelected: Bool { true }
    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      words.append(word)
      return 0xCA
    }
  }

  @Test func exchangesAWordInItsBitsOfItsClock() {
    let enable = bench.signal(3)
    let spi = bench.install(
      SPI(
        SPI.registers("SERIAL", at: base),
        SPI.Connections(
          clock: bench.clock, interrupt: bench.interrupt, clockLine: bench.signal(0), dataIn: bench.signal(1),
          dataOut: bench.signal(2), enable: enable), on: bench.emulation))
    let echo = Echo()
    spi.wires.attach(echo)
    // On, 8 bits, divider 2, interrupt, enable by the controller.
    bench.write(base, 0xC011)
    #expect(bench.pads[3].level)
    bench.write(base + 2, 0x35)
    #expect(!bench.pads[3].level)
    bench.run(for: 16 * BlockBench.cycle - 1)
    #expect(echo.words.isEmpty && !bench.interrupt.level)
    bench.run(for: 1)
    #expect(echo.words == [0x35] && bench.interrupt.level && bench.pads[3].level)
    #expect(bench.read(base + 2) == 0xCA)
  }

  @Test func withoutItsPadsItReadsOnes() {
    let spi = bench.install(
      SPI(
        SPI.registers("SERIAL", at: base),
        SPI.Connections(
          clock: bench.clock, interrupt: bench.interrupt, clockLine: PadSignal(), dataIn: PadSignal(),
          dataOut: PadSignal(), enable: PadSignal()), on: bench.emulation))
    let echo = Echo()
    spi.wires.attach(echo)
    bench.write(base, 0x0011)
    bench.write(base + 2, 0x35)
    bench.run(for: 16 * BlockBench.cycle)
    #expect(echo.words.isEmpty)
    #expect(bench.read(base + 2) == 0xFF)
  }
}
