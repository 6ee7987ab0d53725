/// Big digits of seven strokes, 10 x 19 pixels, drawn for this band.
extension Canvas {
  static let digitWidth = 10
  static let digitHeight = 19
  static let digitAdvance = 12

  /// The strokes of 0 to 9: top, upper left, upper right, middle, lower left, lower right, bottom from bit 0 on.
  private static let strokes: InlineArray<10, UInt8> = [
    0b111_0111, 0b010_0100, 0b101_1101, 0b110_1101, 0b010_1110, 0b110_1011, 0b111_1011, 0b010_0101, 0b111_1111,
    0b110_1111,
  ]

  /// Draws one digit, 0 to 9, or a dash for anything else.
  mutating func drawDigit(_ digit: Int, x: Int, y: Int) {
    let bits = digit >= 0 && digit <= 9 ? Self.strokes[digit] : 0b000_1000
    let thick = 2
    let right = x + Self.digitWidth - thick
    if bits & 1 != 0 { fill(x: x + 1, y: y, width: Self.digitWidth - 2, height: thick) }
    if bits & 2 != 0 { fill(x: x, y: y + 1, width: thick, height: 8) }
    if bits & 4 != 0 { fill(x: right, y: y + 1, width: thick, height: 8) }
    if bits & 8 != 0 { fill(x: x + 1, y: y + 8, width: Self.digitWidth - 2, height: thick + 1) }
    if bits & 16 != 0 { fill(x: x, y: y + 10, width: thick, height: 8) }
    if bits & 32 != 0 { fill(x: right, y: y + 10, width: thick, height: 8) }
    if bits & 64 != 0 { fill(x: x + 1, y: y + 17, width: Self.digitWidth - 2, height: thick) }
  }

  /// A number in big digits, its middle at `centre`; at most five digits.
  mutating func drawBig(_ number: UInt32, centre: Int, y: Int) {
    let shown = min(number, 99_999)
    var digits = 1
    var divisor: UInt32 = 1
    while shown / divisor >= 10 {
      divisor *= 10
      digits += 1
    }
    var x = centre - (digits * Self.digitAdvance - 2) / 2
    while divisor > 0 {
      drawDigit(Int(shown / divisor % 10), x: x, y: y)
      x += Self.digitAdvance
      divisor /= 10
    }
  }
}
