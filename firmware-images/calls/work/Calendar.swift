/// Dates, greatest common divisors and decimal digits: the Cortex-M0 divides by software.
enum Calendar {
  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    var (mixed, random) = (seed, Random(seed: seed))
    for _ in 0..<24 {
      let days = random.next() & 0xFFFF
      let date = date(days)
      mixed = digits(date, into: mixed) &+ divisor(days, random.next() & 0xFFF)
    }
    return mixed
  }

  /// Year, month and day as one number, of a day since the first of March of a leap year, as far as the next century without one.
  @inline(never) private static func date(_ days: UInt32) -> UInt32 {
    let (cycle, rest) = (days / 1461, days % 1461)
    let year = min(rest / 365, 3)
    // Of a year that begins in March, months of 31 and 30 days take turns, five in 153 days.
    let (fives, left) = ((rest - year * 365) / 153, (rest - year * 365) % 153)
    let (pairs, day) = (left / 61, left % 61)
    let month = fives * 5 + pairs * 2 + (day >= 31 ? 1 : 0)
    return (cycle * 4 + year) * 10_000 + (month + 1) * 100 + (day >= 31 ? day - 31 : day) + 1
  }

  /// Euclid's, by remainders.
  @inline(never) private static func divisor(_ a: UInt32, _ b: UInt32) -> UInt32 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  @inline(never) private static func digits(_ number: UInt32, into seed: UInt32) -> UInt32 {
    var (rest, mixed) = (number, seed)
    while rest != 0 {
      mixed = mixed &* 33 ^ (0x30 + rest % 10)
      rest /= 10
    }
    return mixed
  }
}
