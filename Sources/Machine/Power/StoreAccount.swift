/// The account of what stands in the cell's place and stores charge, since it was connected, in pA·ticks: the end is the start and
/// what was charged less what was lost and what the loads took, exactly.
public struct StoreAccount: Hashable, Sendable {
  /// What stands there.
  public var supply: Supply
  /// Charge when it was connected.
  public var start: Int128
  /// Its open-circuit voltage then, in microvolts.
  public var startMicrovolts: Int64
  /// Charge now.
  public var end: Int128
  /// What the charger has put in.
  public var charged: Int128
  /// What it has lost by itself.
  public var lost: Int128

  /// What the loads have taken.
  public var taken: Int128 { start + charged - lost - end }
}
