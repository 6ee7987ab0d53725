import Glibc
import Synchronization

/// The one thread that makes and runs machines, in a process whose reference counts are not atomic: two machines on two
/// threads share registers' declarations and coefficients, and would free them under each other's hands.
///
/// The thread that makes a machine while there is none is the owner until the last machine is freed.
final class ThreadOwner: Sendable {
  /// That of the process.
  static let process = ThreadOwner()
  /// Whether machines of this build share a thread; see `Package.swift`.
  static var isEnforced: Bool {
    #if SINGLE_MACHINE_THREAD
      true
    #else
      false
    #endif
  }

  /// The calling thread.
  static var current: UInt { UInt(pthread_self()) }

  private let machines = Mutex(0)
  private let owner = Atomic<UInt>(0)

  /// A machine is made on `thread`; whether it may be.
  func enter(_ thread: UInt) -> Bool {
    machines.withLock { machines in
      if machines == 0 { owner.store(thread, ordering: .relaxed) }
      guard isOwner(thread) else { return false }
      machines += 1
      return true
    }
  }

  /// A machine is freed.
  func leave() { machines.withLock { $0 -= 1 } }

  /// Whether machines may run on `thread`.
  func isOwner(_ thread: UInt) -> Bool { owner.load(ordering: .relaxed) == thread }
}
