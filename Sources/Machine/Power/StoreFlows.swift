/// What flows into and out of what stores the machine's charge beside charger and loads: what it loses by itself, and its account
/// since it was connected. A machine on its cell alone has none.
struct StoreFlows: Hashable {
  /// Charge and voltage when it was connected, in pA·ticks and microvolts.
  var startCharge: Int128
  var startMicrovolts: Int64
  /// What the charger had put in before, in pA·ticks.
  var chargedBefore: Int128
  /// What it loses now, in pA, and has lost so far, in pA·ticks.
  var leak: Int64 = 0
  var leaked: Int128 = 0

  /// Nothing flows yet.
  init(_ circuit: CellCircuit) {
    startCharge = circuit.charge
    startMicrovolts = circuit.openCircuit
    chargedBefore = circuit.wear.chargedIn
  }

  /// The current into it, in pA.
  var current: Int64 { 0 &- leak }

  /// Brings the account up to the present.
  mutating func flow(for ticks: Tick) { leaked &+= ChargeBand.product(leak, ticks) }

  /// Finds what flows from now on.
  mutating func solve(_ circuit: CellCircuit, leakage: Int64) {
    leak = circuit.isEmpty ? 0 : leakage
  }
}

/// Charges are decimal text in snapshots, as JSON numbers have no 128 bits.
extension StoreFlows: Codable {
  private enum Keys: String, CodingKey { case startCharge, startMicrovolts, chargedBefore, leak, leaked }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    func charge(_ key: Keys) throws -> Int128 {
      let limit = Int128(1) << 110
      return min(max(Int128(try container.decode(String.self, forKey: key)) ?? 0, -limit), limit)
    }
    startCharge = try charge(.startCharge)
    startMicrovolts = try container.decode(Int64.self, forKey: .startMicrovolts)
    chargedBefore = try charge(.chargedBefore)
    leak = CurrentBand.held(try container.decode(Int64.self, forKey: .leak))
    leaked = try charge(.leaked)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(String(startCharge), forKey: .startCharge)
    try container.encode(startMicrovolts, forKey: .startMicrovolts)
    try container.encode(String(chargedBefore), forKey: .chargedBefore)
    try container.encode(leak, forKey: .leak)
    try container.encode(String(leaked), forKey: .leaked)
  }
}
