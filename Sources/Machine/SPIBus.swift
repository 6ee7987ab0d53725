/// The targets on one set of SPI wires.
public final class SPIBus {
  private var targets: [any SPITarget] = []

  /// A bus without targets.
  public init() {}

  /// Adds a target.
  public func attach(_ target: any SPITarget) { targets.append(target) }

  /// Shifts one word through every selected target. The answer is the wired AND of those, all ones where none is
  /// selected: the input is pulled up.
  public func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    var answer: UInt32 = bits >= 32 ? .max : (1 << UInt32(max(bits, 1))) - 1
    for target in targets where target.isSelected { answer &= target.exchange(word, bits: bits) }
    return answer
  }
}
