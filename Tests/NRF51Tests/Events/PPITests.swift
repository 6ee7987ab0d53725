import Machine
import Testing

@testable import NRF51

/// Channels, groups, and loops.
struct PPITests {
  private let bench = Bench()
  private let first: Sample
  private let second: Sample

  init() {
    first = Sample(bench.fabric)
    second = Sample(bench.fabric, at: 0x4000_7000, name: "SECOND")
  }

  @Test func anEventTriggersATaskOfAnotherBlockInTheSameTick() {
    bench.connect(3, from: 0x4000_2100, to: 0x4000_7004)
    bench.write(0x4000_2000, 1)
    #expect(second.count == [4: 1])
    #expect(bench.read(0x4000_7104) == 1)
    bench.write(0x4001_F508, 1 << 3)
    #expect(bench.read(0x4001_F500) == 0)
    bench.run(for: cycle)
    bench.write(0x4000_2000, 1)
    #expect(second.count == [4: 1])
  }

  @Test func groupsEnableAndDisableTheirChannels() {
    bench.write(0x4001_F800, 0x8000_0005)
    bench.write(0x4001_F000, 1)
    #expect(bench.read(0x4001_F500) == 0x8000_0005)
    bench.write(0x4001_F004, 1)
    #expect(bench.read(0x4001_F504) == 0)
  }

  @Test func anEventMayDisableItsOwnChannel() {
    bench.write(0x4001_F800, 1)
    bench.connect(0, from: 0x4000_2100, to: 0x4001_F004)
    bench.connect(1, from: 0x4000_2100, to: 0x4000_7004)
    bench.write(0x4000_2000, 1)
    #expect(bench.read(0x4001_F500) == 2)
    #expect(second.count == [4: 1])
  }

  @Test func twoEventsInOneClockTriggerATaskOnce() {
    bench.connect(0, from: 0x4000_2100, to: 0x4000_7000)
    bench.connect(1, from: 0x4000_2104, to: 0x4000_7000)
    bench.write(0x4000_2200, 8)
    bench.write(0x4000_2000, 1)
    #expect(second.count == [0: 1])
    bench.run(for: cycle)
    bench.write(0x4000_2004, 1)
    #expect(second.count == [0: 2])
  }

  @Test func aLoopTurnsOnceAClock() {
    bench.connect(0, from: 0x4000_2100, to: 0x4000_7000)
    bench.connect(1, from: 0x4000_7100, to: 0x4000_2000)
    bench.write(0x4000_2000, 1)
    bench.run(for: 10 * cycle)
    #expect(second.count == [0: 11])
    bench.write(0x4001_F508, 3)
    bench.run(for: 10 * cycle)
    #expect(second.count == [0: 11] || second.count == [0: 12])
  }

  @Test func whatIsNoEventOrTaskIsIgnored() {
    for (event, task) in [(0x4000_2100, 0x0000_0000), (0x4000_2100, 0x4000_2504), (0x4000_2504, 0x4000_7000)] {
      bench.connect(0, from: UInt32(event), to: UInt32(task))
      bench.write(0x4000_2000, 1)
      bench.run(for: cycle)
    }
    #expect(second.count.isEmpty)
  }
}
