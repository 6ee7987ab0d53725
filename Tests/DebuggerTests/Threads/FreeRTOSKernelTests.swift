import Testing

@testable import Debugger

/// Lists as FreeRTOS leaves them, and as nobody should.
@Suite struct FreeRTOSKernelTests {
  static let names: [(String, UInt32, UInt32)] = [
    ("pxCurrentTCB", 0x100, 4), ("xSchedulerRunning", 0x104, 4), ("pxReadyTasksLists", 0x200, 60),
    ("xDelayedTaskList1", 0x300, 20), ("xSuspendedTaskList", 0x320, 20),
  ]
  static let symbols = KernelSymbols(image: WordMemory.symbols(names))

  private func empty(_ memory: WordMemory, _ list: UInt32) {
    memory.put(list, 0, list + 8, .max, list + 8, list + 8)
  }

  /// Two ready tasks of priority 1, a delayed one; the scheduler has begun.
  private func layout() -> WordMemory {
    let memory = WordMemory()
    for list in [0x200, 0x214, 0x228, 0x300, 0x320] as [UInt32] { empty(memory, list) }
    for (number, block) in ([0x1000, 0x2000, 0x3000] as [UInt32]).enumerated() {
      memory.put(block, block + 0x100)
      memory.put(block + 44, UInt32(number), 0)
      memory.put(block + 52, text: "task\(number)")
      memory.put(block + 0x100, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 12, 0x8001, 0x8101, 0x0100_0200)
    }
    // List, then the items: value, next, previous, owner, container.
    memory.put(0x214, 2, 0x21C, .max, 0x1004, 0x2004)
    memory.put(0x1004, 0, 0x2004, 0x21C, 0x1000, 0x214)
    memory.put(0x2004, 0, 0x21C, 0x1004, 0x2000, 0x214)
    memory.put(0x300, 1, 0x308, .max, 0x3004, 0x3004)
    memory.put(0x3004, 0, 0x308, 0x308, 0x3000, 0x300)
    memory.put(0x100, 0x2000, 1)
    return memory
  }

  private func table(_ memory: WordMemory, runsThreads: Bool = true) -> ThreadTable {
    let table = ThreadTable(Self.symbols.image, memory: memory.memory) { runsThreads }
    table.choose(.auto)
    return table
  }

  @Test func tasksAreFoundInTheirLists() {
    let table = table(layout())
    #expect(
      table.all == [
        KernelThread(id: 0x1000, name: "task0", state: "ready, priority 0"),
        KernelThread(id: 0x2000, name: "task1", state: "running, priority 1"),
        KernelThread(id: 0x3000, name: "task2", state: "blocked, priority 2"),
      ])
    #expect(table.current == 0x2000 && table.context(of: 0x2000) == nil && table.context(of: 0x4000) == nil)
  }

  /// portable/GCC/ARM_CM0: R4 to R11, then the processor's frame, whose xPSR says that the stack was aligned.
  @Test func registersAreWhereThePortSavesThem() throws {
    let memory = layout()
    let context = try #require(table(memory).context(of: 0x1000))
    let values = (0...20).map { context.value(of: $0, memory.memory) }
    #expect(
      values == [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x1144, 0x8001, 0x8100, 0x0100_0000, nil, 0x1144, 0, 2,
      ])
  }

  @Test func beforeTheSchedulerThereIsTheCore() {
    let memory = layout()
    let core = [KernelThread(id: 1, name: "core", state: "running")]
    #expect(table(memory, runsThreads: false).all == core)
    memory.put(0x104, 0)
    #expect(table(memory).all == core && table(memory).current == 1)
  }

  @Test func listsOfAnotherSizeAreNotRead() {
    var names = Self.names
    names[3].2 = 36
    #expect(FreeRTOSKernel(KernelSymbols(image: WordMemory.symbols(names))) == nil)
  }

  /// A task that a list leads to again and again, one that leads nowhere, a number of tasks that cannot be.
  @Test func brokenListsEnd() {
    var memory = layout()
    memory.put(0x214, 250)
    memory.put(0x2008, 0x1004)
    #expect(table(memory).all.map(\.id) == [0x1000, 0x2000, 0x3000])
    memory = layout()
    memory.put(0x1008, 0xFFFF_FFFC)
    #expect(table(memory).all.map(\.id) == [0x2000, 0x3000])
    memory = layout()
    memory.put(0x214, 0xFFFF_FFFF)
    #expect(table(memory).all.map(\.id) == [0x2000, 0x3000])
    // An owner that is not around the item.
    memory = layout()
    memory.put(0x3010, 0x1000)
    #expect(table(memory).all.map(\.id) == [0x1000, 0x2000])
    // Nothing runs, and what does is no memory.
    for current in [0, 2, 0xFFFF_0000] as [UInt32] {
      memory = layout()
      memory.put(0x100, current)
      #expect(table(memory).all.map(\.id) == [1, 0x1000, 0x2000, 0x3000])
    }
  }

  @Test func aContextOutsideOfMemoryHasNoValues() throws {
    let memory = layout()
    memory.put(0x1000, 0xFFFF_FFF8)
    let context = try #require(table(memory).context(of: 0x1000))
    #expect((0...16).allSatisfy { context.value(of: $0, memory.memory) == nil })
  }
}
