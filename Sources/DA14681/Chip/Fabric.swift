import Blocks
import Machine

/// What the blocks of one SoC share: bus, clocks, pads, interrupt lines, freeze bits, and the list of blocks to reset.
///
/// A block takes it in its initialiser; tests of one block make a `Fabric` of their own, without a CPU.
public final class Fabric {
  private struct Member {
    let domain: PowerDomain
    let block: InstalledBlock
  }

  /// Time, journal, lines. The machine keeps the blocks, which keep the fabric.
  public unowned let emulation: Emulation
  private let scheduler: Scheduler
  /// Where the blocks' registers are.
  public let bus: Bus
  /// The clocks.
  public let clocks = ClockTree()
  /// The pads.
  public let pads: Pads
  /// The LED pads.
  let leds: LEDs
  /// The charger's supply, high while it is present; the board drives it.
  public let vbus: Line
  /// Switched domains that are off by PMU_CTRL.
  var unpowered: [PowerDomain] = [] {
    didSet { for member in members { supply(member) } }
  }
  /// GPREG's freeze bits.
  public private(set) var freeze: Freeze = []
  private let interruptLines: [Line]
  private var members: [Member] = []
  private var freezeObservers: [() -> Void] = []
  private var freezeInputs: [(bit: Freeze, input: FreezeInput)] = []

  /// `interruptLines` are the CPU's 32; without a CPU the fabric makes lines of its own.
  public init(_ emulation: Emulation, bus: Bus, interruptLines: [Line]? = nil) {
    self.emulation = emulation
    scheduler = emulation.scheduler
    self.bus = bus
    self.interruptLines = interruptLines ?? (0..<32).map { emulation.line("IRQ\($0)") }
    require(self.interruptLines.count == 32, "the CPU has 32 interrupt lines")
    pads = Pads(emulation)
    vbus = emulation.line("VBUS")
    emulation.register("clocks", clocks)
    emulation.register("pads", pads)
    leds = LEDs(emulation)
  }

  /// The present.
  public var now: Tick { scheduler.now }

  /// The CPU's line; a block requests through a driver of its own (`interrupt(.uart2).driver("UART2")`), `true` = requesting,
  /// `nil` or `false` = not.
  public func interrupt(_ number: Interrupt) -> Line { interruptLines[number.rawValue] }

  /// Puts a block on the bus at its registers' addresses, into snapshots under its bank's name, and on the list of what
  /// resets. Called once, at the end of the block's initialiser or right after it.
  public func install(_ block: some SoCBlock) { install(block, in: block.domain) }

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
  public func onFreezeChange(_ action: @escaping () -> Void) { freezeObservers.append(action) }

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
  public var banks: [RegisterBank] { members.map(\.block.registers) }
}
