import Blocks
import CortexM0
import Machine

/// A peripheral of this chip with a page of tasks and events. It makes its page, and installs itself on the fabric at the end of
/// its initialiser.
public protocol NRF51Block: Block {
  /// Its registers, tasks and events.
  var page: PeripheralPage { get }

  /// Does what the task at an offset of the page is: software, a short or the PPI triggers it. Compare by
  /// `case Self.start:`.
  func task(_ offset: UInt32)

  /// Software wrote one of the block's own registers; its read-write bits are stored. `value` holds all bits that software
  /// can write. The default does nothing.
  func registerSet(_ offset: UInt32, value: UInt32, old: UInt32)

  /// Somebody wants or no longer wants an event: software wrote an event's register, INTEN, EVTEN or SHORTS, or a channel
  /// of the PPI was connected or let go. For blocks that do not set alarms for what nobody would see. The default does
  /// nothing.
  func wantsChanged()

  /// Whether it answers reads of its page, for blocks that share one: by its ENABLE. The default is `true`.
  var isSelected: Bool { get }

  /// The resets that leave it alone. The default is none.
  var survives: Set<ResetKind> { get }

  /// Whether what the register at `offset` answers changes by accesses and alarms only and is what the bank holds, so that
  /// a loop that waits for it need not be executed; events are by themselves. The default is `false`.
  func isSteady(_ offset: UInt32) -> Bool
}

extension NRF51Block {
  /// The page's registers.
  public var bank: RegisterBank { page.bank }

  /// Nothing.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {}

  /// Nothing.
  public func wantsChanged() {}

  /// It does.
  public var isSelected: Bool { true }

  /// None.
  public var survives: Set<ResetKind> { [] }

  /// Not known.
  public func isSteady(_ offset: UInt32) -> Bool { false }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if !page.written(offset, value: value, old: old) { registerSet(offset, value: value, old: old) }
  }

  /// An event's register holds what alarms and accesses made of it.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    guard !isWrite, offset & ~0x7F == 0x100 || isSteady(offset) else { return false }
    hasher.combine(bank[offset])
    return true
  }
}
