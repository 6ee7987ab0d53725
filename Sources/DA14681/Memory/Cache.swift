import Machine

/// CACHE, between the CPU and the flash, with its miss-rate monitor.
///
/// Sources: the public register list and driver headers. 16 KiB while SYS_CTRL.CACHERAM_MUX gives it the RAM; lines of 8,
/// 16 or 32 bytes; 1, 2 or 4 ways; CACHE_LEN = n caches the first (n + 1) x 64 KiB of the flash, 0 nothing; a flush takes
/// 0x200 HCLK cycles. The monitor counts while MRM_START is set; after MRM_TINT cycles of 16 MHz it stops and requests
/// interrupt 7, and at MRM_THRES misses it requests too, both as a pulse where MRM_IRQ_MASK is set and not for 0.
///
/// A hit takes no time. A miss waits for the whole line (chosen: no critical word first), `QSPIC.burstClocks` clocks of
/// HCLK divided by QSPI_DIV. Without the cache each word fetched and each load is a read of four bytes; a branch to the
/// word that was fetched last does not fetch again (chosen). Chosen too: the flash's two windows are one for the cache;
/// registers survive sleep, as execution from flash goes on after it, contents only with PMU_CTRL.RETAIN_CACHE; changing
/// the geometry empties it; it holds no data of its own, so a line never differs from the flash; what the DMA reads goes
/// past it. Hits are the loads that hit and half the instructions executed from the flash, as a fetch brings two
/// halfwords, without the fetches that missed.
public final class Cache: SoCBlock {
  /// HCLK cycles that a flush takes.
  static let flushCycles: UInt64 = 0x200

  /// The state of the cache.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var lines: CacheLines
    var fetched: [Int]
    var flushEnd: Tick
    var intervalEnd: Tick?
    var counted: CacheCounts
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  private let fabric: Fabric
  private let qspic: QSPIC
  private let crg: CRGTop
  private let timing: AccessTiming
  private let interrupt: LineDriver
  private var intervalEnded: Alarm!
  private var lines = CacheLines(line: 0, ways: 2)
  /// The last byte offset that the flash has cached, plus one.
  private var limit = 0
  /// The words that the CPU fetched past the cache: one, or two that hold one instruction.
  private var fetched: [Int] = []
  private var flushEnd: Tick = 0
  /// The latest answer of `burst`, until the clocks or the flash's read command change.
  private var burstCycles: (bytes: Int, cycles: Int)?
  /// What has happened since the counters were written, of which the timing's part is its count less `start`.
  private var start = CacheCounts()
  private var slowFetches: UInt64 = 0
  private var missCount: UInt32 = 0
  /// `isMonitoring`, which every miss asks for.
  private var countsMisses = false

  /// The cache after power-on, off, before the flash, on the bus.
  init(_ fabric: Fabric, flash: Memory, qspic: QSPIC, crg: CRGTop) {
    self.fabric = fabric
    self.qspic = qspic
    self.crg = crg
    timing = flash.makeTiming()
    interrupt = fabric.interrupt(.missRateMonitor).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    intervalEnded = fabric.emulation.alarm("CACHE.interval") { [unowned self] _ in self.endInterval() }
    fabric.install(self)
    // Not counted, as they are called at every miss: the chip keeps its blocks.
    let cache = Unmanaged.passUnretained(self)
    timing.fetch = { offset, continues in cache._withUnsafeGuaranteedRef { $0.fetch(offset, continues: continues) } }
    timing.load = { offset in cache._withUnsafeGuaranteedRef { $0.load(offset) } }
    fabric.clocks.onChange { [unowned self] in self.burstCycles = nil }
    qspic.onReadChange = { [unowned self] in self.burstCycles = nil }
    reset()
  }

  /// Off and empty.
  public func reset() {
    bank.reset()
    readMonitor()
    intervalEnded.cancel()
    flushEnd = 0
    clearCounters()
    configure()
  }

  /// What the boot ROM leaves behind for a cached image: all of a 1 MiB flash is cacheable (chosen).
  func handOver() {
    bank[Self.control2, Self.cacheableLength] = 15
    configure()
  }

  // MARK: Contents

  /// Takes over the geometry and who has the data RAM; the cache is empty after a change.
  func configure() {
    empty()
    limit = cachedLength
    lines = emptyLines
  }

  private var cachedLength: Int { isOn ? Int(bank[Self.control2, Self.cacheableLength] + 1) << 16 : 0 }

  private var emptyLines: CacheLines {
    CacheLines(
      line: bank[Self.lineSizeConfiguration, Self.lineSize],
      ways: bank[Self.associativityConfiguration, Self.associativity])
  }

  /// SYS_CTRL gave the data RAM to the cache or took it away, or made the flash answer past it.
  func ramAssigned() { if isOn != (limit > 0) { configure() } }

  private var isOn: Bool {
    crg.bank.isSet(CRGTop.sysCtrl, CRGTop.cacheramMux)
      && crg.bank[CRGTop.sysCtrl, CRGTop.remapAdr0] != Remap.flashUncached.rawValue
      && bank[Self.control2, Self.cacheableLength] > 0
  }

  /// Forgets everything, as when the RAM loses its contents.
  func empty() {
    lines.removeAll { timing.set($0, to: AccessTiming.Presence.absent) }
    forgetFetched()
  }

  private func forgetFetched() {
    for offset in fetched { timing.set(offset..<offset + 4, to: AccessTiming.Presence.absent) }
    fetched.removeAll(keepingCapacity: true)
  }

