import Glibc
import Synchronization

/// What the emulation's side and the reader thread of a cable share.
final class CableCore: Sendable {
  let terminal: PseudoTerminal
  let watch: SlaveWatch
  let wakeup: Wakeup
  let isLossless: Bool
  let state = Mutex(State())
  /// True when the queue may hold something: lets the emulation look without taking the lock.
  let hasEvents = Atomic<Bool>(false)
  /// Wakes the reader thread: it reads from the first end, anyone writes to the second.
  let poke: WakePipe

  /// Bytes held for the emulation before the reader stops reading, so that a fast client blocks as on a real port.
  static let queueLimit = 16_384
  /// More than the kernel holds in one direction of a pseudo-terminal; read at most this when a client has gone.
  static let portLimit = 131_072
  /// With so many bytes held nothing is read of clients that have gone either: it stays in the port, and the next ones block.
  static let departedLimit = 65_536

  struct State {
    var queue = CableQueue()
    var counters = LinkCounters()
    var isAttached = false
    var hasBeenAttached = false
    /// A lossless sender waits for room in the port.
    var wantsRoom = false
    var isClosed = false
  }

  init(terminal: PseudoTerminal, wakeup: Wakeup, lossless: Bool) throws(LinkError) {
    self.terminal = terminal
    self.wakeup = wakeup
    isLossless = lossless
    watch = try SlaveWatch(path: terminal.path)
    poke = try WakePipe(for: terminal.path)
  }

  /// Makes the reader thread look at the state again.
  func pokeReader() { poke.wake() }
}
