import Foundation

@testable import Machine

/// A cell whose open-circuit voltage is a straight line from empty to full.
final class StraightCell: VoltageSource {
  let capacity: Int128
  let empty: Int64
  let full: Int64
  let resistance: Int64
  let cutOffMicrovolts: Int64
  let overchargeMicrovolts: Int64
  /// A second resistance whose drop halves its distance every `halfLife`, and what a cycle and a degree below 25 take of
  /// the capacity, in thousandths.
  var transientMilliohms: Int64 = 0
  var halfLife: Tick = 0
  var fade: Int128 = 0
  var cold: Int64 = 0
  var fastMilliohms: Int64 = 0
  var fastHalfLife: Tick = 0
  var chargeLimit = Int64.max
  var ageing: Int64 = 0
  var isStarved: (Int128) -> Bool = { _ in false }
  var release: Int64?
  var recoversAlone = false
  var releaseMicrovolts: Int64 { release ?? cutOffMicrovolts + 100_000 }

  init(
    milliampereHours: Double = 70, empty: Int64 = 3_000_000, full: Int64 = 4_200_000, milliohms: Int64 = 500,
    cutOff: Int64 = 2_800_000, overcharge: Int64 = .max
  ) {
    capacity = Charge.milliampereHours(milliampereHours)
    self.empty = empty
    self.full = full
    resistance = milliohms
    cutOffMicrovolts = cutOff
    overchargeMicrovolts = overcharge
  }

  func openCircuitMicrovolts(charge: Int128) -> Int64 {
    empty + Int64(min(max(charge, 0), capacity) * Int128(full - empty) / capacity)
  }

  func milliohms(charge: Int128) -> Int64 { resistance }

  func reading(charge: Int128, conditions: SourceConditions) -> SourceReading {
    let lost = fade == 0 ? 0 : conditions.wear.chargedIn * fade / 1_000
    var reading = SourceReading(
      openCircuitMicrovolts: openCircuitMicrovolts(charge: charge) - cold * Int64(25_000 - conditions.milliCelsius)
        / 25,
      milliohms: resistance, capacity: capacity - lost)
    reading.fast = .init(milliohms: fastMilliohms, halfLife: fastHalfLife)
    reading.slow = .init(milliohms: transientMilliohms, halfLife: halfLife)
    reading.chargeLimit = chargeLimit
    reading.ageing = ageing
    reading.isStarved = isStarved(charge)
    return reading
  }
}

enum Mode: String, LoadState { case off, low, high }

extension CurrentBand {
  /// One value for certain, in pA.
  static func exactly(_ current: Int64) -> CurrentBand { CurrentBand(low: current, typical: current, high: current) }
}

let milliampere: Int64 = 1_000_000_000

let modeCurrents: [Mode: CurrentBand] = [
  .off: .exactly(0),
  .low: CurrentBand(low: milliampere / 2, typical: milliampere, high: 2 * milliampere),
  .high: CurrentBand(low: 8 * milliampere, typical: 10 * milliampere, high: 15 * milliampere),
]

extension Scheduler {
  /// Lets time pass and fires what falls due, each alarm at its own time.
  func run(until limit: Tick) {
    while nextDeadline <= limit {
      advance(to: nextDeadline)
      fireDue()
    }
    advance(to: limit)
  }
}

extension Emulation {
  /// The snapshot as a file has it.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(snapshot), as: UTF8.self)
  }

  func restore(json: String) throws {
    _ = try JSONDecoder().decode(Restoring.self, from: Data(json.utf8), configuration: self)
  }
}

/// Hands a decoder to a machine that exists already.
struct Restoring: DecodableWithConfiguration {
  init(from decoder: any Decoder, configuration: Emulation) throws { try configuration.restore(from: decoder) }
}

/// A value through JSON and back.
func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
  try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}

func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
  try JSONDecoder().decode(type, from: Data(json.utf8))
}
