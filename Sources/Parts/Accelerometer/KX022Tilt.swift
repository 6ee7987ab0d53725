/// The tilt engine of a KX022: which side is up.
///
/// Chosen where the public material is silent: x or y is down where its part of a g is above TILT_ANGLE_LL / 32, else z
/// decides; a sample with more than TILT_ANGLE_HL / 32 g on an axis says nothing; between x and y the angle must pass
/// 45 degrees by the hysteresis, three quarters of a degree for each count of HYST, so that its reset value is the 15
/// degrees that the family promises; z has none. A new side must stay for TILT_TIMER samples.
struct KX022Tilt: Codable {
  /// What the registers ask for.
  struct Settings {
    /// In counts.
    var low: Int
    /// In counts.
    var high: Int
    /// The least ratio of the new axis to the old one.
    var ratio: Double
    var samples: Int
    /// CNTL2: which sides are reported, as in TSCP.
    var sides: UInt8

    /// tan(45 degrees + h), by tan h = h + h^3 / 3.
    static func ratio(hysteresis: UInt8) -> Double {
      let angle = Double(hysteresis & 0x3F) * 0.75 * 0.017_453_292_519_943_295
      let tangent = min(angle + angle * angle * angle / 3, 0.95)
      return (1 + tangent) / (1 - tangent)
    }
  }

  /// TSCP.
  private(set) var side: UInt8 = 0x20
  /// TSPP.
  private(set) var previous: UInt8 = 0x20
  private var candidate: UInt8 = 0
  private var count = 0

  /// Begins anew; the side stays.
  mutating func restart() {
    candidate = 0
    count = 0
  }

  /// Takes a sample in counts; returns whether a change is reported.
  mutating func take(_ sample: SIMD3<Int32>, _ settings: Settings) -> Bool {
    guard let next = side(of: sample, settings), next != side else {
      restart()
      return false
    }
    if next != candidate {
      candidate = next
      count = 0
    }
    count &+= 1
    guard count > settings.samples else { return false }
    restart()
    previous = side
    side = next
    return next & settings.sides != 0
  }

  private func side(of sample: SIMD3<Int32>, _ settings: Settings) -> UInt8? {
    let parts = (0..<3).map { Int(sample[$0].magnitude) }
    guard parts.allSatisfy({ $0 <= settings.high }) else { return nil }
    let (x, y) = (parts[0], parts[1])
    guard max(x, y) > settings.low else { return sample.z < 0 ? 0x02 : 0x01 }
    var isX = x >= y
    if side & 0x30 != 0 { isX = Double(y) <= Double(x) * settings.ratio }
    if side & 0x0C != 0 { isX = Double(x) > Double(y) * settings.ratio }
    if isX { return sample.x < 0 ? 0x20 : 0x10 }
    return sample.y < 0 ? 0x08 : 0x04
  }
}
