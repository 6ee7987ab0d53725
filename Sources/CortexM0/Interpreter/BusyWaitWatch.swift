/// Notices that software may be waiting: it reads the same few peripheral registers again and again, and always finds the
/// same there.
///
/// What it suspects is looked at closely by `CPU.skipBusyWait`. A suspicion that was wrong is had half as often at that register, one
/// that was right twice as soon.
struct BusyWaitWatch: ~Copyable {
  /// Reads in a row that begin a suspicion where nothing is known, and at a register that is trusted most.
  private static let patience = 32
  private static let leastPatience = 4
  /// Cycles until the next alarm that are worth a look, which takes the host as long as some hundred of a wait's cycles.
  private static let worth = 512
  /// The least and the most doubt about a register: each halves or doubles the patience.
  private static let doubts: ClosedRange<Int8> = -3...12
  /// The doubt about a loop that stores, which is dearer to look at.
  static let storing: Int8 = 3

  /// Registers with what was found there, address first.
  private let recent: UnsafeMutablePointer<UInt64>
  private var oldest = 0
  private var streak = 0
  /// Wrong suspicions less right ones, by some bits of the address.
  private let doubt: UnsafeMutablePointer<Int8>
  private var slot = 0
  /// Somebody has to look.
  var isSuspicious = false
  /// A round is being looked at: its accesses are noted, the address shifted left by one, and 1 for a write; and its instructions.
  var isTracing = false
  var accesses: [UInt64] = []
  var instructions: [Instruction] = []

  init() {
    recent = .allocate(capacity: 4)
    recent.initialize(repeating: 0, count: 4)
    doubt = .allocate(capacity: 64)
    doubt.initialize(repeating: 0, count: 64)
  }

  deinit {
    recent.deallocate()
    doubt.deallocate()
  }

  /// A read of a register, with `left` cycles until the next alarm; whether it looks like waiting now.
  @inline(__always)
  mutating func isWaiting(_ address: UInt32, _ value: UInt32, _ left: Int) -> Bool {
    let entry = UInt64(address) << 32 | UInt64(value)
    guard recent[0] == entry || recent[1] == entry || recent[2] == entry || recent[3] == entry else {
      recent[oldest] = entry
      oldest = (oldest &+ 1) & 3
      streak = 0
      return false
    }
    streak &+= 1
    return streak >= Self.leastPatience && left >= Self.worth && isPatienceOver(address)
  }

  private mutating func isPatienceOver(_ address: UInt32) -> Bool {
    slot = Int((address &* 0x9E37_79B1) >> 26)
    return streak >= Self.patience << Int(doubt[slot])
  }

  /// Whether the suspicion is dear enough for a loop that stores.
  var toleratesStores: Bool { doubt[slot] >= Self.storing }

  /// What came of the suspicion; `stores` where the loop does.
  mutating func note(isRight: Bool, stores: Bool = false) {
    streak = 0
    let next = isRight ? stores ? Self.storing : min(doubt[slot], 0) &- 1 : doubt[slot] &+ 1
    doubt[slot] = min(max(next, Self.doubts.lowerBound), Self.doubts.upperBound)
  }
}
