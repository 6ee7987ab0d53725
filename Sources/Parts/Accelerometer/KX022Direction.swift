/// The six directions as the KX022's registers have them: x negative in bit 5, then x positive, y, z.
enum KX022Direction {
  /// The directions in which a vector goes beyond a threshold.
  static func bits(_ vector: SIMD3<Int32>, above threshold: Int) -> UInt8 {
    var bits: UInt8 = 0
    for axis in 0..<3 {
      if vector[axis] < Int32(clamping: -threshold) { bits |= 0x20 >> UInt8(2 * axis) }
      if vector[axis] > Int32(clamping: threshold) { bits |= 0x10 >> UInt8(2 * axis) }
    }
    return bits
  }

  /// The direction of a vector's greatest part; of equal ones the first.
  static func main(_ vector: SIMD3<Int32>) -> UInt8 {
    var axis = 0
    for other in 1..<3 where vector[other].magnitude > vector[axis].magnitude { axis = other }
    return (vector[axis] < 0 ? 0x20 : 0x10) >> UInt8(2 * axis)
  }
}
