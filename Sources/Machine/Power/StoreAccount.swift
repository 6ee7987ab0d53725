/// The account of what stores charge at the contacts, a capacitor, or a cell with a harvester, since it was connected, in
/// pA·ticks: the end is the start, what was charged and harvested, less what was lost and what the loads took, exactly.
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
  /// What a harvester has put in.
  public var harvested: Int128
  /// What it could have put in beside that, had the store not been full.
  public var turnedAway: Int128
  /// What the store has lost by itself, and the harvester's converter has taken.
  public var lost: Int128

  /// What the loads have taken.
  public var taken: Int128 { start + charged + harvested - lost - end }
}
