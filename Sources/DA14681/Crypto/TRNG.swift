import Machine

/// TRNG: random words in a FIFO of 32. Here they are pseudo-random from a seed, so that runs repeat.
///
/// Sources: the public register list and its descriptions (level 0 with the full bit set is a full FIFO; the generator
/// stops when full); public driver code (depth 32; the words are read at 0x40040000; reading the level takes back the
/// interrupt). Chosen: a word takes 512 cycles of HCLK; the interrupt comes when the FIFO has become full; an empty FIFO
/// reads 0; TRNG_MODE changes nothing.
public final class TRNG: SoCBlock {
  /// The state of the generator.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var level: Int
    var next: UInt64
    var filling: EdgeCounter?
    var full: Tick?
  }

  /// Where the words are read.
  public static let dataRange: ClosedRange<UInt32> = 0x4004_0000...0x4004_00FF
  static let depth = 32
  static let cyclesPerWord: UInt64 = 512

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  /// What its numbers come from; the board sets it before the start.
  public var seed: UInt64 = 1
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var full: Alarm!
  /// Words in the FIFO when `filling` began to count.
  private var level = 0
  /// The number of the next word to be read.
  private var next: UInt64 = 0
  private var filling: EdgeCounter?

  /// The generator after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.trng).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    full = fabric.emulation.alarm("TRNG.full") { [unowned self] _ in self.becameFull() }
    fabric.install(self)
    fabric.bus.map(TRNGWords(self), at: Self.dataRange)
    fabric.clocks.onChange { [unowned self] in self.settle() }
  }

  /// Accesses alone change it: words are made while it is enabled.
  public var isResetTimeless: Bool { true }

  /// Off and empty. The numbers go on.
  public func reset() {
    bank.reset()
    level = 0
    filling = nil
    full.cancel()
    interrupt.value = nil
  }

  private var present: Int {
    let made = filling?.count(at: fabric.now) ?? 0
    return min(level &+ Int(truncatingIfNeeded: made & 0xFFFF_FFFF_FFFF), Self.depth)
  }

  /// Brings the level up to now, and goes on with the clock that there is.
  private func settle() {
    level = present
    let isOn = bank.isSet(Self.control, Self.isEnabled) && level < Self.depth
    filling =
      isOn
      ? fabric.clocks.random.map { EdgeCounter(rate: $0.divided(by: Self.cyclesPerWord), origin: fabric.now) } : nil
    full.set(at: filling?.time(ofEdge: UInt64(Self.depth - level)))
  }

  private func becameFull() {
    settle()
    interrupt.value = true
  }

  /// What the next read of a word gives.
  fileprivate var word: UInt32 {
    guard present > 0 else { return 0 }
    var z = seed &+ (next &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return UInt32(truncatingIfNeeded: z ^ (z >> 31))
  }

  fileprivate func takeWord() {
    let present = present
    guard present > 0 else { return }
    if present == Self.depth {
      (level, filling) = (present - 1, nil)
      settle()
    } else {
      // The present word is not begun anew; `level` may go below 0 by what was made meanwhile.
      level -= 1
      full.set(at: filling?.time(ofEdge: UInt64(Self.depth - level)))
    }
    next &+= 1
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    guard Self.level ~= offset else { return bank[offset] }
    let present = present
    return present == Self.depth ? Self.isFull.mask : UInt32(present)
  }

  /// Reading the level takes back the interrupt.
  public func registerRead(_ offset: UInt32, width: Int) { interrupt.value = nil }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if Self.control ~= offset { settle() }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(registers: bank.named, level: level, next: next, filling: filling, full: full.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    level = min(max(state.level, -1 << 48), Self.depth)
    next = state.next
    filling = state.filling
    full.set(at: state.full)
  }
}

/// The window in which the words are read: any word of it gives the next.
private final class TRNGWords: BusTarget {
  private unowned let generator: TRNG

  init(_ generator: TRNG) { self.generator = generator }

  override func read(_ address: UInt32, width: Int) -> UInt32 {
    defer { generator.takeWord() }
    return peek(address, width: width)
  }

  override func peek(_ address: UInt32, width: Int) -> UInt32 { generator.word & (.max >> UInt32(32 - 8 * width)) }
}
