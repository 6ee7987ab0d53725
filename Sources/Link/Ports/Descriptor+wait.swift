import Glibc

extension Descriptor {
  /// Waits until the descriptor is ready for one of `events` (or has an error, which the next call on it then tells).
  /// Returns false at the deadline; throws what `failure` makes of an error number.
  func wait(
    for events: Int32, until deadline: ContinuousClock.Instant, failure: (Int32) -> LinkError
  ) throws(LinkError) -> Bool {
    while true {
      let left = (deadline - .now).components
      // Rounded up, so that it does not spin through the last millisecond.
      let milliseconds =
        left.seconds >= 86_400 ? 86_400_000 : left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1
      var waiting = pollfd(fd: number, events: Int16(events), revents: 0)
      let count = poll(&waiting, 1, Int32(max(0, milliseconds)))
      if count > 0 { return true }
      if count < 0 && errno != EINTR { throw failure(errno) }
      if deadline <= .now { return false }
    }
  }
}
