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

  @Test func endsBeforeALimit() {
    #expect(Mapping(memory, at: 0x1000, offset: 8).before(0x1010).length == 16)
    #expect(Mapping(memory, at: 0x1000).before(0x2000).length == 64)
    #expect(Mapping(memory, at: 0xFFFF_FFF0).length == 16)
  }

  @Test func isHeldToWholeWords() {
    let mapping = Mapping(memory, at: 0x1003, offset: 7, length: 9)
    #expect(mapping.base == 0x1000 && mapping.offset == 4 && mapping.length == 8)
  }
}
