import Machine

extension CPU {
  /// The instruction at `address` as text; `nil` where no memory holds one. Reads nothing but memory.
  public func disassembly(at address: UInt32) -> String? {
    guard let first = halfword(at: address) else { return nil }
    return Disassembler.text(first, halfword(at: address &+ 2) ?? 0, at: address & ~1)
  }

  private func halfword(at address: UInt32) -> UInt16? {
    guard let mapping = bus.mapping(at: address & ~1) else { return nil }
    return UInt16(truncatingIfNeeded: mapping.memory.word(at: Int(address & ~1 &- mapping.base) + mapping.offset))
  }
}
