import Machine

/// A block of the SoC: registers, a domain, and what happens to it when that domain loses power.
///
/// `Fabric.install` puts its bank on the bus, its state into snapshots and the block on the list of what resets.
public protocol SoCBlock: Peripheral, Snapshotting where State: RegisterState {
  /// Where its supply comes from.
  var domain: PowerDomain { get }

  /// All registers go to their reset values, alarms are cancelled, requests and outputs are released. Called at power-on
  /// and hardware reset, at software reset (not in the always-on domain), and both when the domain loses power and when
  /// it has it again: whatever was written to a block without power is forgotten.
  func reset()
}

extension SoCBlock {
  /// Throws where the state is not that of these registers.
  public func check(_ state: State) throws(SnapshotError) { try bank.check(state.registers) }
}
