/// RIOT.
///
/// Facts: core/sched.c and the head of `thread_t` (core/include/thread.h); cpu/cortexm_common/thread_arch.c for what is saved
/// where.
struct RIOTKernel: Kernel {
  static let name = "RIOT"
  static let symbols = ["sched_threads", "sched_active_thread", "max_threads", "_tcb_name_offset"]
  /// By the number in a thread's status (core/include/sched.h).
  private static let states = [
    "stopped", "zombie", "sleeping", "blocked by a mutex", "blocked receiving", "blocked sending",
    "blocked for a reply",
    "blocked for any flag", "blocked for all flags", "blocked by a mailbox", "blocked by a condition", "running",
    "ready",
  ]
  /// KERNEL_PID_LAST + 1 as it is by default.
  private static let defaultCount: UInt32 = 33

  private let table: UInt32
  private let active: UInt32
  private let tableSize: UInt32?
  private let count: UInt32?
  private let nameOffset: UInt32?

  init?(_ symbols: KernelSymbols) {
    guard let table = symbols.address("sched_threads"), let active = symbols.address("sched_active_thread") else {
      return nil
    }
    self.table = table
    self.active = active
    tableSize = symbols.size("sched_threads").map { $0 / 4 }
    count = symbols.address("max_threads")
    // Only there in an image with DEVELHELP, which gives threads their names.
    nameOffset = symbols.address("_tcb_name_offset")
  }

  func current(_ memory: KernelMemory) -> UInt32? { memory.pointer(active) }

  func threads(_ memory: KernelMemory) -> [KernelThread] {
    let count = tableSize ?? count.flatMap(memory.byte).map(UInt32.init) ?? Self.defaultCount
    return (1..<max(min(count, UInt32(KernelMemory.limit)), 1)).compactMap { number in
      guard let block = memory.pointer(table &+ 4 &* number), memory.half(block &+ 6) == UInt16(number) else {
        return nil
      }
      return thread(at: block, memory)
    }
  }

  func thread(at block: UInt32, _ memory: KernelMemory) -> KernelThread? {
    guard let status = memory.byte(block &+ 4), let priority = memory.byte(block &+ 5),
      let number = memory.half(block &+ 6)
    else { return nil }
    let state = Self.states.indices.contains(Int(status)) ? Self.states[Int(status)] : "in state \(status)"
    var name = ""
    if let offset = nameOffset.flatMap(memory.byte), let text = memory.word(block &+ UInt32(offset)) {
      name = memory.name(text)
    }
    return KernelThread(id: block, name: name, state: "\(state), priority \(priority), PID \(number)")
  }

  /// R8 to R11, R4 to R7 and the value that ends an exception are below the frame, and the control block begins with where they
  /// are.
  func context(of block: UInt32, _ memory: KernelMemory) -> SavedContext? {
    memory.word(block).map { SavedContext(low: $0 &+ 16, high: $0, frame: $0 &+ 36) }
  }
}
