import Blocks
import Machine
import Testing

@testable import DA14681

struct WatchdogTests {
  let bench = Bench()
  let nmi: Line
  let watchdog: Watchdog
  let resets = Counter()

  final class Counter { var count = 0 }

  init() {
    nmi = bench.emulation.line("NMI")
    watchdog = bench.fabric.makeWatchdog(nmi: nmi)
    watchdog.onReset = { [resets] in resets.count += 1 }
  }

  @Test func requestsTheNMIAtZeroAndResetsSixteenStepsLater() {
    bench.write(0x5000_3100, 100)
    let start = bench.now
    bench.run(until: start + 100 * 15_728_640 - 1)
    #expect(!nmi.level)
    #expect(bench.read(0x5000_3100) == 1)
    bench.run(until: start + 100 * 15_728_640)
    #expect(nmi.level)
    #expect(bench.read(0x5000_3100) == 0)
    bench.run(until: start + 101 * 15_728_640)
    #expect(bench.read(0x5000_3100) == 0x1FF)
    bench.run(until: start + 116 * 15_728_640 - 1)
    #expect(resets.count == 0)
    bench.run(until: start + 116 * 15_728_640)
    #expect(resets.count == 1)
  }

  @Test func feedingReleasesTheNMI() {
    bench.write(0x5000_3100, 1)
    bench.run(for: 15_728_640)
    #expect(nmi.level)
    bench.write(0x5000_3100, 0xFF)
    #expect(!nmi.level)
    bench.run(for: 254 * 15_728_640)
    #expect(bench.read(0x5000_3100) == 1)
    #expect(resets.count == 0)
  }

  @Test func resetsAtZeroWithNMIRST() {
    bench.write(0x5000_3102, 1)
    bench.write(0x5000_3102, 0)
    #expect(bench.read(0x5000_3102) == 1)
    bench.write(0x5000_3100, 2)
    bench.run(for: 2 * 15_728_640 - 1)
    #expect(resets.count == 0)
    bench.run(for: 1)
    #expect(resets.count == 1)
    #expect(!nmi.level)
  }

  @Test func writesNeedTheirKey() {
    bench.write(0x5000_3100, 0x0205)
    #expect(bench.read(0x5000_3100) == 0xFF)
    bench.write(0x5000_3100, 0x0005)
    #expect(bench.read(0x5000_3100) == 5)
  }

  @Test func freezeHoldsItUnlessNMIRST() {
    bench.write(0x5000_3100, 5)
    bench.run(for: 15_728_640)
    bench.fabric.setFreeze(.watchdog)
    bench.run(for: .seconds(UInt64(100)))
    #expect(bench.read(0x5000_3100) == 4)
    bench.fabric.setFreeze([])
    bench.run(for: 15_728_640)
    #expect(bench.read(0x5000_3100) == 3)
    bench.fabric.setFreeze(.watchdog)
    bench.write(0x5000_3102, 1)
    bench.run(for: 3 * 15_728_640)
    #expect(resets.count == 1)
  }

  @Test func isOffWhileTheSystemClockIs() {
    bench.fabric.clocks.configure { $0.isSystemRunning = false }
    bench.run(for: .seconds(UInt64(1_000)))
    #expect(resets.count == 0)
    #expect(bench.read(0x5000_3100) == 0xFF)
  }

  @Test(arguments: [0x100, 0x180, 0x1EF, 0x1F0, 0x1FF, 0])
  func hostileValuesEndInAReset(value: UInt32) {
    bench.write(0x5000_3100, value)
    bench.run(for: 300 * 15_728_640)
    #expect(resets.count == 1)
  }
}
