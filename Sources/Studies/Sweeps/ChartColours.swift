/// The colours of a chart's curves.
enum ChartColours {
  private static let palette: [UInt32] = [
    0x2F6FC4, 0xD9702B, 0x3C9D5D, 0xA34FB3, 0x8A6D3B, 0xD64550, 0x4F8F9D, 0x777777,
  ]
  /// From dark to light, for curves that have an order and are too many for the palette.
  private static let ramp: [(Double, Double, Double)] = [
    (45, 30, 90), (40, 90, 150), (30, 140, 120), (120, 175, 60), (235, 165, 30),
  ]

  /// That of a curve, 0xRRGGBB: no two of `count` are the same.
  static func code(_ index: Int, of count: Int) -> UInt32 {
    guard count > palette.count else { return palette[index] }
    let place = Double(index) / Double(count - 1) * Double(ramp.count - 1)
    let lower = min(Int(place), ramp.count - 2)
    let share = place - Double(lower)
    func part(_ from: Double, _ to: Double) -> UInt32 { UInt32((from + (to - from) * share).rounded()) }
    let (from, to) = (ramp[lower], ramp[lower + 1])
    return part(from.0, to.0) << 16 | part(from.1, to.1) << 8 | part(from.2, to.2)
  }
}
