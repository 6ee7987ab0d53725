import Machine
import Testing

@testable import NRF51

/// The watchdog: when it bites, what feeds it, what it locks.
struct WDTTests {
  private static let base: UInt32 = 0x4001_0000
  private let bench = Bench()
  private let watchdog: WDT
  private let bites: Bites

  private final class Bites {
    var times: [Tick] = []
  }

  init() {
    watchdog = WDT(bench.fabric)
    let bites = Bites()
    self.bites = bites
    watchdog.onReset = { [scheduler = bench.emulation.scheduler] in bites.times.append(scheduler.now) }
  }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }
  private func feed(_ register: UInt32 = 0) { write(0x600 + 4 * register, 0x6E52_4635) }

  @Test func bitesTwoClocksAfterItsTimeout() {
    write(0x504, 32_767)
    write(0x304, 1)
    write(0x000, 1)
    #expect(read(0x400) == 1)
    bench.run(until: .seconds(UInt64(1)) - 1)
    #expect(read(0x100) == 0)
    bench.run(for: 1)
    #expect(read(0x100) == 1)
    #expect(bench.isRequested(16))
    bench.run(for: 10 * slowCycle)
    #expect(bites.times == [.seconds(UInt64(1)) + 2 * slowCycle])
  }

  @Test func aFedOneDoesNotBite() {
    write(0x504, 32_767)
    write(0x000, 1)
    for _ in 0..<5 {
      bench.run(for: .milliseconds(999))
      feed()
    }
    #expect(bites.times.isEmpty)
    bench.run(for: .seconds(UInt64(2)))
    #expect(bites.times == [.milliseconds(5 * 999 + 1_000) + 2 * slowCycle])
  }

  @Test func everyEnabledRegisterHasToBeWritten() {
    write(0x504, 32_767)
    write(0x508, 0b101)
    write(0x000, 1)
    #expect(read(0x404) == 0b101)
    bench.run(for: .milliseconds(900))
    feed(0)
    feed(1)
    write(0x608, 1)
    #expect(read(0x404) == 0b100)
    bench.run(for: .milliseconds(200))
    #expect(bites.times.count == 1)
  }

  @Test func itsSettingsAreLockedOnceItRuns() {
    write(0x504, 1_000)
    write(0x000, 1)
    write(0x504, 5)
    write(0x508, 0xFF)
    write(0x50C, 0)
    write(0xFFC, 0)
    #expect([0x504, 0x508, 0x50C, 0xFFC, 0x400].map(read) == [1_000, 1, 1, 1, 1])
  }

  @Test func sleepsWithTheCPUWhereConfigured() {
    write(0x504, 32_767)
    write(0x50C, 0)
    write(0x000, 1)
    bench.run(for: .milliseconds(400))
    bench.fabric.setSleep(true, isWatchdogFrozen: false)
    bench.run(for: .seconds(UInt64(5)))
    bench.fabric.setSleep(false, isWatchdogFrozen: false)
    bench.run(for: .milliseconds(599))
    #expect(read(0x100) == 0)
    bench.run(for: .milliseconds(1))
    #expect(read(0x100) == 1)
  }
}
