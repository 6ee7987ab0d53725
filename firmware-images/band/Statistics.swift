/// The band's own counts, in the order of `band_statistics_names`. They lie in RAM as one C struct, so that the emulator
/// and a debugger find them by symbol, and are read over the cable as the SMP statistics group `band`.
enum Statistic: Int, CaseIterable {
  case steps, heartRate, batteryMillivolts, chargePercent, chargeState, wakeups, uptime, cadence
  case heartReadings, heartFailures, touches, screens, buzzes, goals, fifoOverruns, boots
  case resetCause, linkAttaches, linkReceiveDropped, smpRequests, smpErrors, notifications

  var value: UInt32 {
    get { Statistics.fields[rawValue] }
    nonmutating set { Statistics.fields[rawValue] = newValue }
  }

  func count(_ more: UInt32 = 1) { value &+= more }

  /// The field's name.
  var name: StaticString {
    switch self {
    case .steps: "steps"
    case .heartRate: "heart_rate"
    case .batteryMillivolts: "battery_mv"
    case .chargePercent: "soc_percent"
    case .chargeState: "charge_state"
    case .wakeups: "wakeups"
    case .uptime: "uptime_s"
    case .cadence: "cadence"
    case .heartReadings: "heart_readings"
    case .heartFailures: "heart_failures"
    case .touches: "touches"
    case .screens: "screens"
    case .buzzes: "buzzes"
    case .goals: "goals"
    case .fifoOverruns: "fifo_overruns"
    case .boots: "boots"
    case .resetCause: "reset_cause"
    case .linkAttaches: "link_attaches"
    case .linkReceiveDropped: "link_rx_dropped"
    case .smpRequests: "smp_requests"
    case .smpErrors: "smp_errors"
    case .notifications: "notifications"
    }
  }
}

enum Statistics {
  fileprivate static var fields: UnsafeMutablePointer<UInt32> {
    withUnsafeMutablePointer(to: &band_statistics.values.0) { $0 }
  }
  static func start() { band_statistics.count = UInt32(Statistic.allCases.count) }
}
