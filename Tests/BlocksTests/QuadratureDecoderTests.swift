import Machine
import Testing

@testable import Blocks

struct QuadratureDecoderTests {
  @Test func countsTheStepsOfItsInputs() {
    let bench = BlockBench()
    let base: UInt32 = 0x4003_0000
    _ = bench.install(
      QuadratureDecoder(
        QuadratureDecoder.registers("WHEEL", at: base), clock: bench.clock, interrupt: bench.interrupt,
        inputs: [
          .init(a: bench.signal(0), b: bench.signal(1)), .init(a: PadSignal(), b: PadSignal()),
          .init(a: bench.signal(2), b: bench.signal(3)),
        ], on: bench.emulation))
    let (a, b) = (bench.pads[2].driver("test"), bench.pads[3].driver("test"))
    // Z on, an interrupt after four events.
    bench.write(base, 1 << 12 | 4 << 3 | 1)
    bench.run(for: .milliseconds(1))
    for (isA, level) in [(true, true), (false, true), (true, false)] {
      (isA ? a : b).value = level
      bench.run(for: .milliseconds(1))
      #expect(!bench.interrupt.level)
    }
    b.value = false
    bench.run(for: .milliseconds(1))
    #expect(bench.interrupt.level)
    #expect([base + 2, base + 4, base + 6].map(bench.read) == [0, 0, 4])
  }

  @Test func aStateWithOtherChannelsIsRefused() throws {
    let bench = BlockBench()
    let none = QuadratureDecoder.Inputs(a: PadSignal(), b: PadSignal())
    let decoder = QuadratureDecoder(
      QuadratureDecoder.registers("WHEEL", at: 0x4003_0000), clock: bench.clock, interrupt: bench.interrupt,
      inputs: [none, none, none], on: bench.emulation)
    var state = decoder.saveState()
    try decoder.check(state)
    state.channels.removeLast()
    #expect(throws: SnapshotError.wrongCount("channels of WHEEL")) { try decoder.check(state) }
  }
}
