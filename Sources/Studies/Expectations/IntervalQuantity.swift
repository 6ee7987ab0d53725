/// What an expectation looks at in the occurrences of an interval.
package enum IntervalQuantity: Hashable, Sendable {
  /// How many there were.
  case count
  /// Of all together, in nanocoulombs; by one component, or all.
  case charge(component: String?)
  /// Of each one, in nanocoulombs.
  case chargeOfEach
  /// Of all together, in nanojoules.
  case energy
  /// Of each one, in nanojoules.
  case energyOfEach
  /// Of all together, in seconds.
  case duration
  /// Of each one, in seconds.
  case durationOfEach
  /// Of all together, in microamperes.
  case meanCurrent
  /// The highest, in microamperes.
  case peakCurrent
}
