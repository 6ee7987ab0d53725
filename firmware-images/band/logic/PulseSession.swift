/// One heart-rate measurement: takes the sensor's result of each second and decides when to believe it.
struct PulseSession {
  enum Outcome: Equatable {
    case running
    /// Beats a minute.
    case value(UInt32)
    /// No contact, or no quality in time.
    case failed
  }

  /// Seconds until a measurement is given up.
  static let limit: UInt32 = 15
  /// Signal quality index of the AS7000: 0 to 2 are excellent, up to 20 worse, 254 no contact, 255 none.
  private static let excellent: UInt8 = 2
  private static let acceptable: UInt8 = 10

  private(set) var seconds: UInt32 = 0
  private static let noContact: UInt8 = 254
  /// Seconds without contact until the band is taken to lie on a table.
  private static let contactLimit = 3

  private var last: UInt32 = 0
  private var withoutContact = 0
  private var best: UInt32 = 0

  init() {}

  /// Takes a second's result. An excellent one counts at once, an acceptable one when the next agrees within 5 beats.
  mutating func take(heartRate: UInt32, quality: UInt8) -> Outcome {
    seconds += 1
    withoutContact = quality == Self.noContact ? withoutContact + 1 : 0
    if withoutContact >= Self.contactLimit { return .failed }
    let isPlausible = heartRate >= 30 && heartRate <= 220
    if isPlausible && quality <= Self.acceptable {
      let agrees = last > 0 && max(last, heartRate) - min(last, heartRate) <= 5
      if quality <= Self.excellent || agrees { return .value(heartRate) }
      last = heartRate
      best = heartRate
    } else {
      last = 0
    }
    return end()
  }

  /// A second passed without a result.
  mutating func miss() -> Outcome {
    seconds += 1
    return end()
  }

  private func end() -> Outcome {
    guard seconds >= Self.limit else { return .running }
    return best > 0 ? .value(best) : .failed
  }
}
