/// What reads of a memory cost where that depends on earlier ones: the memory is behind a cache or a serial bus.
///
/// For each word of the memory it says whether the word is at hand. The CPU looks there at every load and asks `load` for
/// the cycles only where it is not; of instructions it looks only at those that `changed` told it of. Whoever knows what
/// is at hand (a cache) moves words in and out.
public final class AccessTiming {
  /// What is true of a word.
  public enum Presence {
    /// It has to be waited for.
    public static let absent: UInt8 = 0
    /// Instructions and data are at hand.
    public static let held: UInt8 = 1
    /// Instructions are at hand, data has to be waited for: the core fetched it by itself.
    public static let fetched: UInt8 = 2
  }

  /// The presence of each word.
  public let words: UnsafeMutablePointer<UInt8>
  /// Their number, that of the memory's words.
  public let count: Int
  /// Loads that found their word held, modulo 2^64.
  public let heldLoads: UnsafeMutablePointer<UInt64>
  /// Instructions executed, modulo 2^64. Up to date after `settle`.
  public let instructions: UnsafeMutablePointer<UInt64>
  /// Waits until the instruction at a byte offset can be executed; `true` where it continues one whose first half is at
  /// hand. Makes the word present and returns the wait in cycles, at least 1. Time is that of the fetch's beginning.
  public var fetch: (Int, Bool) -> Int = { _, _ in 1 }
  /// The wait for data at a byte offset, in cycles. Time is that of the access.
  public var load: (Int) -> Int = { _ in 1 }
  /// Tells the CPU of byte offsets whose presence changed.
  public var changed: ((Range<Int>) -> Void)?
  /// Has the CPU bring `instructions` up to date.
  public var settle: (() -> Void)?

  /// For a memory of `size` bytes, nothing of which is at hand.
  init(size: Int) {
    count = size / 4
    words = .allocate(capacity: count)
    words.initialize(repeating: Presence.absent, count: count)
    heldLoads = .allocate(capacity: 1)
    heldLoads.initialize(to: 0)
    instructions = .allocate(capacity: 1)
    instructions.initialize(to: 0)
  }

  deinit {
    words.deallocate()
    heldLoads.deallocate()
    instructions.deallocate()
  }

  /// Sets the presence of the words of a range of byte offsets, which is clamped to the memory.
  public func set(_ range: Range<Int>, to presence: UInt8) {
    let held = range.clamped(to: 0..<4 * count)
    guard !held.isEmpty else { return }
    var word = held.lowerBound / 4
    while word < (held.upperBound + 3) / 4 {
      words[word] = presence
      word += 1
    }
    changed?(held)
  }
}
