/// What an accelerometer feels, in micro-g: at rest 1,000,000 in all, pointing up.
@frozen
public struct Acceleration: Hashable, Codable, Sendable {
  /// Along the sensor's x axis, in micro-g.
  public var x: Int
  /// Along the sensor's y axis, in micro-g.
  public var y: Int
  /// Along the sensor's z axis, in micro-g.
  public var z: Int

  /// A vector in micro-g; each axis is clamped to ±1,000 g so that nothing overflows later.
  @inlinable
  public init(x: Int, y: Int, z: Int) {
    func held(_ value: Int) -> Int { min(max(value, -1_000_000_000), 1_000_000_000) }
    self.x = held(x)
    self.y = held(y)
    self.z = held(z)
  }

  /// A vector in g, rounded to the nearest micro-g and clamped to ±1,000 g; what is not a number becomes 0.
  @inlinable
  public init(g x: Double, _ y: Double, _ z: Double) {
    func rounded(_ value: Double) -> Int {
      value.isNaN ? 0 : Int((min(max(value, -1_000), 1_000) * 1_000_000).rounded())
    }
    self.init(x: rounded(x), y: rounded(y), z: rounded(z))
  }

  /// Lying still, display up.
  public static let still = Acceleration(x: 0, y: 0, z: 1_000_000)
}
