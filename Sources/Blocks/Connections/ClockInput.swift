import Machine

/// The clock that a chip gives a block, behind the chip's gates and dividers.
public final class ClockInput {
  /// Its rate; `nil` while it is gated or stopped.
  public private(set) var rate: ClockRate?
  private var observers: [() -> Void] = []
  private var isTold = true

  /// A clock that stands still.
  public init() {}

  /// Calls `action` after every change. A block that counts edges anchors its `EdgeCounter`s anew there, after bringing its
  /// state up to date with the clock it had before.
  public func onChange(_ action: @escaping () -> Void) { observers.append(action) }

  /// For the chip: sets the rate. Nobody is told before `tellChange`, so that all clocks of a chip change at once.
  public func set(_ next: ClockRate?) {
    guard next != rate else { return }
    rate = next
    isTold = false
  }

  /// For the chip: tells the block where the rate has changed.
  public func tellChange() {
    guard !isTold else { return }
    isTold = true
    for observer in observers { observer() }
  }

  /// For the chip, when it takes over a saved state: nobody is told, as the blocks take over theirs.
  public func skipChange() { isTold = true }
}
