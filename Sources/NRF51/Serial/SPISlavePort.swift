import Machine

/// The slave's place on its wires, which keep it; so that the wires do not keep the block.
final class SPISlavePort: SPITarget {
  private unowned let block: SPISlave

  init(_ block: SPISlave) { self.block = block }

  var isSelected: Bool { block.hears }

  func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    var answer: UInt32 = 0
    var shift = max(bits / 8, 1) * 8 - 8
    while shift >= 0 {
      answer = answer << 8 | UInt32(block.exchange(UInt8(truncatingIfNeeded: word >> UInt32(shift))))
      shift -= 8
    }
    return answer
  }
}
