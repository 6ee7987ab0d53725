/// What is known of a kernel's structures: which thread runs, which there are, and where the registers of the others are.
///
/// Memory may hold anything, as a kernel that has not begun or was overwritten leaves it: every answer is bounded.
protocol Kernel {
  /// As people write it.
  static var name: String { get }
  /// Names whose addresses it asks for; those that it can do without are among them.
  static var symbols: [String] { get }

  /// `nil` where a symbol is missing that it cannot do without.
  init?(_ symbols: KernelSymbols)

  /// The control block of the thread that runs; `nil` where none does.
  func current(_ memory: KernelMemory) -> UInt32?
  /// All threads that can be found, also those that are found twice; none before the kernel has begun.
  func threads(_ memory: KernelMemory) -> [KernelThread]
  /// A thread by its control block.
  func thread(at block: UInt32, _ memory: KernelMemory) -> KernelThread?
  /// Where the registers of a thread are that does not run.
  func context(of block: UInt32, _ memory: KernelMemory) -> SavedContext?
}