  private func fetch(_ offset: Int, continues: Bool) -> Int {
    let wait = flushWait
    slowFetches &+= 1
    if offset < limit { return max(wait + fill(offset), 1) }
    if !continues { forgetFetched() }
    fetched.append(offset & ~3)
    timing.set(offset & ~3..<(offset & ~3) + 4, to: AccessTiming.Presence.fetched)
    return max(wait + burst(4), 1)
  }

  private func load(_ offset: Int) -> Int {
    let wait = flushWait
    return wait + (offset < limit ? fill(offset) : burst(4))
  }

  private func fill(_ offset: Int) -> Int {
    if let replaced = lines.take(offset) { timing.set(replaced, to: AccessTiming.Presence.absent) }
    timing.set(lines.bytes(around: offset), to: AccessTiming.Presence.held)
    noteMiss()
    return burst(lines.lineSize)
  }

  /// Cycles of a read of `count` bytes from the flash.
  private func burst(_ count: Int) -> Int {
    if let burstCycles, burstCycles.bytes == count { return burstCycles.cycles }
    let cycles = qspic.burstClocks(count) << Int(crg.bank[CRGTop.clkAmba, CRGTop.qspiDiv])
    burstCycles = (count, cycles)
    return cycles
  }

  /// Cycles until a flush is over.
  private var flushWait: Int {
    guard flushEnd > fabric.now, let hclk = fabric.clocks.hclk else { return 0 }
    return Int(min(hclk.firstEdge(atOrAfter: flushEnd - fabric.now), Self.flushCycles))
  }

  private func startFlush() {
    empty()
    flushEnd = fabric.now.adding(fabric.clocks.hclk?.time(ofEdge: Self.flushCycles) ?? 0)
  }

  // MARK: The miss-rate monitor

  private var isMonitoring: Bool { bank.isSet(Self.monitor, Self.isMonitoring) }

  /// Looks at that again, where it may have changed.
  private func readMonitor() { countsMisses = isMonitoring }

  /// The hardware's counts now.
  private var present: CacheCounts {
    timing.settle?()
    return CacheCounts(
      loads: timing.heldLoads.pointee, instructions: timing.instructions.pointee, slowFetches: slowFetches)
  }

  private func clearCounters() {
    start = present
    missCount = 0
  }

  /// Adds what was counted to the registers, which is where it is while the monitor stands still.
  private func settle() {
    let counted = present.since(start)
    bank[Self.hits] = Self.hitCount.get(bank[Self.hits] &+ counted.hits)
    bank[Self.misses] = Self.missCount.get(bank[Self.misses] &+ missCount)
    clearCounters()
  }

  private func noteMiss() {
    guard countsMisses else { return }
    missCount &+= 1
    let threshold = bank[Self.threshold]
    guard threshold != 0, Self.missCount.get(bank[Self.misses] &+ missCount) == threshold else { return }
    request(Self.reachedThreshold)
  }

  private func endInterval() {
    settle()
    bank[Self.monitor, Self.isMonitoring] = 0
    readMonitor()
    request(Self.reachedInterval)
  }

  private func request(_ status: Field) {
    bank[Self.monitor, status] = 1
    guard bank.isSet(Self.monitor, Self.interrupts) else { return }
    interrupt.value = true
    interrupt.value = nil
  }

  private func monitorWritten(old: UInt32) {
    readMonitor()
    let wasMonitoring = Self.isMonitoring.get(old) != 0
    guard isMonitoring != wasMonitoring else { return }
    if isMonitoring {
      clearCounters()
      let cycles = UInt64(bank[Self.interval])
      intervalEnded.set(at: cycles == 0 ? nil : fabric.now &+ ClockTree.sixteenMegahertz.time(ofEdge: cycles))
    } else {
      settle()
      intervalEnded.cancel()
    }
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    if isMonitoring && (Self.hits ~= offset || Self.misses ~= offset) {
      let counted = present.since(start)
      return Self.hits ~= offset
        ? Self.hitCount.get(bank[Self.hits] &+ counted.hits) : Self.missCount.get(bank[Self.misses] &+ missCount)
    }
    return bank[offset]
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control1: if Self.flush.get(value) != 0 { startFlush() }
    case Self.lineSizeConfiguration, Self.associativityConfiguration: if value != old { configure() }
    case Self.control2:
      if Self.cacheableLength.get(value) != Self.cacheableLength.get(old) { configure() }
    case Self.hits: start = present
    case Self.misses: missCount = 0
    case Self.monitor: monitorWritten(old: old)
    default: break
    }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, lines: lines, fetched: fetched, flushEnd: flushEnd, intervalEnd: intervalEnded.deadline,
      counted: present.since(start).with(misses: missCount))
  }

  /// Takes over a saved state; what the CPU has at hand follows from it.
  public func restoreState(_ state: State) {
    forgetFetched()
    bank.restore(state.registers)
    readMonitor()
    limit = cachedLength
    var next = emptyLines
    if state.lines.hasGeometry(of: next) && (state.lines == lines || state.lines.isSound) { next = state.lines }
    // Only what differs is told, as most lines are the same.
    lines.replace(
      with: next, removed: { timing.set($0, to: AccessTiming.Presence.absent) },
      added: { timing.set($0, to: AccessTiming.Presence.held) })
    fetched = state.fetched.prefix(2).map { max(0, min($0, 4 * (timing.count - 1))) & ~3 }
    for offset in fetched { timing.set(offset..<offset + 4, to: AccessTiming.Presence.fetched) }
    flushEnd = state.flushEnd
    intervalEnded.set(at: state.intervalEnd)
    start = present.since(state.counted)
    missCount = state.counted.misses
  }
}
