import Machine

/// A peripheral of a chip: registers, and what a reset does to it.
///
/// Blocks of this module stand in more than one chip and know none: each is given its registers' names and addresses, its
/// clock, its interrupt line and the pads' signals. A chip's `install` puts it on the bus, into snapshots and on the list of
/// what resets.
public protocol Block: Peripheral, Snapshotting where State: RegisterState {
  /// All registers go to their reset values, alarms are cancelled, requests and outputs are released. The chip calls it at
  /// power-on, at its resets, and both when the block loses power and when it has it again: whatever was written to a block
  /// without power is forgotten.
  func reset()

  /// Whether `reset` does nothing where nobody has touched the block's registers since the last one (`RegisterBank.isTouched`), at
  /// whatever moment, level of its pads and clock. What the block keeps beside its registers may change by accesses alone, and
  /// by what says so (`RegisterBank.noteChange`): it counts nothing by itself and remembers no time of its reset, as a
  /// watchdog does. The default is `false`.
  var isResetTimeless: Bool { get }
}

extension Block {
  /// Not known.
  public var isResetTimeless: Bool { false }

  /// Throws where the state is not that of these registers.
  public func check(_ state: State) throws(SnapshotError) { try bank.check(state.registers) }
}
