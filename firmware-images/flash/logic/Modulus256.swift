/// Arithmetic modulo an odd number between 2^252 and 2^256, in Montgomery's form: a number x is kept as x * 2^256. Nothing
/// here is secret, so nothing takes care to take the same time always.
struct Modulus256 {
  let modulus: Integer256
  /// -1 / modulus, modulo 2^32.
  let negativeInverse: UInt32
  /// 2^512 modulo the modulus: what brings a number into Montgomery's form.
  let square: Integer256

  /// a * b / 2^256, for a and b below the modulus. On pointers: the compiler copies whole arrays for each element else.
  func multiply(_ a: Integer256, _ b: Integer256) -> Integer256 {
    var (first, second, divisor) = (a, b, modulus)
    var sum = InlineArray<10, UInt32>(repeating: 0)
    withUnsafeBytes(of: &first) { first in
      withUnsafeBytes(of: &second) { second in
        withUnsafeBytes(of: &divisor) { divisor in
          withUnsafeMutableBytes(of: &sum) { sum in
            guard let first = first.baseAddress?.assumingMemoryBound(to: UInt32.self),
              let second = second.baseAddress?.assumingMemoryBound(to: UInt32.self),
              let divisor = divisor.baseAddress?.assumingMemoryBound(to: UInt32.self),
              let sum = sum.baseAddress?.assumingMemoryBound(to: UInt32.self)
            else { return }
            for index in 0..<8 {
              Self.addProduct(first, second[index], to: sum)
              Self.addProduct(divisor, sum[0] &* negativeInverse, to: sum)
              for place in 0..<9 { sum[place] = sum[place &+ 1] }
              sum[9] = 0
            }
          }
        }
      }
    }
    var result = Integer256()
    for place in 0..<8 { result.words[place] = sum[place] }
    if sum[8] != 0 || !result.isLess(than: modulus) { _ = result.subtract(modulus) }
    return result
  }

  /// Adds a * factor.
  @inline(never)
  private static func addProduct(_ a: UnsafePointer<UInt32>, _ factor: UInt32, to sum: UnsafeMutablePointer<UInt32>) {
    var carry: UInt32 = 0
    for place in 0..<8 {
      let product = wide(a[place], factor)
      let (first, isOver) = product.low.addingReportingOverflow(carry)
      let (second, isOverAgain) = first.addingReportingOverflow(sum[place])
      sum[place] = second
      carry = product.high &+ (isOver ? 1 : 0) &+ (isOverAgain ? 1 : 0)
    }
    let (low, isOver) = sum[8].addingReportingOverflow(carry)
    sum[8] = low
    sum[9] = isOver ? 1 : 0
  }

  /// All 64 bits of a product, from halves: the core multiplies 32 by 32 bits to 32.
  @inline(__always)
  private static func wide(_ a: UInt32, _ b: UInt32) -> (low: UInt32, high: UInt32) {
    let (a0, a1, b0, b1) = (a & 0xFFFF, a >> 16, b & 0xFFFF, b >> 16)
    let low = a0 &* b0
    let middle = a1 &* b0 &+ low >> 16
    let other = a0 &* b1 &+ middle & 0xFFFF
    return (other << 16 | low & 0xFFFF, a1 &* b1 &+ middle >> 16 &+ other >> 16)
  }

  func add(_ a: Integer256, _ b: Integer256) -> Integer256 {
    var sum = a
    let isOver = sum.add(b)
    if isOver || !sum.isLess(than: modulus) { _ = sum.subtract(modulus) }
    return sum
  }

  func subtract(_ a: Integer256, _ b: Integer256) -> Integer256 {
    var difference = a
    if difference.subtract(b) { _ = difference.add(modulus) }
    return difference
  }

  func double(_ a: Integer256) -> Integer256 { add(a, a) }
  func squared(_ a: Integer256) -> Integer256 { multiply(a, a) }

  /// Into Montgomery's form. Any number of 256 bits may come.
  func encode(_ a: Integer256) -> Integer256 {
    multiply(reduce(a), square)
  }

  /// Any number of 256 bits, modulo the modulus.
  func reduce(_ a: Integer256) -> Integer256 {
    var value = a
    while !value.isLess(than: modulus) { _ = value.subtract(modulus) }
    return value
  }

  /// Out of it.
  func decode(_ a: Integer256) -> Integer256 {
    var one = Integer256()
    one.words[0] = 1
    return multiply(a, one)
  }

  /// 1 / a, in Montgomery's form both, by Fermat's little theorem: the modulus is a prime.
  func inverse(_ a: Integer256) -> Integer256 {
    var exponent = modulus
    var two = Integer256()
    two.words[0] = 2
    _ = exponent.subtract(two)
    return power(a, exponent)
  }

  /// a to the power of `exponent`, which is not 0; a and the result in Montgomery's form.
  func power(_ a: Integer256, _ exponent: Integer256) -> Integer256 {
    var top = 255
    while top > 0 && !exponent.bit(top) { top &-= 1 }
    var result = a
    for index in stride(from: top &- 1, through: 0, by: -1) {
      result = squared(result)
      if exponent.bit(index) { result = multiply(result, a) }
    }
    return result
  }
}
