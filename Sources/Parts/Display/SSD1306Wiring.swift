/// How the 72 x 40 panel is glued to the controller: to the segments 28 ... 99, and to the rows of COM0 ... COM39.
///
/// u8g2 drives it with A1, C8, DA 12, mux 40 and column offset 28; that is the upright picture, which fixes the wiring.
enum SSD1306Wiring {
  private static let firstSegment = 28

  static func isVisible(segment: Int) -> Bool {
    segment >= firstSegment && segment < firstSegment + SSD1306.width
  }

  /// The segment of a panel column: the last one is on the left.
  static func segment(column: Int) -> Int { firstSegment + SSD1306.width - 1 - column }

  /// The line of the GDDRAM that a panel row shows; `nil` where the row is not scanned.
  static func line(row: Int, _ controller: SSD1306Controller) -> Int? {
    let com = com(row: row, controller)
    let scanned = controller.isScanReversed ? controller.rows - 1 - com : com
    let line = (scanned + controller.offset) & 0x3F
    guard com < controller.rows, line < controller.rows else { return nil }
    return (line + controller.startLine) & 0x3F
  }

  /// The COM signal at a panel row. The panel is wired for the alternative configuration, even rows on one side and odd
  /// rows on the other; with the sequential one the sides carry COM0 ... COM31 and COM32 ... COM63.
  private static func com(row: Int, _ controller: SSD1306Controller) -> Int {
    let wired = SSD1306.height - 1 - row
    let place = wired / 2
    let side = controller.areSidesExchanged ? 1 - wired % 2 : wired % 2
    return controller.isAlternative ? 2 * place + side : place + 32 * side
  }
}
