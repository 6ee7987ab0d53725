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
  /// The same of what a harvester gives it, and of what that could have given while the store was full.
  var harvest: Int64 = 0
  var harvested: Int128 = 0
  var refusal: Int64 = 0
  var refused: Int128 = 0
  /// Whether it takes nothing of a harvester, until it has fallen by the hysteresis.
  var isFull = false

  /// Nothing flows yet.
  init(_ circuit: CellCircuit) {
    startCharge = circuit.charge
    startMicrovolts = circuit.openCircuit
    chargedBefore = circuit.wear.chargedIn
  }

  /// Brings the account up to the present.
  mutating func flow(for ticks: Tick) {
    leaked &+= ChargeBand.product(leak, ticks)
    harvested &+= ChargeBand.product(harvest, ticks)
    refused &+= ChargeBand.product(refusal, ticks)
  }

  /// Finds what flows from now on: `possible` is what a harvester can give, up to `full` microvolts in the store.
  mutating func solve(_ circuit: CellCircuit, leakage: Int64, possible: Int64, full: Int64, hysteresis: Int64) {
    leak = circuit.isEmpty ? 0 : leakage
    if circuit.openCircuit >= full { isFull = true } else if circuit.openCircuit <= full - hysteresis { isFull = false }
    (harvest, refusal) = isFull ? (0, possible) : (possible, 0)
  }
}

/// Charges are decimal text in snapshots, as JSON numbers have no 128 bits.
extension StoreFlows: Codable {
  private enum Keys: String, CodingKey {
    case startCharge, startMicrovolts, chargedBefore, leak, leaked, harvest, harvested, refusal, refused, isFull
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    func charge(_ key: Keys) throws -> Int128 {
      let limit = Int128(1) << 110
      return min(max(Int128(try container.decode(String.self, forKey: key)) ?? 0, -limit), limit)
    }
    startCharge = try charge(.startCharge)
    startMicrovolts = try container.decode(Int64.self, forKey: .startMicrovolts)
    chargedBefore = try charge(.chargedBefore)
    func current(_ key: Keys) throws -> Int64 { CurrentBand.held(try container.decode(Int64.self, forKey: key)) }
    (leak, harvest, refusal) = (try current(.leak), try current(.harvest), try current(.refusal))
    (leaked, harvested, refused) = (try charge(.leaked), try charge(.harvested), try charge(.refused))
    isFull = try container.decode(Bool.self, forKey: .isFull)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(String(startCharge), forKey: .startCharge)
    try container.encode(startMicrovolts, forKey: .startMicrovolts)
    try container.encode(String(chargedBefore), forKey: .chargedBefore)
    try container.encode(leak, forKey: .leak)
    try container.encode(String(leaked), forKey: .leaked)
    try container.encode(harvest, forKey: .harvest)
    try container.encode(String(harvested), forKey: .harvested)
    try container.encode(refusal, forKey: .refusal)
    try container.encode(String(refused), forKey: .refused)
    try container.encode(isFull, forKey: .isFull)
  }
}
