import Machine

/// What the blocks' DMA does: it reaches RAM and nothing else (chosen: elsewhere it reads 0 and writes nothing, which the
/// journal notes).
extension NRF51Fabric {
  /// The first address of RAM.
  static let ramBase: UInt32 = 0x2000_0000

  private func isInRAM(_ address: UInt32) -> Bool { address &- Self.ramBase < UInt32(truncatingIfNeeded: ram.size) }

  /// `count` bytes from `pointer` on, which wraps around at the end of the address space.
  public func readRAM(_ pointer: UInt32, count: Int) -> [UInt8] {
    (0..<max(count, 0)).map { readRAM(pointer &+ UInt32(truncatingIfNeeded: $0)) }
  }

  /// One byte.
  public func readRAM(_ address: UInt32) -> UInt8 {
    guard isInRAM(address) else {
      noteOutside(address, isWrite: false)
      return 0
    }
    return UInt8(truncatingIfNeeded: bus.read(address, width: 1))
  }

  /// Stores bytes from `pointer` on.
  public func writeRAM(_ pointer: UInt32, _ bytes: some Sequence<UInt8>) {
    var address = pointer
    for byte in bytes {
      if isInRAM(address) {
        bus.write(address, width: 1, value: UInt32(byte))
      } else {
        noteOutside(address, isWrite: true)
      }
      address &+= 1
    }
  }

  /// One word's worth of bytes, little-endian, for pointers in tables.
  public func readRAMWord(_ address: UInt32) -> UInt32 {
    readRAM(address, count: 4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func noteOutside(_ address: UInt32, isWrite: Bool) {
    // A note for each page, so that a stray pointer does not fill the journal.
    emulation.journal.note(address & ~0xFFF, "DMA outside RAM", isWrite: isWrite)
  }
}
