import Testing

@testable import Machine

/// Memories anywhere in the 32-bit address space.
@Suite struct MemoryMapTests {
  @Test(arguments: [0x2000_0000, 0x1FFF_F000, 0x7FFF_F000, 0x8000_0000, 0xFFFF_F000] as [UInt32])
  func aWholePageIsFastAnywhere(base: UInt32) {
    let bus = Bus()
    let ram = Memory("RAM", size: 0x1000, isWritable: true)
    bus.map(Mapping(ram, at: base))
    let page = Int(base >> 12)
    #expect(bus.readPages[page] == ram.bytes && bus.writePages[page] == ram.bytes && bus.kinds[page] == PageKind.whole)
    bus.write(base + 0xFFC, width: 4, value: 0x1234_5678)
    #expect(bus.read(base + 0xFFE, width: 2) == 0x1234 && ram.word(at: 0xFFC) == 0x1234_5678 && !bus.faulted)
    _ = bus.read(base &+ 0x1000, width: 4)
    #expect(bus.faulted)
    bus.faulted = false
    _ = bus.read(base &- 1, width: 1)
    #expect(bus.faulted)
  }

  @Test func theTopOfTheMapDoesNotWrap() {
    let bus = Bus()
    let top = Memory("top", size: 0x2000, isWritable: true)
    // What reaches past the end is left out.
    bus.map(Mapping(top, at: 0xFFFF_FFF0))
    #expect(bus.mapping(at: .max)?.length == 16 && bus.kinds[0xF_FFFF] == PageKind.partly)
    bus.write(0xFFFF_FFFC, width: 4, value: 5)
    #expect(bus.read(0xFFFF_FFFC, width: 4) == 5 && top.word(at: 12) == 5 && !bus.faulted)
    #expect(bus.mapping(at: 0) == nil && bus.kinds[0] == PageKind.none)
    bus.write(0, width: 4, value: 6)
    #expect(bus.faulted && top.word(at: 16) == 0)
  }

  @Test func memoryAnswersBeforeAPeripheralOfItsPage() {
    final class Constant: BusTarget {
      override func read(_ address: UInt32, width: Int) -> UInt32 { 77 }
    }
    let bus = Bus()
    let constant = Constant()
    bus.map(constant, at: 0x4000_0000...0x4000_0FFF)
    bus.map(Mapping(Memory("mailbox", size: 16, isWritable: true), at: 0x4000_0010))
    #expect(bus.read(0x4000_000C, width: 4) == 77 && bus.read(0x4000_0010, width: 4) == 0)
    #expect(bus.read(0x4000_001C, width: 4) == 0 && bus.read(0x4000_0020, width: 4) == 77)
  }
}
