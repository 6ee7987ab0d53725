/// A part of a memory at an address of the bus.
public struct Mapping {
  /// The memory that answers.
  public let memory: Memory
  /// The first address.
  public let base: UInt32
  /// The memory's byte that answers at `base`.
  public let offset: Int
  /// Length in bytes.
  public let length: Int

  /// Maps `length` bytes of `memory`, from its byte `offset` on, at `base`. Held to the memory's size, to the end of the
  /// address space and to whole words, all three rounded down, so that no access reaches past the memory's end.
  public init(_ memory: Memory, at base: UInt32, offset: Int = 0, length: Int? = nil) {
    self.memory = memory
    self.base = base & ~3
    self.offset = min(max(offset, 0), memory.size) & ~3
    let addresses = Int(UInt32.max - self.base) + 1
    self.length = max(0, min(length ?? memory.size, memory.size - self.offset, addresses)) & ~3
  }

  /// Whether the same bytes answer at the same addresses.
  public func isSame(as other: Mapping) -> Bool {
    memory === other.memory && base == other.base && offset == other.offset && length == other.length
  }

  /// The part whose addresses are in `range`, of whole words.
  public func clamped(to range: ClosedRange<UInt32>) -> Mapping {
    let first = max(base, range.lowerBound)
    let end = min(Int(base) + length, Int(range.upperBound) + 1)
    return Mapping(memory, at: first, offset: offset + Int(first - base), length: end - Int(first))
  }

  /// Whether `address` lies in the mapping.
  @inlinable
  public func contains(_ address: UInt32) -> Bool { Int(address &- base) < length }
}
