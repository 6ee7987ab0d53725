import Machine

/// How the band is turned on the limb.
struct Rotation {
  private let columns: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)

  /// Any, by chance.
  init(_ random: SeededNoise) {
    func direction(_ number: UInt64) -> SIMD3<Double> {
      SIMD3(random.signed(number), random.signed(number + 1), random.signed(number + 2))
    }
    func unit(_ vector: SIMD3<Double>) -> SIMD3<Double> { vector / (vector * vector).sum().squareRoot() }
    let first = unit(direction(1 << 40) + SIMD3(0.01, 0, 0))
    let other = direction(1 << 41) + SIMD3(0, 0.02, 0.01)
    let second = unit(other - first * (first * other).sum())
    let third = SIMD3(
      first.y * second.z - first.z * second.y, first.z * second.x - first.x * second.z,
      first.x * second.y - first.y * second.x)
    columns = (first, second, third)
  }

  func turn(_ vector: SIMD3<Double>) -> SIMD3<Double> {
    columns.0 * vector.x + columns.1 * vector.y + columns.2 * vector.z
  }
}
