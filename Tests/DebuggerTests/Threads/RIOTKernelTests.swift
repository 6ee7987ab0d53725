import Testing

@testable import Debugger

@Suite struct RIOTKernelTests {
  private static let symbols = WordMemory.symbols([
    ("sched_threads", 0x200, 0), ("sched_active_thread", 0x100, 4), ("max_threads", 0x104, 1),
    ("_tcb_name_offset", 0x108, 1),
  ])

  /// Threads 1 and 3 of up to four.
  private func layout() -> WordMemory {
    let memory = WordMemory()
    memory.put(0x100, 0x1000, 5, 20)
    memory.put(0x200, 0, 0x1000, 0, 0x3000, 0)
    for (number, block) in ([1: 0x1000, 3: 0x3000] as [UInt32: UInt32]).sorted(by: { $0.key < $1.key }) {
      // Status, priority 7, PID.
      memory.put(block, block + 0x100, (number == 1 ? 11 : 4) | 7 << 8 | number << 16, 0, 0, 0, block + 0x40)
      memory.put(block + 0x40, text: "thread\(number)")
      memory.put(block + 0x100, 8, 9, 10, 11, 4, 5, 6, 7, 0xFFFF_FFFD)
      memory.put(block + 0x124, 0, 1, 2, 3, 12, 0x8001, 0x8100, 0x0100_0000)
    }
    return memory
  }

  private func table(_ memory: WordMemory) -> ThreadTable {
    let table = ThreadTable(Self.symbols, memory: memory.memory) { true }
    table.choose(.auto)
    return table
  }

  @Test func threadsAreFoundInTheTable() throws {
    let memory = layout()
    let table = table(memory)
    #expect(
      table.all == [
        KernelThread(id: 0x1000, name: "thread1", state: "running, priority 7, PID 1"),
        KernelThread(id: 0x3000, name: "thread3", state: "blocked receiving, priority 7, PID 3"),
      ])
    let context = try #require(table.context(of: 0x3000))
    let values = (0...16).map { context.value(of: $0, memory.memory) }
    #expect(values == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x3144, 0x8001, 0x8100, 0x0100_0000])
  }

  /// While nothing can run, RIOT has no active thread.
  @Test func idleTheCoreIsThereBesideThem() {
    let memory = layout()
    memory.put(0x100, 0)
    #expect(table(memory).all.map(\.id) == [1, 0x1000, 0x3000] && table(memory).current == 1)
  }

  @Test func whatIsNoThreadIsNotShown() {
    let memory = layout()
    memory.put(0x200, 0x1000, 0x1000, 0xFFFF_FFFC, 0x1000, 0x3000)
    #expect(table(memory).all.map(\.id) == [0x1000])
  }
}
