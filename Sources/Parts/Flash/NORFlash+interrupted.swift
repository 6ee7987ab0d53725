import Machine

/// What is left of a program or erase that the supply's failure, or a reset, has ended early.
///
/// Chosen, as no data sheet says it: an erase first programs all cells to 0, in a quarter of its time, then lifts them to
/// 1; a program clears its bits over all of its time. At any moment each bit has made its step with a probability that grows
/// evenly, so that bytes are any mixture, as on real parts. The seed and the operation's number decide which.
extension NORFlash {
  func interrupt(_ operation: Operation, rest: Tick) {
    guard operation.count > 0, operation.time > 0 else { return }
    // 0 ... 1024 of its time.
    let progress = Int((operation.time - min(rest, operation.time)) * 1_024 / operation.time)
    let range = operation.address..<(operation.address + operation.count)
    let part = range.map { place -> UInt8 in
      let random = noise.bits(state.operations << 24 | UInt64(place))
      guard operation.eraseLength > 0 else {
        return memory[place] & (operation.bytes[place - operation.address] | ~Self.bits(random, progress / 4))
      }
      return progress < 256 ? memory[place] & ~Self.bits(random, progress) : Self.bits(random, (progress - 256) / 3)
    }
    change(range) { memory.store(part, at: operation.address) }
  }

  /// Eight bits, each of them 1 with a probability of `share` in 256.
  private static func bits(_ random: UInt64, _ share: Int) -> UInt8 {
    var byte: UInt8 = 0
    for bit in 0..<8 where Int(random >> UInt64(8 * bit) & 0xFF) < share { byte |= 1 << UInt8(bit) }
    return byte
  }
}
