/// What those who watch one thing each ask for, such as ranges of addresses.
public final class Interests<Interest> {
  private var all: [Int: Interest] = [:]
  private var last = 0

  /// None.
  public init() {}

  /// Those of all, in no order.
  public var values: some Collection<Interest> { all.values }

  /// Adds one; `remove` takes it back by the key that this returns.
  public func add(_ interest: Interest) -> Int {
    last += 1
    all[last] = interest
    return last
  }

  /// Takes one back.
  public func remove(_ key: Int) { all[key] = nil }
}
