import Testing

@testable import Machine

struct AccessTimingTests {
  @Test func wordsOfARangeChangeAndAreTold() {
    let memory = Memory("flash", size: 64, isWritable: false)
    let timing = memory.makeTiming()
    #expect(memory.makeTiming() === timing)
    var told: [Range<Int>] = []
    timing.changed = { told.append($0) }
    timing.set(8..<16, to: AccessTiming.Presence.held)
    timing.set(60..<100, to: AccessTiming.Presence.fetched)
    timing.set(64..<100, to: AccessTiming.Presence.held)
    let words = (0..<timing.count).map { timing.words[$0] }
    #expect(words == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
    #expect(told == [8..<16, 60..<64])
  }

  @Test func theBusLeavesItsReadsToWhoKnowsTheTime() {
    let bus = Bus()
    let memory = Memory("flash", size: 0x2000, isWritable: false, fill: 0x5A)
    _ = memory.makeTiming()
    bus.map(Mapping(memory, at: 0x8000))
    #expect(bus.timedMemory === memory)
    #expect(bus.readPages[8] == nil)
    #expect(bus.timedPages[8] == memory.bytes)
    #expect(bus.timedPages[9] == memory.bytes + 0x1000)
    #expect(bus.timedOffset(0x9004) == 0x1004)
    #expect(bus.timedOffset(0xA000) == nil)
    #expect(bus.read(0x9000, width: 4) == 0x5A5A_5A5A)
    // A part of a page has no fast path, and still a time.
    let ram = Memory("RAM", size: 0x1000, isWritable: true)
    bus.setOverlays([Mapping(ram, at: 0x8000, length: 0x100)])
    #expect(bus.timedPages[8] == nil)
    #expect(bus.timedOffset(0x80FF) == nil)
    #expect(bus.timedOffset(0x8100) == 0x100)
  }
}
