/// The pulse under the band.
public protocol HeartSource: AnyObject {
  /// Beats a minute at a time; `nil` where there is no skin under the sensor.
  func beatsPerMinute(at time: Tick) -> Int?
  /// How much the arm's movement disturbs an optical measurement, 0 ... 100.
  func disturbance(at time: Tick) -> Int
}
