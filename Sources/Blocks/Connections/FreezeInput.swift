/// What holds a block still on a chip's command, such as a debugger's freeze bit.
public final class FreezeInput {
  /// Whether it does.
  public private(set) var isOn = false
  private var observers: [() -> Void] = []

  /// One that does not.
  public init() {}

  /// Calls `action` after every change.
  public func onChange(_ action: @escaping () -> Void) { observers.append(action) }

  /// For the chip.
  public func set(_ next: Bool) {
    guard next != isOn else { return }
    isOn = next
    for observer in observers { observer() }
  }

  /// For the chip, when it takes over a saved state: the block takes over its own.
  public func restore(_ saved: Bool) { isOn = saved }
}
