/// How far values spread.
enum Spread {
  /// The standard deviation of `count` values, at most 256 of them within 0...32,767, rounded down.
  static func deviation(_ values: UnsafePointer<Int16>, _ count: Int) -> Int32 {
    var total: Int32 = 0
    var peak: Int32 = 0
    for index in 0..<count {
      total &+= Int32(values[index])
      peak = max(peak, Int32(values[index]))
    }
    let mean = total / Int32(count)
    // Scaled so that the sum of squares fits.
    let shift = Int32(truncatingIfNeeded: max(0, 20 &- peak.leadingZeroBitCount))
    var squares: UInt32 = 0
    for index in 0..<count {
      let value = (Int32(values[index]) &- mean) &>> shift
      squares &+= UInt32(truncatingIfNeeded: value &* value)
    }
    return root(squares / UInt32(count)) &<< shift
  }

  /// The square root, rounded down.
  static func root(_ value: UInt32) -> Int32 {
    var result: UInt32 = 0
    var bit: UInt32 = 1 << 15
    while bit > 0 {
      let tried = result | bit
      if tried &* tried <= value { result = tried }
      bit >>= 1
    }
    return Int32(result)
  }
}
