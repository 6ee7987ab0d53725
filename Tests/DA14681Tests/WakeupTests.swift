import Blocks
import Machine
import Testing

@testable import DA14681

struct WakeupTests {
  let bench = Bench()
  let line: LineDriver

  /// P1_2 is selected, active high, debounced for 10 ms; one event interrupts.
  init() {
    _ = bench.fabric.makeWakeup()
    line = bench.fabric.pads[Pin(1, 2)].driver("test")
    line.value = false
    bench.fabric.clocks.configure { $0.timers = 1 << 13 }
    bench.write(0x5000_0102, 1)
    bench.write(0x5000_0100, 0x80 | 10)
    bench.write(0x5000_010C, 1 << 2)
  }

  @Test func aHeldLevelCountsAfterTheDebounce() {
    bench.run(for: 1_000)
    line.value = true
    let edge = bench.now
    bench.run(until: edge + .milliseconds(10) - 1)
    #expect(!bench.isRequested(.wakeup))
    bench.run(until: edge + .milliseconds(10))
    #expect(bench.isRequested(.wakeup))
    bench.run(for: .milliseconds(100))
    bench.write(0x5000_0104, 0)
    #expect(!bench.isRequested(.wakeup))
    // Still high: no further event before it was low.
    bench.run(for: .milliseconds(100))
    #expect(!bench.isRequested(.wakeup))
    line.value = false
    line.value = true
    bench.run(for: .milliseconds(10))
    #expect(bench.isRequested(.wakeup))
  }

  @Test func bouncesDoNotCount() {
    for _ in 0..<20 {
      line.value = true
      bench.run(for: .milliseconds(9))
      line.value = false
      bench.run(for: .milliseconds(1))
    }
    #expect(bench.read(0x5000_0106) == 0)
    #expect(!bench.isRequested(.wakeup))
  }

  @Test func countsEventsUpToCompare() {
    bench.write(0x5000_0102, 3)
    for expected: UInt32 in [1, 2, 0] {
      line.value = true
      bench.run(for: .milliseconds(10))
      #expect(bench.read(0x5000_0106) == expected)
      #expect(bench.isRequested(.wakeup) == (expected == 0))
      line.value = false
    }
  }

  @Test func polarityTurnsTheEdge() {
    line.value = true
    bench.run(for: .milliseconds(10))
    bench.write(0x5000_0104, 0)
    // As drivers do to see both edges.
    bench.write(0x5000_0116, 1 << 2)
    bench.run(for: .milliseconds(50))
    #expect(!bench.isRequested(.wakeup))
    line.value = false
    bench.run(for: .milliseconds(10))
    #expect(bench.isRequested(.wakeup))
  }

  @Test func resetCounterAndSoftwareKeyHit() {
    bench.write(0x5000_0102, 5)
    bench.write(0x5000_0100, 0xC0)
    #expect(bench.read(0x5000_0106) == 1)
    bench.write(0x5000_0100, 0x80)
    bench.write(0x5000_0100, 0xC0)
    #expect(bench.read(0x5000_0106) == 2)
    bench.write(0x5000_0108, 0)
    #expect(bench.read(0x5000_0106) == 0)
  }

  @Test func standsStillWithoutItsClock() {
    bench.fabric.clocks.configure { $0.timers = 0 }
    line.value = true
    bench.run(for: .seconds(UInt64(1)))
    #expect(bench.read(0x5000_0106) == 0)
    // The level is still there when the clock comes.
    bench.fabric.clocks.configure { $0.timers = 1 << 13 }
    bench.run(for: .milliseconds(10))
    #expect(bench.isRequested(.wakeup))
  }

  @Test func frozenDebounceBeginsAgain() {
    line.value = true
    bench.run(for: .milliseconds(5))
    bench.fabric.setFreeze(.wakeup)
    bench.run(for: .milliseconds(50))
    #expect(!bench.isRequested(.wakeup))
    bench.fabric.setFreeze([])
    bench.run(for: .milliseconds(10))
    #expect(bench.isRequested(.wakeup))
  }

  /// COMPARE's reset value: the counter that stands at 0 equals it.
  @Test func compareZeroInterruptsWithoutEnd() {
    bench.write(0x5000_0100, 0)
    bench.write(0x5000_0102, 0)
    #expect(!bench.isRequested(.wakeup), "not enabled")
    bench.write(0x5000_0100, 0x80)
    #expect(bench.isRequested(.wakeup))
    bench.write(0x5000_0104, 1)
    #expect(bench.isRequested(.wakeup), "comes again at once")
    line.value = true
    #expect(bench.read(0x5000_0106) == 0)
    bench.fabric.clocks.configure { $0.timers = 0 }
    bench.write(0x5000_0104, 1)
    #expect(!bench.isRequested(.wakeup), "without its clock it compares nothing")
    bench.fabric.clocks.configure { $0.timers = 1 << 13 }
    #expect(bench.isRequested(.wakeup))
    bench.write(0x5000_0102, 1)
    bench.write(0x5000_0104, 1)
    #expect(!bench.isRequested(.wakeup))
  }

  /// As the public driver emulates a key: the bit is set and cleared at once, and counts after the debounce.
  @Test func aSoftwareKeyHitOutlastsItsBit() {
    bench.write(0x5000_0100, 0xC0 | 10)
    bench.write(0x5000_0100, 0x80 | 10)
    bench.run(for: .milliseconds(10) - 1)
    #expect(!bench.isRequested(.wakeup))
    bench.run(for: 1)
    #expect(bench.isRequested(.wakeup))
    bench.write(0x5000_0104, 1)
    line.value = true
    bench.run(for: .milliseconds(10))
    #expect(bench.isRequested(.wakeup), "the pin's own hit counts after it")
  }
}
