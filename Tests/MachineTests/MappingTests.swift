import Testing

@testable import Machine

@Suite struct MappingTests {
  let memory = Memory("M", size: 64, isWritable: true)

  @Test func coversTheWholeMemoryUnlessTold() {
    let mapping = Mapping(memory, at: 0x1000)
    #expect(mapping.length == 64 && mapping.offset == 0)
    #expect(!mapping.contains(0xFFF) && mapping.contains(0x1000))
    #expect(mapping.contains(0x103F) && !mapping.contains(0x1040))
  }

  @Test func isHeldToTheMemory() {
    #expect(Mapping(memory, at: 0, offset: 60, length: 100).length == 4)
    #expect(Mapping(memory, at: 0, offset: 64).length == 0)
    #expect(Mapping(memory, at: 0, offset: .max, length: .max).length == 0)
    #expect(Mapping(memory, at: 0, offset: -8).offset == 0)
    #expect(Mapping(memory, at: 0, offset: .min, length: .max).length == 64)
    #expect(Mapping(memory, at: 0, length: -4).length == 0)
    #expect(!Mapping(memory, at: 0, length: 0).contains(0))
  }

  @Test func isClampedToAddresses() {
    let memory = Memory("M", size: 0x100, isWritable: true)
    #expect(Mapping(memory, at: 0xFFFF_FFF0).length == 16)
    let mapping = Mapping(memory, at: 0x3FFF_FFC0, offset: 0x20)
    let low = mapping.clamped(to: 0...0x3FFF_FFFF)
    #expect(low.base == 0x3FFF_FFC0 && low.offset == 0x20 && low.length == 0x40)
    let high = mapping.clamped(to: 0x4000_0000...0x5FFF_FFFF)
    #expect(high.base == 0x4000_0000 && high.offset == 0x60 && high.length == 0xA0)
    #expect(mapping.clamped(to: 0x6000_0000...0x9FFF_FFFF).length == 0)
    let all = mapping.clamped(to: 0...UInt32.max)
    #expect(all.base == mapping.base && all.offset == 0x20 && all.length == 0xE0)
  }

  @Test func isHeldToWholeWords() {
    let mapping = Mapping(memory, at: 0x1003, offset: 7, length: 9)
    #expect(mapping.base == 0x1000 && mapping.offset == 4 && mapping.length == 8)
  }
}
