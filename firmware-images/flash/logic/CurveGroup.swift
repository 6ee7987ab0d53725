/// The points of a curve, as far as the verification of a signature needs them.
protocol CurveGroup {
  associatedtype Point
  func double(_ a: Point) -> Point
  func add(_ a: Point, _ b: Point) -> Point
}

extension CurveGroup {
  /// u * a + v * b, both at once, from bit `top` of the two numbers down; `both` is a + b. `breathe` is called at each bit.
  func sum(
    _ u: Integer256, _ a: Point, _ v: Integer256, _ b: Point, both: Point, zero: Point, top: Int, _ breathe: () -> Void
  ) -> Point {
    var result = zero
    for index in stride(from: top, through: 0, by: -1) {
      breathe()
      result = double(result)
      switch (u.bit(index), v.bit(index)) {
      case (true, true): result = add(result, both)
      case (true, false): result = add(result, a)
      case (false, true): result = add(result, b)
      case (false, false): break
      }
    }
    return result
  }
}
