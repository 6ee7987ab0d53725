/// Notices that software may be waiting: it reads the same few peripheral registers again and again, and always finds the
/// same there.
///
/// What it suspects is looked at closely by `CPU.skipBusyWait`. A suspicion that was wrong is had half as often at that register.
struct BusyWaitWatch: ~Copyable {
  /// Reads in a row that begin a suspicion.
  private static let patience = 32
  /// How often a suspicion at one register may be wrong until it is had no more rarely.
  private static let mostFailures: UInt8 = 12
  /// As many failures stand for a loop that stores, which is dearer to look at.
  static let storing: UInt8 = 3

  /// Registers with what was found there, address first.
  private let recent: UnsafeMutablePointer<UInt64>
  private var oldest = 0
  private var streak = 0
  /// Wrong suspicions, by some bits of the address.
  private let failures: UnsafeMutablePointer<UInt8>
  private var slot = 0
  /// Somebody has to look.
  var isSuspicious = false
  /// A round is being looked at: its accesses are noted, the address shifted left by one, and 1 for a write.
  var isTracing = false
  var accesses: [UInt64] = []

  init() {
    recent = .allocate(capacity: 4)
    recent.initialize(repeating: 0, count: 4)
    failures = .allocate(capacity: 64)
    failures.initialize(repeating: 0, count: 64)
  }

  deinit {
    recent.deallocate()
    failures.deallocate()
  }

  /// A read of a register; whether it looks like waiting now.
  @inline(__always)
  mutating func isWaiting(_ address: UInt32, _ value: UInt32) -> Bool {
    let entry = UInt64(address) << 32 | UInt64(value)
    guard recent[0] == entry || recent[1] == entry || recent[2] == entry || recent[3] == entry else {
      recent[oldest] = entry
      oldest = (oldest &+ 1) & 3
      streak = 0
      return false
    }
    streak &+= 1
    return streak >= Self.patience && isPatienceOver(address)
  }

  private mutating func isPatienceOver(_ address: UInt32) -> Bool {
    slot = Int((address &* 0x9E37_79B1) >> 26)
    return streak >= Self.patience << Int(failures[slot])
  }

  /// Whether the suspicion is dear enough for a loop that stores.
  var toleratesStores: Bool { failures[slot] >= Self.storing }

  /// What came of the suspicion; `stores` where the loop does.
  mutating func note(isRight: Bool, stores: Bool = false) {
    streak = 0
    if isRight {
      failures[slot] = stores ? Self.storing : 0
    } else {
      failures[slot] = min(failures[slot] &+ 1, Self.mostFailures)
    }
  }
}
