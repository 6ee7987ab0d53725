import Machine
import World

/// What an entry of a timeline does.
enum ScenarioAction: Hashable, Sendable {
  /// The key that says so.
  package enum Kind: String, CaseIterable, Sendable {
    case walk, run, wave, sleep, rest, still, recording, raise, touch
    case heartRate = "heart_rate"
    case temperature, charger, mains, cable, harvest, gesture, notification, ship
  }

  /// An activity that replaces what the wearer would do.
  case activity(Activity)
  /// A raised wrist, for `ScenarioAction.raiseLength`.
  case raise
  /// A hand that reaches for something.
  case gesture(milliseconds: UInt32)
  /// A notification, by a host tool on the cable.
  case notification(String)
  /// Ship mode, by a host tool on the cable.
  case ship
  /// A finger on the key.
  case touch(milliseconds: UInt32)
  /// A heart rate in beats a minute.
  case heartRate(UInt16)
  /// A recorded heart rate, by its number among those of the scenario.
  case heartTrace(Int)
  /// An ambient temperature.
  case temperature(milliCelsius: Int32)
  /// VBUS comes or goes.
  case charger(Bool)
  /// The mains that the charger hangs on come or go.
  case mains(Bool)
  /// The data cable comes or goes.
  case cable(Bool)
  /// What an energy harvester gives.
  case harvest(HarvestSource)

  /// How long a wrist stays up: long enough to read a display that lights for five seconds.
  static let raiseLength: Tick = .seconds(4)

  /// What can be only one thing at a time.
  enum Track: String, Sendable {
    case activity
    case heartRate = "heart rate"
    case temperature, charger, mains, cable, harvest
  }

  /// The track it occupies; `nil` for what merely interrupts.
  var track: Track? {
    switch self {
    case .activity: .activity
    case .raise, .touch, .gesture, .notification, .ship: nil
    case .heartRate, .heartTrace: .heartRate
    case .temperature: .temperature
    case .charger: .charger
    case .mains: .mains
    case .cable: .cable
    case .harvest: .harvest
    }
  }
}
