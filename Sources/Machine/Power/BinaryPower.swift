/// Powers of two with a fraction, in fixed point: the same on every machine, which a library's exponential is not.
public enum BinaryPower {
  /// 2^(1/2), 2^(1/4), ... with 62 bits after the point. Square roots are exact to the last bit everywhere.
  private static let roots: [UInt64] = {
    var root = 2.0
    return (1...16).map { _ in
      root = root.squareRoot()
      return UInt64(root * 0x1p62)
    }
  }()

  /// 2^(`exponent` / 65,536) with 32 bits after the point: 0 below 2^-32, and clamped to 2^24 above.
  public static func fixed(_ exponent: Int64) -> Int64 {
    guard exponent > -32 << 16 else { return 0 }
    let held = min(exponent, 24 << 16)
    var value: UInt64 = 1 << 62
    let fraction = held & 0xFFFF
    for place in 0..<16 where fraction >> Int64(15 - place) & 1 == 1 {
      value = value.multipliedFullWidth(by: roots[place]).high << 2
    }
    let whole = held >> 16
    return Int64(value >> UInt64(30 - whole))
  }

  /// 2^(-`part` / `whole`) with 32 bits after the point; `whole` at least 1.
  public static func decay(_ part: Tick, over whole: Tick) -> Int64 {
    let exponent = Int64(min(Int128(part) << 32 / Int128(max(whole, 1)), 33 << 32))
    let value = fixed(-(exponent >> 16))
    // The lower half of the exponent by a straight line: ln 2 is 45,426 / 2^16.
    let rest = ((exponent & 0xFFFF) * 45_426) >> 16
    return value - Int64((Int128(value) * Int128(rest)) >> 32)
  }

  /// The binary logarithm of `value`, in 1/65,536: the same on every machine. 0 where it is not a positive number.
  public static func logarithm(_ value: Double) -> Int64 {
    guard value > 0, value.isNormal else { return 0 }
    var (mantissa, result) = (value.significand, Int64(value.exponent))
    for _ in 0..<16 {
      mantissa *= mantissa
      result <<= 1
      if mantissa >= 2 {
        mantissa /= 2
        result += 1
      }
    }
    return result
  }
}
