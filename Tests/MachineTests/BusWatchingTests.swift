import Testing

@testable import Machine

@Suite struct BusWatchingTests {
  private final class Device: BusTarget {
    var value: UInt32 = 5
    override func read(_ address: UInt32, width: Int) -> UInt32 { value }
    override func write(_ address: UInt32, width: Int, value: UInt32) { self.value = value }
  }

  private let bus = Bus()
  private let ram = Memory("RAM", size: 0x3000, isWritable: true)

  init() {
    bus.map(Mapping(ram, at: 0x2000_0000))
    bus.map(Device(), at: 0x5000_0000...0x5000_00FF)
  }

  private func isFast(_ address: UInt32) -> [Bool] {
    [bus.readPages[Int(address >> 12)] != nil, bus.writePages[Int(address >> 12)] != nil]
  }

  @Test func onlyWatchedPagesLeaveTheFastPath() {
    let writes = bus.watchAccesses(0x2000_0FFE...0x2000_1001, [.write]) { _ in }
    #expect(isFast(0x2000_0000) == [true, false] && isFast(0x2000_1000) == [true, false])
    #expect(isFast(0x2000_2000) == [true, true])
    let reads = bus.watchAccesses(0x2000_1000...0x2000_1000, [.read]) { _ in }
    #expect(isFast(0x2000_1000) == [false, false])
    writes.end()
    #expect(isFast(0x2000_0000) == [true, true] && isFast(0x2000_1000) == [false, true])
    // A new map keeps them.
    bus.setOverlays([Mapping(ram, at: 0)])
    bus.setOverlays([])
    #expect(isFast(0x2000_1000) == [false, true])
    reads.end()
    #expect(isFast(0x2000_1000) == [true, true])
  }

  @Test func whatTouchesTheRangeIsToldToThoseWhoAsked() {
    var heard: [String] = []
    let first = bus.watchAccesses(0x2000_0001...0x2000_0002, [.write]) {
      heard.append("first \($0.address & 0xFF) \($0.size) \($0.value)")
    }
    let second = bus.watchAccesses(0x2000_0000...0x2000_0007) { heard.append("second \($0.kind) \($0.address & 0xFF)") }
    bus.write(0x2000_0000, width: 4, value: 7)
    bus.write(0x2000_0000, width: 1, value: 0x1FF)
    bus.write(0x2000_0003, width: 1, value: 0)
    bus.write(0x2000_0002, width: 2, value: 9)
    _ = bus.read(0x2000_0004, width: 2)
    bus.write(0x2000_0008, width: 4, value: 1)
    #expect(
      heard == [
        "first 0 4 7", "second write 0", "second write 0", "second write 3", "first 2 2 9", "second write 2",
        "second read 4",
      ])
    #expect(ram.word(at: 0) == 0x0009_00FF && ram.word(at: 8) == 1)
    first.end()
    second.end()
    bus.write(0x2000_0000, width: 4, value: 7)
    #expect(heard.count == 7)
  }

  @Test func peripheralsAreWatchedToo() {
    var told: [MemoryAccess] = []
    bus.programCounter = { 0x123 }
    let watching = bus.watchAccesses(0x5000_0010...0x5000_0013) { told.append($0) }
    bus.write(0x5000_0010, width: 2, value: 0x1_0006)
    _ = bus.read(0x5000_0010, width: 4)
    _ = bus.read(0x5000_0014, width: 4)
    #expect(
      told == [
        MemoryAccess(kind: .write, address: 0x5000_0010, size: 2, value: 6, programCounter: 0x123),
        MemoryAccess(kind: .read, address: 0x5000_0010, size: 4, value: 0x1_0006, programCounter: 0x123),
      ])
    watching.end()
  }

  @Test func whatNobodyAnswersIsNotTold() {
    var told = 0
    let watching = bus.watchAccesses(0...0xFFFF) { _ in told += 1 }
    _ = bus.read(0x1000, width: 4)
    #expect(bus.faulted && told == 0)
    bus.faulted = false
    watching.end()
  }
}
