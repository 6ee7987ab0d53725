import Machine

/// The charge that all loads have drawn so far, to be read before and after something.
package final class ChargeMeter {
  private var current: Int64 = 0
  private var since: Tick = 0
  private var sum: Int128 = 0

  /// Nothing drawn yet.
  package init() {}

  /// The loads draw `next` pA from `now` on.
  package func set(_ next: Int64, at now: Tick) {
    advance(to: now)
    current = next
  }

  /// Books up to `now`.
  package func advance(to now: Tick) {
    if now > since { sum &+= ChargeBand.product(current, now - since) }
    since = max(now, since)
  }

  /// The charge drawn until `now`, in pA·ticks.
  package func total(at now: Tick) -> Int128 {
    advance(to: now)
    return sum
  }
}
