import Images

/// The threads that a client is shown: those of the kernel in the image, where it wants them, else the core.
final class ThreadTable {
  /// The only thread where there is none of a kernel's, as all stubs number it.
  static let core: UInt32 = 1
  let memory: KernelMemory
  /// Whether the processor may be running a thread. All kernels run theirs on the process stack: on the main stack are what is
  /// before the first one, and exceptions.
  private let runsThreads: () -> Bool
  private var symbols: KernelSymbols
  /// Whose threads are wanted.
  private(set) var choice = ThreadChoice.off
  /// The kernel that was found.
  private(set) var kernel: (any Kernel)?

  init(_ symbols: SymbolTable, memory: KernelMemory, runsThreads: @escaping () -> Bool) {
    self.symbols = KernelSymbols(image: symbols)
    self.memory = memory
    self.runsThreads = runsThreads
  }

  /// Shows those from now on.
  func choose(_ choice: ThreadChoice) {
    self.choice = choice
    kernel = candidates.lazy.compactMap { $0.init(self.symbols) }.first
  }

  private var candidates: [any Kernel.Type] {
    switch choice {
    case .off: []
    case .auto: [FreeRTOSKernel.self, ZephyrKernel.self, RIOTKernel.self]
    case .freertos: [FreeRTOSKernel.self]
    case .zephyr: [ZephyrKernel.self]
    case .riot: [RIOTKernel.self]
    }
  }

  /// Names that a client may be asked for: none where the image has a kernel's.
  var wantedSymbols: [String] {
    guard let kernel else { return candidates.flatMap { $0.symbols } }
    return symbols.told.isEmpty ? [] : type(of: kernel).symbols
  }

  /// The kernels that were looked for.
  var wantedKernels: [String] { candidates.map { $0.name } }

  /// A client knows a name's address.
  func learn(_ name: String, _ address: UInt32) {
    symbols.told[name] = address
    choose(choice)
  }

  /// The thread whose registers the processor has.
  var current: UInt32 { running ?? Self.core }

  private var running: UInt32? { runsThreads() ? kernel?.current(memory) : nil }

  /// All threads by rising number. Never empty.
  var all: [KernelThread] {
    var found: [UInt32: KernelThread] = [:]
    if let kernel, runsThreads() {
      for thread in kernel.threads(memory) where found.count < KernelMemory.limit && found[thread.id] == nil {
        found[thread.id] = thread
      }
    }
    let current = current
    var thread = found[current] ?? kernel?.thread(at: current, memory) ?? KernelThread(id: current, name: "", state: "")
    if current == Self.core { thread = KernelThread(id: current, name: "core", state: "") }
    // What else is said of it stays: its priority.
    let more = thread.state.split(separator: ",").dropFirst().joined(separator: ",")
    thread.state = more.isEmpty ? "running" : "running,\(more)"
    found[current] = thread
    return found.values.sorted { $0.id < $1.id }
  }

  func contains(_ id: UInt32) -> Bool { all.contains { $0.id == id } }

  /// Where the registers of a thread are; `nil` for the one that the processor runs, and for what is no thread.
  func context(of id: UInt32) -> SavedContext? {
    guard let kernel, id != current, contains(id) else { return nil }
    return kernel.context(of: id, memory)
  }
}
