/// Sine and cosine of an angle in turns, the same to the bit on every machine, which a C library's are not.
enum Turn {
  /// The sine of `turns` full turns, to better than 4e-6.
  static func sine(_ turns: Double) -> Double {
    var t = turns - turns.rounded()
    if t > 0.25 { t = 0.5 - t } else if t < -0.25 { t = -0.5 - t }
    let x = t * 6.283185307179586
    let s = x * x
    // The Taylor series; its next term is at most 3.6e-6 at a quarter turn.
    return x * (1 + s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5040 + s * (1.0 / 362_880)))))
  }

  /// The cosine of `turns` full turns.
  static func cosine(_ turns: Double) -> Double { sine(turns + 0.25) }
}
