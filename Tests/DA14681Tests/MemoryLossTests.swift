import Machine
import Testing

@testable import DA14681

/// What RAM holds after it was without power, also where that was not done twice.
@Suite struct MemoryLossTests {
  private let bus = Bus()
  private let memories: MemoryMap

  init() {
    memories = MemoryMap(bus, flash: Memory("flash", size: 1 << 20, isWritable: false))
    show(true)
  }

  private func show(_ isVisible: Bool) { memories.remap(2, vectorsInRAM: true, cacheRAMVisible: isVisible) }
  private func write() { bus.write(MemoryMap.cacheBase + 8, width: 4, value: 1) }
  private var word: UInt32 { memories.cacheRAM.word(at: 8) }
  private func lose(retained: Bool = false) { memories.lose(retainedMacros: 0x1F, isCacheRetained: retained) }

  @Test func theCachesRAMIsLostEachTimeThatItMayHoldSomething() {
    for _ in 0..<3 {
      write()
      #expect(word == 1)
      lose(retained: true)
      #expect(word == 1)
      lose()
      #expect(word == 0xA5A5_A5A5)
    }
    write()
    show(false)
    lose()
    #expect(word == 0xA5A5_A5A5)
    write()
    lose()
    #expect(word == 0xA5A5_A5A5, "it does not answer")
    bus.faulted = false
    show(true)
    write()
    lose()
    #expect(word == 0xA5A5_A5A5)
    show(false)
    // As a snapshot's restoring does, before or after it stores the memory.
    memories.cacheRAM.store([1, 2, 3, 4], at: 8)
    show(false)
    lose()
    #expect(word == 0xA5A5_A5A5)
  }
}
