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
    let timing = memory.makeTiming()
    bus.map(Mapping(memory, at: 0x8000))
    #expect(bus.timings.map { $0 === timing } == [true])
    #expect(bus.readPages[8] == nil)
    #expect(bus.timedPages[8].bytes == memory.bytes && bus.timedPages[8].words == timing.words)
    #expect(bus.timedPages[9].bytes == memory.bytes + 0x1000 && bus.timedPages[9].words == timing.words + 0x400)
    #expect(bus.timedPlace(0x9004)?.offset == 0x1004)
    #expect(bus.timedPlace(0xA000) == nil)
    #expect(bus.read(0x9000, width: 4) == 0x5A5A_5A5A)
    // A part of a page has no fast path, and still a time.
    let ram = Memory("RAM", size: 0x1000, isWritable: true)
    bus.setOverlays([Mapping(ram, at: 0x8000, length: 0x100)])
    #expect(bus.timedPages[8].bytes == nil)
    #expect(bus.timedPlace(0x80FF) == nil)
    #expect(bus.timedPlace(0x8100)?.offset == 0x100)
  }

  @Test func severalMemoriesHaveATimingEach() {
    let bus = Bus()
    let flash = Memory("flash", size: 0x2000, isWritable: false, fill: 1)
    let external = Memory("external", size: 0x1000, isWritable: true, fill: 2)
    let timings = [flash.makeTiming(), external.makeTiming()]
    bus.map(Mapping(flash, at: 0))
    bus.map(Mapping(external, at: 0x6000_0000))
    bus.setOverlays([Mapping(flash, at: 0x1000_0000, offset: 0x1000)])
    #expect(zip(bus.timings, timings).allSatisfy { $0 === $1 } && bus.timings.count == 2)
    #expect(bus.timedPages[0x6_0000].words == timings[1].words)
    #expect(bus.timedPages[0x1_0000].words == timings[0].words + 0x400)
    let place = bus.timedPlace(0x6000_0FFC)
    #expect(place?.memory === external && place?.timing === timings[1] && place?.offset == 0xFFC)
    #expect(bus.read(0x6000_0000, width: 1) == 2 && bus.read(0x1000_0FFF, width: 1) == 1)
    // Writes to such a memory take no time of their own.
    bus.write(0x6000_0004, width: 4, value: 9)
    #expect(external.word(at: 4) == 9 && bus.writePages[0x6_0000] == external.bytes)
  }
}
