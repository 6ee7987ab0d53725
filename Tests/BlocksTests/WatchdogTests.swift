import Machine
import Testing

@testable import Blocks

struct WatchdogTests {
  @Test func countsWhileItsClockRunsAndNothingFreezesIt() {
    let bench = BlockBench()
    let base: UInt32 = 0x4001_0000
    let watchdog = bench.install(
      Watchdog(
        Watchdog.registers("DOG", at: base), clock: bench.clock, nmi: bench.interrupt, freeze: bench.freeze,
        on: bench.emulation))
    bench.write(base, 10)
    bench.run(for: 4 * Watchdog.step)
    #expect(bench.read(base) == 6)
    bench.freeze.set(true)
    bench.run(for: 100 * Watchdog.step)
    #expect(bench.read(base) == 6 && !watchdog.isRunning)
    bench.freeze.set(false)
    bench.run(for: 2 * Watchdog.step)
    #expect(bench.read(base) == 4)
    bench.clock.set(nil)
    bench.clock.tellChange()
    bench.run(for: 100 * Watchdog.step)
    #expect(bench.read(base) == 4 && !bench.interrupt.level)
    bench.clock.set(ClockRate(hertz: 32_768))
    bench.clock.tellChange()
    bench.run(for: 4 * Watchdog.step)
    #expect(bench.interrupt.level)
  }
}
