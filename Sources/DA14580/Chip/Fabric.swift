import Blocks
import Machine

/// What the blocks of one SoC share: bus, clocks, pads, interrupt lines, freeze bits, and the list of blocks to reset.
///
/// A block takes it in its initialiser; tests of one block make a `Fabric` of their own, without a CPU.
final class Fabric {
  private struct Member {
    let domain: PowerDomain
    let block: InstalledBlock
  }

  /// External interrupt lines of the CPU.
  static let interruptCount = Interrupt.allCases.count

  /// Time, journal, lines. The machine keeps the blocks, which keep the fabric.
  unowned let emulation: Emulation
  private let scheduler: Scheduler
  /// Where the blocks' registers are.
  let bus: Bus
  /// The clocks.
  let clocks = ClockTree()
  /// The pads.
  let pads: Pads
  /// Switched domains that are off by PMU_CTRL.
  var unpowered: [PowerDomain] = [] {
    didSet { for member in members { supply(member) } }
  }
  /// GPREG's freeze bits.
  private(set) var freeze: Freeze = []
  private let interruptLines: [Line]
  private var members: [Member] = []
  private var freezeObservers: [() -> Void] = []
  private var freezeInputs: [(bit: Freeze, input: FreezeInput)] = []

  /// `interruptLines` are the CPU's; without a CPU the fabric makes lines of its own.
  init(_ emulation: Emulation, bus: Bus, interruptLines: [Line]? = nil) {
    self.emulation = emulation
    scheduler = emulation.scheduler
    self.bus = bus
    self.interruptLines = interruptLines ?? (0..<Self.interruptCount).map { emulation.line("IRQ\($0)") }
    require(self.interruptLines.count == Self.interruptCount, "the CPU has 21 interrupt lines")
    pads = Pads(emulation)
    emulation.register("clocks", clocks)
    emulation.register("pads", pads)
  }

  /// The present.
  var now: Tick { scheduler.now }

  /// The CPU's line; a block requests through a driver of its own, `true` = requesting, `nil` or `false` = not.
  func interrupt(_ number: Interrupt) -> Line { interruptLines[number.rawValue] }

  /// A line of its own for one of several blocks that request the same interrupt: it is requested while one of them does.
  func sharedInterrupt(_ number: Interrupt, _ name: String) -> Line {
    let line = emulation.line("IRQ.\(name)")
    let driver = interrupt(number).driver(name)
    line.observe { driver.value = $0 ? true : nil }
    return line
  }

  /// Puts a block on the bus at its registers' addresses, into snapshots under its bank's name, and on the list of what
  /// resets. Called once, at the end of the block's initialiser or right after it.
  func install(_ block: some SoCBlock) { install(block, in: block.domain) }

  /// The same for a block that knows no chip, with the domain that supplies it here.
  @discardableResult
  func install<Installed: Block>(_ block: Installed, in domain: PowerDomain) -> Installed {
    block.bank.belongs(to: block)
    bus.map(block.bank, at: block.bank.block.addresses)
    let member = Member(domain: domain, block: InstalledBlock(block))
    supply(member)
    members.append(member)
    emulation.register(block.bank.name, block)
    return block
  }

  private func supply(_ member: Member) { member.block.supply(!unpowered.contains(member.domain)) }

  /// Resets the blocks of the domains, in the order of installation, but for those of which nothing would change.
  func reset(_ domains: [PowerDomain]) {
    for member in members where domains.contains(member.domain) { member.block.reset() }
  }

  /// Calls `action` after the freeze bits have changed.
  func onFreezeChange(_ action: @escaping () -> Void) { freezeObservers.append(action) }

  /// GPREG's door.
  func setFreeze(_ next: Freeze) {
    guard next != freeze else { return }
    freeze = next
    for (bit, input) in freezeInputs { input.set(freeze.contains(bit)) }
    for observer in freezeObservers { observer() }
  }

  /// One freeze bit, for a block that knows no chip.
  func freezeInput(_ bit: Freeze) -> FreezeInput {
    let input = FreezeInput()
    freezeInputs.append((bit, input))
    return input
  }

  /// For restoring a snapshot: no observer is told.
  func restoreFreeze(_ saved: Freeze) {
    freeze = saved
    for (bit, input) in freezeInputs { input.restore(saved.contains(bit)) }
  }

  /// Every installed block's bank, for maps and checks.
  var banks: [RegisterBank] { members.map(\.block.registers) }
}
