/// The targets on one set of SPI wires.
public final class SPIBus {
  /// A word that has passed, as those who watch are told at its end.
  public struct Word {
    /// What the controller shifted out.
    public let sent: UInt32
    /// What it shifted in.
    public let received: UInt32
    /// Its width.
    public let bits: Int
    /// The target that was selected, the first of several; `nil` for none.
    public let target: (any SPITarget)?
  }

  private var targets: [any SPITarget] = []
  private let watchers = Watchers<Word>()

  /// A bus without targets.
  public init() {}

  /// Adds a target.
  public func attach(_ target: any SPITarget) { targets.append(target) }

  /// Tells `action` of every word.
  public func watch(_ action: @escaping (Word) -> Void) -> Subscription { watchers.add(action) }

  /// The one target with its state, for `SPITarget.hashSteadyState`; several are not told apart, and who watches is told of every
  /// word.
  public func hashSteadyState(into hasher: inout Hasher) -> Bool {
    watchers.isEmpty && targets.count == 1 && targets[0].hashSteadyState(into: &hasher)
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
    if !watchers.isEmpty { tell(word, answer, bits) }
    return answer
  }

  @inline(never)
  private func tell(_ word: UInt32, _ answer: UInt32, _ bits: Int) {
    watchers.tell(Word(sent: word, received: answer, bits: bits, target: targets.first { $0.isSelected }))
  }
}
