/// The targets on one set of SPI wires.
public final class SPIBus {
  private var targets: [any SPITarget] = []

  /// A bus without targets.
  public init() {}

  /// Adds a target.
  public func attach(_ target: any SPITarget) { targets.append(target) }

  /// The one target with its state, for `SPITarget.hashSteadyState`; several are not told apart.
  public func hashSteadyState(into hasher: inout Hasher) -> Bool {
    targets.count == 1 && targets[0].hashSteadyState(into: &hasher)
  }

  /// That of the one target.
  public var roundCount: Int {
    get { targets.count == 1 ? targets[0].roundCount : 0 }
    set { if targets.count == 1 { targets[0].roundCount = newValue } }
  }

  /// Shifts one word through every selected target. The answer is the wired AND of those, all ones where none is
  /// selected: the input is pulled up.
  public func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    var answer: UInt32 = bits >= 32 ? .max : (1 << UInt32(max(bits, 1))) - 1
    for target in targets where target.isSelected { answer &= target.exchange(word, bits: bits) }
    return answer
  }
}
