import CortexM0
import Images

/// Where an image's main stack ends, as far as the names in it tell.
struct StackBounds: Equatable {
  /// Names that linker scripts give the stack's lowest address; vendors' and Zephyr's, newlib's, our own.
  private static let limits = [
    "__StackLimit", "__stack_limit", "__stack_limit__", "_stack_limit", "__stack_bottom", "__stack_bottom__",
    "_stack_bottom", "__stack_end__", "_sstack", "__stack_start__",
  ]
  /// Names for the end of what lies below the stack where it has no limit of its own.
  private static let ends = [
    "__bss_end__", "__bss_end", "_bss_end", "_ebss", "__end__", "_end", "end", "__HeapLimit", "__heap_limit",
    "__heap_end__", "_heap_end",
  ]

  /// The lowest address that belongs to it.
  var low: UInt32
  /// The name that says so.
  var name: String

  /// Of the stack in `ram` that begins at `top`, the initial stack pointer; `nil` where nothing is known.
  init?(_ symbols: SymbolTable, top: UInt32, in ram: ChipMemory) {
    func candidates(_ names: [String]) -> [(address: UInt32, name: String)] {
      names.compactMap { name in
        let address = symbols.labels[name] ?? symbols.address(of: name)
        return address.flatMap { ram.contains($0) && $0 < top ? ($0, name) : nil }
      }
    }
    guard
      let highest = candidates(Self.limits).max(by: { $0.address < $1.address })
        ?? candidates(Self.ends).max(by: { $0.address < $1.address })
    else { return nil }
    low = highest.address
    name = highest.name
  }
}
