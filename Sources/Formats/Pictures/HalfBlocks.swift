/// Draws pixels with half-block characters, two rows in one line of text.
public enum HalfBlocks {
  /// The lines of an image of `columns` columns; pixels row by row from the top, `true` is lit.
  public static func render(_ pixels: [Bool], columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    let rows = pixels.count / columns
    return stride(from: 0, to: rows, by: 2).map { row in
      String(
        (0..<columns).map { column -> Character in
          let upper = pixels[row * columns + column]
          let lower = row + 1 < rows && pixels[(row + 1) * columns + column]
          return switch (upper, lower) {
          case (true, true): "█"
          case (true, false): "▀"
          case (false, true): "▄"
          case (false, false): " "
          }
        })
    }
  }
}
