/// Names of an image's functions and variables.
public struct SymbolTable: Sendable {
  /// A named piece of memory.
  public struct Symbol: Equatable, Sendable {
    /// Its name as the linker has it.
    public var name: String
    /// Its address; a function's without the Thumb bit.
    public var address: UInt32
    /// Its size in bytes; 0 when it is not known.
    public var size: UInt32
    /// A function, otherwise a variable.
    public var isFunction: Bool

    /// A symbol from its parts.
    public init(name: String, address: UInt32, size: UInt32, isFunction: Bool) {
      self.name = name
      self.address = address
      self.size = size
      self.isFunction = isFunction
    }
  }

  /// An address said with a name.
  public struct Place: Equatable, Sendable, CustomStringConvertible {
    /// The function or variable that it lies in.
    public var name: String
    /// Bytes behind its start.
    public var offset: UInt32

    /// So many bytes behind a name.
    public init(name: String, offset: UInt32) {
      self.name = name
      self.offset = offset
    }

    /// `main` or `main+0x12`.
    public var description: String { offset == 0 ? name : name + "+0x" + String(offset, radix: 16) }
  }

  /// Names that start-up codes give a vector table.
  static let vectorTableNames = [
    "vectors", "_vectors", "__vectors", "__Vectors", "vector_table", "_vector_table", "__vector_table",
    "__VECTOR_TABLE",
    "__isr_vector", "_isr_vector", "isr_vector", "g_pfnVectors", "_vector_start", "__cs3_interrupt_vector",
    "exception_vectors", "__INTVEC__", "__vector_start",
  ]

  /// Functions by rising address, one for each address.
  public let functions: [Symbol]
  /// Variables by rising address, one for each address.
  public let variables: [Symbol]

  /// Addresses that a linker script names, such as `_bss_end`.
  public let labels: [String: UInt32]

  /// The memories that symbols of unknown size end with.
  public let regions: [MemoryRegion]
  private let addresses: [String: UInt32]

  /// A table of `symbols`, the better ones first: of several at one address the first one names it.
  public init(_ symbols: [Symbol] = [], labels: [String: UInt32] = [:], regions: [MemoryRegion] = []) {
    self.labels = labels
    self.regions = regions
    functions = SymbolTable.sorted(symbols.filter(\.isFunction))
    variables = SymbolTable.sorted(symbols.filter { !$0.isFunction })
    addresses = Dictionary(symbols.map { ($0.name, $0.address) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether there are no names.
  public var isEmpty: Bool { addresses.isEmpty }

  /// The function that `address` lies in (with or without Thumb bit), or the variable; nil when it lies in none. A
  /// symbol of unknown size reaches to the next one, or to the end of its memory.
  public func name(at address: UInt32) -> Place? {
    find(address & ~1, in: functions) ?? find(address, in: variables)
  }

  /// The address of the function (without Thumb bit) or variable of that name.
  public func address(of name: String) -> UInt32? { addresses[name] }

  private static func sorted(_ symbols: [Symbol]) -> [Symbol] {
    var result: [Symbol] = []
    // Equal addresses keep their order, so that the first one wins.
    for (_, symbol) in symbols.enumerated().sorted(by: {
      ($0.element.address, $0.offset) < ($1.element.address, $1.offset)
    })
    where result.last?.address != symbol.address {
      result.append(symbol)
    }
    return result
  }

  private func find(_ address: UInt32, in symbols: [Symbol]) -> Place? {
    var low = 0
    var high = symbols.count
    while low < high {
      let middle = (low + high) / 2
      if symbols[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let symbol = symbols[low - 1]
    let offset = address - symbol.address
    let isInside =
      symbol.size == 0
      ? regions.first { $0.contains(symbol.address) }?.contains(address) ?? false : offset < symbol.size
    guard isInside else { return nil }
    return Place(name: symbol.name, offset: offset)
  }
}
