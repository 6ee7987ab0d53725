/// The 64 x 32 panel: an SSD1306 with half of its rows, and columns 32 to 95, in use. Its supply is always on.
enum Panel {
  /// Display off, clock, 32 rows, no offset, charge pump, horizontal addressing, mirrored both ways, COM pins, contrast,
  /// pre-charge, deselect level, follow RAM, not inverted, columns, pages.
  private static let setup: InlineArray<29, UInt8> = [
    0xAE, 0xD5, 0x80, 0xA8, 0x1F, 0xD3, 0x00, 0x40, 0x8D, 0x14, 0x20, 0x00, 0xA1, 0xC8, 0xDA, 0x12, 0x81, 0x8F, 0xD9,
    0x1F, 0xDB, 0x40, 0xA4, 0xA6, 0x2E, 0x21, 32, 95, 0x22,
  ]

  /// Lights the panel with `canvas`.
  static func start(_ canvas: borrowing Canvas) {
    Board.setPanel(true)
    command(setup.count) { setup[$0] }
    command(2) { UInt8($0 == 0 ? 0 : 3) }
    show(canvas)
    command(1) { _ in 0xAF }
  }

  /// Replaces the picture. Addresses wrap to its beginning.
  static func show(_ canvas: borrowing Canvas) {
    Board.panelData.setHigh()
    Board.panelSelect.setLow()
    canvas.withBytes { bytes in SPI0.send(Canvas.count) { bytes[$0] } }
    Board.panelSelect.setHigh()
    Board.panelData.setLow()
  }

  static func stop() {
    sleep()
    Board.setPanel(false)
  }

  /// Dark, and its charge pump off.
  static func sleep() {
    command(3) { index in index == 0 ? 0xAE : index == 1 ? 0x8D : 0x10 }
  }

  private static func command(_ count: Int, _ byte: (Int) -> UInt8) {
    Board.panelSelect.setLow()
    SPI0.send(count, byte)
    Board.panelSelect.setHigh()
  }
}
