import Glibc

/// Waits for what a process that was just killed still holds: the kernel needs a moment to take it away.
public enum Patience {
  /// How long a supervisor's next start may have to wait for the last one's end.
  public static let restart: Duration = .seconds(1)

  /// Calls `attempt` until it gives something, at most for `limit`; nil when it never did.
  public static func wait<Result, Failure: Error>(
    for limit: Duration = restart, _ attempt: () throws(Failure) -> Result?
  ) throws(Failure) -> Result? {
    let deadline = ContinuousClock.now + limit
    while true {
      if let result = try attempt() { return result }
      if ContinuousClock.now >= deadline { return nil }
      usleep(10_000)
    }
  }
}
