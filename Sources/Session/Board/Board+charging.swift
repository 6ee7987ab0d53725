import Boards
import Machine
import Watchers

extension Board {
  /// What charging is doing: as the firmware says where it exports `charge_state`; else as the chip's charger shows it,
  /// full below a tenth of the set current, or switched off above 95 %.
  package func chargePhase(_ statistics: [String: UInt32]) -> ChargePhase {
    if let state = statistics["charge_state"], Int(state) < ChargePhase.allCases.count {
      return ChargePhase.allCases[Int(state)]
    }
    guard isChargerPluggedIn else { return .none }
    let flow = power.flow
    switch flow.mode {
    case .constantCurrent, .sourceLimited: return .constantCurrent
    case .constantVoltage:
      return flow.current < chargeCurrent / 10 ? .full : .constantVoltage
    case .off: return power.percent >= 95 ? .full : .contact
    }
  }
}
