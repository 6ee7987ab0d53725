import Testing

@testable import Debugger

@Suite struct ZephyrKernelTests {
  private static let symbols = WordMemory.symbols([
    ("_kernel", 0x100, 0), ("_kernel_thread_info_offsets", 0x200, 0), ("_kernel_thread_info_num_offsets", 0x240, 4),
  ])

  /// `current` at 8, `threads` at 24; in a thread the state is at 13, the priority at 14, the stack pointer at 96.
  private func layout(count: UInt32 = 10) -> WordMemory {
    let memory = WordMemory()
    memory.put(0x200, 1, 8, 24, 0, 112, 13, 12, 14, 96, 120)
    memory.put(0x240, count)
    memory.put(0x100, 0, 0, 0x1000, 0, 0, 0, 0x2000)
    for (number, block) in ([0x1000, 0x2000] as [UInt32]).enumerated() {
      memory.put(block, 0, 0, 0)
      // Options, state, priority -2.
      memory.put(block + 12, (number == 0 ? 0x80 : 0x02) << 8 | 0x00FE_0000)
      memory.put(block + 64, 4, 5, 6, 7, 8, 9, 10, 11, block + 0x200)
      memory.put(block + 112, number == 0 ? 0 : 0x1000, 0)
      memory.put(block + 120, text: number == 0 ? "main" : "idle")
      memory.put(block + 0x200, 0, 1, 2, 3, 12, 0x8001, 0x8100, 0x0100_0000)
    }
    return memory
  }

  private func table(_ memory: WordMemory) -> ThreadTable {
    let table = ThreadTable(Self.symbols, memory: memory.memory) { true }
    table.choose(.zephyr)
    return table
  }

  @Test func threadsAreFoundByTheTableOfOffsets() throws {
    let memory = layout()
    let table = table(memory)
    #expect(
      table.all == [
        KernelThread(id: 0x1000, name: "main", state: "running, priority -2"),
        KernelThread(id: 0x2000, name: "idle", state: "pending, priority -2"),
      ])
    let context = try #require(table.context(of: 0x2000))
    let values = (0...16).map { context.value(of: $0, memory.memory) }
    #expect(values == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x2220, 0x8001, 0x8100, 0x0100_0000])
  }

  /// The table of version 0 has no name.
  @Test func whatTheTableDoesNotHaveIsNotShown() {
    #expect(table(layout(count: 9)).all.map(\.name) == ["", ""])
    // Not even a way from thread to thread.
    #expect(table(layout(count: 3)).all.map(\.id) == [1])
  }

  @Test func beforeTheFirstThreadThereIsTheCore() {
    let memory = layout()
    memory.put(0x108, 0x3000)
    memory.put(0x3000, 0)
    #expect(table(memory).all.map(\.id) == [1])
  }

  @Test func brokenListsEnd() {
    let memory = layout()
    memory.put(0x1000 + 112, 0x2000)
    #expect(table(memory).all.map(\.id) == [0x1000, 0x2000])
    memory.put(0x1000 + 112, 0xFFFF_FFFC)
    #expect(table(memory).all.map(\.id) == [0x1000, 0x2000])
  }
}
