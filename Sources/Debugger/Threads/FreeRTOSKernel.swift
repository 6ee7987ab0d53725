/// FreeRTOS from version 8 on, of one core.
///
/// Facts: `List_t`, `ListItem_t` (list.h), the head of `tskTaskControlBlock` and the lists of tasks.c; portable/GCC/ARM_CM0/port.c
/// for what is saved where. All of FreeRTOS-Kernel, checked at V10.3.1.
struct FreeRTOSKernel: Kernel {
  static let name = "FreeRTOS"
  static let symbols =
    ["pxCurrentTCB", "pxReadyTasksLists", "xSchedulerRunning"] + lists.map(\.symbol)
  /// Lists beside those of ready tasks, and what the tasks in them do. What waits for good is among the suspended.
  private static let lists = [
    (symbol: "xPendingReadyList", state: "ready"), (symbol: "xDelayedTaskList1", state: "blocked"),
    (symbol: "xDelayedTaskList2", state: "blocked"), (symbol: "xSuspendedTaskList", state: "suspended"),
    (symbol: "xTasksWaitingTermination", state: "deleted"),
  ]
  /// Bytes of a `List_t`: a number, an index, and an item at its end that has three words, or five where
  /// configUSE_MINI_LIST_ITEM is 0. Lists that check themselves have more, and are not read.
  private static let listSizes: [UInt32] = [20, 28]
  /// Where a task's control block has the items by which lists hold it, its priority and its name.
  private static let stateItem: UInt32 = 4
  private static let eventItem: UInt32 = 24
  private static let priority: UInt32 = 44
  private static let taskName: UInt32 = 52

  private let currentBlock: UInt32
  private let isRunning: UInt32?
  private let ready: UInt32
  private let priorities: UInt32
  private let listSize: UInt32
  private let others: [(list: UInt32, state: String)]

  init?(_ symbols: KernelSymbols) {
    guard let current = symbols.address("pxCurrentTCB"), let ready = symbols.address("pxReadyTasksLists") else {
      return nil
    }
    let size = Self.lists.lazy.compactMap { symbols.size($0.symbol) }.first ?? Self.listSizes[0]
    guard Self.listSizes.contains(size) else { return nil }
    currentBlock = current
    isRunning = symbols.address("xSchedulerRunning")
    self.ready = ready
    listSize = size
    // Where nobody says how many there are, they end at what is no list.
    priorities = min((symbols.size("pxReadyTasksLists") ?? .max) / size, UInt32(KernelMemory.limit))
    others = Self.lists.compactMap { list in symbols.address(list.symbol).map { ($0, list.state) } }
  }

  func current(_ memory: KernelMemory) -> UInt32? { hasBegun(memory) ? memory.pointer(currentBlock) : nil }

  private func hasBegun(_ memory: KernelMemory) -> Bool { isRunning.map { memory.word($0) != 0 } ?? true }

  func threads(_ memory: KernelMemory) -> [KernelThread] {
    guard hasBegun(memory) else { return [] }
    var left = 4 * KernelMemory.limit
    var threads: [KernelThread] = []
    // First, as lists of ready tasks whose number nobody says may go on into these.
    for (list, state) in others {
      threads += (blocks(in: list, memory, &left) ?? []).compactMap { thread(at: $0, state: state, memory) }
    }
    for number in 0..<priorities {
      guard let blocks = blocks(in: ready &+ number &* listSize, memory, &left) else { break }
      threads += blocks.compactMap { thread(at: $0, state: "ready", memory) }
    }
    return threads
  }

  /// The control blocks of a list's tasks, and at most `left` of them; `nil` where it is none.
  private func blocks(in list: UInt32, _ memory: KernelMemory, _ left: inout Int) -> [UInt32]? {
    guard let count = memory.word(list), count <= KernelMemory.limit, var item = memory.pointer(list &+ 12) else {
      return nil
    }
    let end = list &+ 8
    var blocks: [UInt32] = []
    for _ in 0..<count {
      guard left > 0, item != end, let block = memory.pointer(item &+ 12),
        item == block &+ Self.stateItem || item == block &+ Self.eventItem, let next = memory.pointer(item &+ 4)
      else { break }
      left -= 1
      blocks.append(block)
      item = next
    }
    return blocks
  }

  func thread(at block: UInt32, _ memory: KernelMemory) -> KernelThread? {
    thread(at: block, state: "ready", memory)
  }

  private func thread(at block: UInt32, state: String, _ memory: KernelMemory) -> KernelThread? {
    guard let priority = memory.word(block &+ Self.priority) else { return nil }
    return KernelThread(id: block, name: memory.name(block &+ Self.taskName), state: "\(state), priority \(priority)")
  }

  /// R4 to R11 are below the frame, and the control block begins with where they are.
  func context(of block: UInt32, _ memory: KernelMemory) -> SavedContext? {
    memory.word(block).map { SavedContext(low: $0, high: $0 &+ 16, frame: $0 &+ 32) }
  }
}
