/// A number of the power model, with what it takes to judge it.
public struct Coefficient: Hashable, Codable, Sendable {
  /// What the number counts.
  public enum Unit: String, Codable, Sendable {
    /// A current.
    case microamperes = "uA"
    /// A current that grows with a clock.
    case microamperesPerMegahertz = "uA/MHz"
    /// A power.
    case microwatts = "uW"
    /// A ratio, such as an efficiency.
    case ratio
    /// A resistance.
    case ohms
    /// A charge.
    case milliampereHours = "mAh"
    /// A charge for each event.
    case nanocoulombs = "nC"
    /// A time.
    case seconds = "s"
    /// A difference of temperature.
    case kelvins = "K"
    /// A voltage.
    case millivolts = "mV"
    /// A voltage that grows with the temperature.
    case millivoltsPerKelvin = "mV/K"
    /// A part of the whole for each charge cycle.
    case perCycle = "1/cycle"
    /// A rate of charging: so many full charges an hour, usually called C.
    case perHour = "1/h"
    /// A part of the whole for each day.
    case perDay = "1/day"
    /// A long time.
    case years = "year"
    /// A thermal resistance.
    case kelvinsPerWatt = "K/W"
    /// An activation energy.
    case kilojoulesPerMole = "kJ/mol"
  }

  /// Where the number comes from.
  public enum Source: Hashable, Codable, Sendable {
    /// A public document, named well enough to find it.
    case published(String)
    /// Arithmetic on published facts.
    case derived(String)
    /// No public source; the reasoning, and a wide band.
    case estimate(String)
    /// Given by whoever runs the machine, in place of the documented number.
    case override(String)
  }

  /// `component.state`, as in reports.
  public let name: String
  /// The unit of the three values.
  public let unit: Unit
  /// The lowest plausible value.
  public let low: Double
  /// The expected value.
  public let typical: Double
  /// The highest plausible value.
  public let high: Double
  /// Under which conditions it holds.
  public let condition: String
  /// Where it comes from.
  public let source: Source
  /// What it shares with other coefficients of its part, so that they are not independent, such as `rates`; `nil` for
  /// nothing.
  public internal(set) var group: String?

  /// Needs `low` <= `typical` <= `high`.
  public init(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ unit: Unit, condition: String, source: Source
  ) {
    require(low <= typical && typical <= high, "\(name): low, typical and high are out of order")
    self.name = name
    self.unit = unit
    self.low = low
    self.typical = typical
    self.high = high
    self.condition = condition
    self.source = source
  }

  /// The coefficient with other values, from whoever runs the machine: `place` says where they stand.
  public func overridden(_ low: Double, _ typical: Double, _ high: Double, at place: String) -> Coefficient {
    var next = Coefficient(name, low, typical, high, unit, condition: condition, source: .override(place))
    next.group = group
    return next
  }

  /// The group's name with its part's, such as `ADXL362 rates`; `nil` without a group.
  public var groupName: String? { group.map { "\(name.prefix { $0 != "." }) \($0)" } }

  /// Whether the documented number was replaced.
  public var isOverridden: Bool { if case .override = source { true } else { false } }

  /// The typical value times `scale`, to the nearest integer and clamped to 10^15 either way.
  public func typical(times scale: Double) -> Int64 { Int64(min(max((typical * scale).rounded(), -1e15), 1e15)) }

  /// The value as a current, where the unit is microamperes (or microamperes per megahertz, for one megahertz).
  public var current: CurrentBand { .microamperes(low, typical, high) }
}
