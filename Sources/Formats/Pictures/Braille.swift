/// Draws pixels with Braille patterns, two columns and four rows in one character: half the size of `HalfBlocks`.
public enum Braille {
  /// Bits of the dots from U+2800 up, by row, left and right (Unicode 16.0, section 21.1).
  private static let dots: [(left: UInt32, right: UInt32)] = [(0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80)]

  /// The lines of an image of `columns` columns; pixels row by row from the top, `true` is lit.
  public static func render(_ pixels: [Bool], columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    let rows = pixels.count / columns
    func lit(_ row: Int, _ column: Int) -> Bool { row < rows && column < columns && pixels[row * columns + column] }
    return stride(from: 0, to: rows, by: 4).map { row in
      var line = String.UnicodeScalarView()
      for column in stride(from: 0, to: columns, by: 2) {
        var pattern: UInt32 = 0
        for (offset, dot) in dots.enumerated() {
          if lit(row + offset, column) { pattern |= dot.left }
          if lit(row + offset, column + 1) { pattern |= dot.right }
        }
        // A pattern without a dot is drawn as rings by some fonts.
        line.append(pattern == 0 ? " " : Unicode.Scalar(0x2800 + pattern) ?? " ")
      }
      return String(line)
    }
  }
}
