import Images
import Machine

/// Which function an address lies in. Code without a symbol counts as a function of its own by its place in memory.
struct FunctionMap {
  /// A piece of code.
  struct Function: Equatable {
    /// As the image has it; see `FunctionName.readable`.
    package var name: String
    /// The first address.
    var start: UInt32
    /// The first address behind.
    package var end: UInt32
  }

  /// All pieces by rising address, without gaps from 0 to 0xFFFFFFFF.
  private(set) var functions: [Function] = []

  /// Where pieces begin.
  var starts: [UInt32] { functions.map(\.start) }

  /// Cuts memory into the functions of an image and what is between them.
  init(_ symbols: SymbolTable) {
    var next: UInt32 = 0
    let known = symbols.functions
    for (place, symbol) in known.enumerated() {
      let following = place + 1 < known.count ? known[place + 1].address : .max
      let memory = symbols.regions.first { $0.contains(symbol.address) }
      let region = memory.map { $0.base &+ UInt32($0.size - 1) } ?? symbol.address
      let size = symbol.size == 0 ? region - symbol.address : symbol.size
      let end = min(symbol.address.addingReportingOverflow(size).partialValue, following)
      guard end > symbol.address else { continue }
      addGaps(from: next, to: symbol.address)
      functions.append(Function(name: symbol.name, start: symbol.address, end: end))
      next = end
    }
    addGaps(from: next, to: .max)
  }

  private mutating func addGaps(from start: UInt32, to end: UInt32) {
    if start < end { functions.append(Function(name: "[no symbol]", start: start, end: end)) }
  }

  /// The number of the function that `address` lies in.
  func index(at address: UInt32) -> Int {
    var (low, high) = (0, functions.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if functions[middle].start <= address { low = middle } else { high = middle }
    }
    return low
  }
}
