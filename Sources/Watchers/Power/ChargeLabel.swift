import Boards
import Images
import Machine

/// What charging is doing, for recordings: as the firmware says, and where it says nothing, as the charger shows it.
struct ChargeLabel {
  private let statistics: BandStatistics
  private let place: UInt32?

  init(_ symbols: SymbolTable, bus: Bus) {
    statistics = BandStatistics(symbols, bus: bus)
    place = statistics.place(of: "charge_state")
  }

  /// The firmware's word; `nil` where it has none, or none yet.
  private var phase: ChargePhase? {
    guard let place, let value = statistics.value(at: place), value < ChargePhase.allCases.count else { return nil }
    return ChargePhase.allCases[Int(value)]
  }

  /// The present label.
  func text(_ band: any Board) -> String {
    guard band.power.isOnBus else { return "discharging" }
    let mode = band.power.flow.mode
    switch (phase, mode) {
    case (_, .sourceLimited): return "source limit"
    case (.none?, .off), (nil, .off): return band.isChargingTooHotOrCold ? "temperature stop" : "on VBUS"
    case (nil, .constantCurrent), (.none?, .constantCurrent): return ChargePhase.constantCurrent.rawValue
    case (nil, .constantVoltage), (.none?, .constantVoltage): return ChargePhase.constantVoltage.rawValue
    case (.temperature?, _): return "temperature stop"
    // The charger has stopped by itself, and the firmware has not seen it yet.
    case (.preCharge?, .off), (.constantCurrent?, .off), (.constantVoltage?, .off):
      return band.isChargingTooHotOrCold ? "temperature stop" : "on VBUS"
    case (.constantCurrent?, .constantVoltage): return ChargePhase.constantVoltage.rawValue
    case (let phase?, _): return phase.rawValue
    }
  }
}
