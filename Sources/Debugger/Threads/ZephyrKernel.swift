/// Zephyr built with CONFIG_DEBUG_THREAD_INFO.
///
/// Facts: the table of offsets of subsys/debug/thread_info.c, made for debuggers; arch/arm/core/cortex_m/swap_helper.S for what
/// is saved where; the bits of `thread_state` of kernel_structs.h.
struct ZephyrKernel: Kernel {
  static let name = "Zephyr"
  static let symbols =
    ["_kernel", "_kernel_thread_info_offsets", "_kernel_openocd_offsets", "_kernel_thread_info_size_t_size"]
    + counts
  private static let counts = ["_kernel_thread_info_num_offsets", "_kernel_openocd_num_offsets"]
  /// States by their bits, the first that is set counts.
  private static let states: [(bit: UInt8, name: String)] = [
    (0x08, "dead"), (0x20, "aborting"), (0x10, "suspended"), (0x02, "pending"), (0x04, "sleeping or not started"),
    (0x80, "ready"),
  ]

  /// The table's entries: one word each.
  private enum Entry: UInt32 {
    case current = 1
    case threads = 2
    case next = 4
    case state = 5
    case priority = 7
    case stackPointer = 8
    case name = 9
  }

  private let kernel: UInt32
  private let offsets: UInt32
  private let count: UInt32?
  private let wordSize: UInt32?

  init?(_ symbols: KernelSymbols) {
    guard let kernel = symbols.address("_kernel"),
      let offsets = symbols.address("_kernel_thread_info_offsets") ?? symbols.address("_kernel_openocd_offsets")
    else { return nil }
    self.kernel = kernel
    self.offsets = offsets
    count = Self.counts.lazy.compactMap { symbols.address($0) }.first
    wordSize = symbols.address("_kernel_thread_info_size_t_size")
  }

  /// An offset of the table; `nil` where the image does not have what it is of. Tables without a length have the first nine.
  private func offset(_ entry: Entry, _ memory: KernelMemory) -> UInt32? {
    let length = count.map { memory.word($0) ?? 0 } ?? 9
    guard wordSize.map({ memory.byte($0) == 4 }) ?? true, entry.rawValue < length,
      let offset = memory.word(offsets &+ 4 &* entry.rawValue), offset < 0x1_0000
    else { return nil }
    return offset
  }

  /// The control blocks of all threads.
  private func blocks(_ memory: KernelMemory) -> [UInt32] {
    guard let first = offset(.threads, memory), let next = offset(.next, memory) else { return [] }
    var blocks: [UInt32] = []
    var block = memory.pointer(kernel &+ first)
    while let found = block, blocks.count < KernelMemory.limit, !blocks.contains(found) {
      blocks.append(found)
      block = memory.pointer(found &+ next)
    }
    return blocks
  }

  /// What begins before the first thread is a thread that is in no list.
  func current(_ memory: KernelMemory) -> UInt32? {
    guard let offset = offset(.current, memory), let block = memory.pointer(kernel &+ offset),
      blocks(memory).contains(block)
    else { return nil }
    return block
  }

  func threads(_ memory: KernelMemory) -> [KernelThread] {
    current(memory) == nil ? [] : blocks(memory).compactMap { thread(at: $0, memory) }
  }

  func thread(at block: UInt32, _ memory: KernelMemory) -> KernelThread? {
    guard let place = offset(.state, memory), let state = memory.byte(block &+ place) else { return nil }
    var text = Self.states.first(where: { state & $0.bit != 0 }).map(\.name) ?? "waiting"
    if let place = offset(.priority, memory), let priority = memory.byte(block &+ place) {
      text += ", priority \(Int8(bitPattern: priority))"
    }
    let name = offset(.name, memory).map { memory.name(block &+ $0) } ?? ""
    return KernelThread(id: block, name: name, state: text)
  }

  /// R4 to R11 are in the control block, and behind them is the process stack pointer.
  func context(of block: UInt32, _ memory: KernelMemory) -> SavedContext? {
    guard let offset = offset(.stackPointer, memory), let stack = memory.word(block &+ offset) else { return nil }
    let kept = block &+ offset &- 32
    return SavedContext(low: kept, high: kept &+ 16, frame: stack)
  }
}
