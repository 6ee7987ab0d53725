import Machine
import Testing

@testable import Blocks

struct WakeupTests {
  /// Ports of three and five pads: as many registers, and the polarity behind the selections.
  @Test func hasAsManyPortsAsTheChip() {
    let bench = BlockBench()
    let base: UInt32 = 0x4002_0000
    let registers = Wakeup.registers("WAKE", at: base, pads: [3, 5])
    let places = Dictionary(uniqueKeysWithValues: registers.registers.map { ($0.name, $0) })
    #expect(places["WKUP_SELECT_P1_REG"]?.offset == 0x0C && places["WKUP_SELECT_P1_REG"]?.storedMask == 0x1F)
    #expect(places["WKUP_POL_P0_REG"]?.offset == 0x0E && places["WKUP_POL_P0_REG"]?.storedMask == 0x07)
    #expect(places["WKUP_SELECT_P2_REG"] == nil)
    _ = bench.install(
      Wakeup(
        registers, clock: bench.clock, interrupt: bench.interrupt, freeze: bench.freeze,
        ports: [Array(bench.pads[..<3]), Array(bench.pads[3...])], on: bench.emulation))
    // Pad 4 is P1_1, active low: it is low already when it is selected.
    let pad = bench.pads[4].driver("test")
    pad.value = true
    bench.write(base + 0x10, 2)
    bench.write(base + 0x0C, 2)
    bench.write(base + 0x02, 1)
    bench.write(base, 0x80)
    #expect(!bench.interrupt.level)
    pad.value = false
    #expect(bench.interrupt.level)
    bench.write(base + 0x04, 1)
    #expect(!bench.interrupt.level)
  }
}
