/// A picture of 32 x 32 bytes: softened, counted by brightness, and packed into runs; differences in signed bytes and halfwords.
enum Picture {
  private static let side = 32
  private nonisolated(unsafe) static var dots = InlineArray<1024, UInt8>(repeating: 0)
  private nonisolated(unsafe) static var softened = InlineArray<1024, UInt8>(repeating: 0)
  private nonisolated(unsafe) static var counts = InlineArray<32, UInt16>(repeating: 0)
  private nonisolated(unsafe) static var runs = InlineArray<2048, UInt8>(repeating: 0)
  private nonisolated(unsafe) static var differences = InlineArray<1024, Int16>(repeating: 0)

  static func prepare() {
    var random = Random(seed: 7)
    for place in 0..<1024 { dots[place] = UInt8(truncatingIfNeeded: random.next() >> 3) & 0xF0 }
  }

  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    withUnsafeMutablePointer(to: &dots) { dots in
      withUnsafeMutablePointer(to: &softened) { softened in
        let dots = UnsafeMutableRawPointer(dots).assumingMemoryBound(to: UInt8.self)
        let softened = UnsafeMutableRawPointer(softened).assumingMemoryBound(to: UInt8.self)
        dots[Int(seed & 1023)] = UInt8(truncatingIfNeeded: seed >> 11)
        soften(dots, softened)
        return pack(softened, count(softened, differ(softened, seed)))
      }
    }
  }

  /// Each dot inside with the mean of its four neighbours and itself, eighths of it.
  @inline(never) private static func soften(_ from: UnsafeMutablePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>) {
    for row in 1..<side - 1 {
      for place in row * side + 1..<row * side + side - 1 {
        let around =
          UInt32(from[place - 1]) + UInt32(from[place + 1]) + UInt32(from[place - side]) + UInt32(from[place + side])
        to[place] = UInt8(truncatingIfNeeded: (around + 4 * UInt32(from[place])) >> 3) & 0xF8
      }
    }
  }

  /// How much brighter each dot is than the one before; their sum, and that of their signs in bytes.
  @inline(never) private static func differ(_ dots: UnsafeMutablePointer<UInt8>, _ seed: UInt32) -> UInt32 {
    withUnsafeMutablePointer(to: &differences) {
      let differences = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int16.self)
      for place in 1..<1024 { differences[place] = Int16(dots[place]) - Int16(dots[place - 1]) }
      var (mixed, sign) = (Int32(bitPattern: seed), Int8(0))
      for place in 1..<1024 {
        let difference = differences[place]
        sign &+= difference > 0 ? 1 : difference < 0 ? -1 : 0
        mixed = mixed &+ Int32(difference) &* Int32(sign)
      }
      return UInt32(bitPattern: mixed)
    }
  }

  @inline(never) private static func count(_ dots: UnsafeMutablePointer<UInt8>, _ seed: UInt32) -> UInt32 {
    withUnsafeMutablePointer(to: &counts) {
      let counts = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt16.self)
      for place in 0..<1024 { counts[Int(dots[place] >> 3)] &+= 1 }
      var mixed = seed
      for place in 0..<32 { mixed = mixed &* 5 &+ UInt32(counts[place]) }
      return mixed
    }
  }

  /// Pairs of length and dot.
  @inline(never) private static func pack(_ dots: UnsafeMutablePointer<UInt8>, _ seed: UInt32) -> UInt32 {
    withUnsafeMutablePointer(to: &runs) {
      let runs = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self)
      var (length, place) = (0, 0)
      while place < 1024 {
        let dot = dots[place]
        var run: UInt8 = 0
        while place < 1024, dots[place] == dot, run < 255 { (place, run) = (place + 1, run + 1) }
        (runs[length], runs[length + 1]) = (run, dot)
        length += 2
      }
      var mixed = seed
      for index in 0..<length { mixed = (mixed << 3 | mixed >> 29) ^ UInt32(runs[index]) }
      return mixed
    }
  }
}
