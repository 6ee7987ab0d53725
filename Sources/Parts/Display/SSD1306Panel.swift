extension SSD1306 {
  /// A glass, and how it is glued to the controller.
  ///
  /// The wiring follows from what drivers send for an upright picture, all of them with A1 and C8: the column that they
  /// begin a row with, and DA 12 or DA 02.
  public struct Panel: Hashable, Sendable {
    /// How the rows are connected with the two sides of the controller.
    public enum Sides: Hashable, Sendable {
      /// Even rows on one side, odd rows on the other, which is command DA 12.
      case alternative
      /// One side first, then the other, which is command DA 02.
      case sequential
    }

    /// Visible columns.
    public let columns: Int
    /// Visible rows.
    public let rows: Int
    /// The controller's column, with A1, that is the panel's left one.
    public let columnOffset: Int
    /// How its rows are connected.
    public let sides: Sides

    /// A glass of 1 ... 128 columns and 1 ... 64 rows at an offset that leaves room for the columns; each is clamped.
    public init(columns: Int, rows: Int, columnOffset: Int = 0, sides: Sides) {
      self.columns = min(max(columns, 1), 128)
      self.rows = min(max(rows, 1), 64)
      self.columnOffset = min(max(columnOffset, 0), 128 - self.columns)
      self.sides = sides
    }

    /// 0.42 inch: `u8x8_d_ssd1306_72x40.c`.
    public static let size72x40 = Panel(columns: 72, rows: 40, columnOffset: 28, sides: .alternative)
    /// 0.49 inch: `u8x8_d_ssd1306_64x32.c`.
    public static let size64x32 = Panel(columns: 64, rows: 32, columnOffset: 32, sides: .alternative)
    /// 0.69 inch: `u8x8_d_ssd1306_96x16.c`.
    public static let size96x16 = Panel(columns: 96, rows: 16, sides: .sequential)
    /// 0.91 inch: `u8x8_d_ssd1306_128x32.c`.
    public static let size128x32 = Panel(columns: 128, rows: 32, sides: .sequential)
    /// 0.96 inch: `u8x8_d_ssd1306_128x64_noname.c`.
    public static let size128x64 = Panel(columns: 128, rows: 64, sides: .alternative)

    /// Whether a segment is glued to a column.
    func isVisible(segment: Int) -> Bool {
      let last = 127 - columnOffset
      return segment <= last && segment > last - columns
    }

    /// The segment of a column: the last one is on the left.
    func segment(column: Int) -> Int { 127 - columnOffset - column }

    /// The line of the GDDRAM that a row shows; `nil` where the row is not scanned.
    func line(row: Int, _ controller: SSD1306Controller) -> Int? {
      let com = com(row: row, controller)
      let scanned = controller.isScanReversed ? controller.rows - 1 - com : com
      let line = (scanned + controller.offset) & 0x3F
      guard com < controller.rows, line < controller.rows else { return nil }
      return (line + controller.startLine) & 0x3F
    }

    /// The COM signal at a row, which is that of its pad: with the alternative configuration the sides carry even and
    /// odd signals, with the sequential one COM0 ... COM31 and COM32 ... COM63.
    private func com(row: Int, _ controller: SSD1306Controller) -> Int {
      let wired = rows - 1 - row
      let (place, wiredSide) = sides == .alternative ? (wired / 2, wired % 2) : (wired % 32, wired / 32)
      let side = controller.areSidesExchanged ? 1 - wiredSide : wiredSide
      return controller.isAlternative ? 2 * place + side : place + 32 * side
    }
  }
}
