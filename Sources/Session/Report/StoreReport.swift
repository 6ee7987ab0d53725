import Formats
import Machine

/// The account of a capacitor in the cell's place, or of a cell that a harvester charges, since it was connected. Charges are in
/// exact picoampere-ticks (1/1,536,000,000 s): end = start + charged + harvested - lost - out.
public struct StoreReport: Codable, Sendable {
  /// What it is, as `--supply` takes it.
  public var supply: String
  /// Its open-circuit voltage when it was connected, in millivolts.
  public var startMv: Double
  /// Its terminal voltage at the end, in millivolts.
  public var endMv: Double
  /// Charge when it was connected.
  public var startCharge: String
  /// Charge at the end.
  public var endCharge: String
  /// What the charger has put in.
  public var chargedCharge: String
  /// What a harvester has put in.
  public var harvestedCharge: String
  /// What it could have put in beside that, had the store not been full.
  public var turnedAwayCharge: String
  /// What it has lost by itself, and the harvester's converter has taken.
  public var lostCharge: String
  /// What the loads have taken out.
  public var outCharge: String

  init(_ account: StoreAccount, endMicrovolts: Int64) {
    supply = SupplyText.describe(account.supply)
    startMv = Double(account.startMicrovolts) / 1_000
    endMv = Double(endMicrovolts) / 1_000
    startCharge = String(account.start)
    endCharge = String(account.end)
    chargedCharge = String(account.charged)
    harvestedCharge = String(account.harvested)
    turnedAwayCharge = String(account.turnedAway)
    lostCharge = String(account.lost)
    outCharge = String(account.taken)
  }

  /// For people.
  var lines: [String] {
    func text(_ charge: String) -> String {
      NumberText.decimal(Charge.microampereHours(Int128(charge) ?? 0), 3) + " uAh"
    }
    let volts = [startMv, endMv].map { NumberText.decimal($0 / 1_000, 3) + " V" }
    var parts = ["\(volts[0]) at the start, \(volts[1]) at the end", "\(text(outCharge)) taken by the loads"]
    if chargedCharge != "0" { parts.append("\(text(chargedCharge)) charged") }
    if harvestedCharge != "0" { parts.append("\(text(harvestedCharge)) harvested") }
    if turnedAwayCharge != "0" { parts.append("\(text(turnedAwayCharge)) turned away while full") }
    parts.append("\(text(lostCharge)) lost")
    return ["supply           \(supply)", "store            " + parts.joined(separator: "; ")]
  }
}
