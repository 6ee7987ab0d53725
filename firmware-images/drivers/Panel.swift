/// The 72 x 40 panel: an SSD1306 with forty of its rows and columns 28 to 99 in use. Once shown, a picture stays while
/// the chip sleeps; only its supply has to stay on.
enum Panel {
  private static var port: SPIPort { SPIPort.panel }

  /// Display off, clock, 40 rows, no offset, charge pump, horizontal addressing, mirrored both ways, COM pins, internal
  /// current reference of 30 uA, contrast, pre-charge, deselect level, follow RAM, not inverted, columns, pages. A
  /// contrast of 0x4F gives 74 uA a segment from this reference, about what 0xBC gives from the external one.
  private static let setup: InlineArray<31, UInt8> = [
    0xAE, 0xD5, 0x80, 0xA8, 0x27, 0xD3, 0x00, 0x40, 0x8D, 0x14, 0x20, 0x00, 0xA1, 0xC8, 0xDA, 0x12, 0xAD, 0x30, 0x81,
    0x4F, 0xD9, 0x22, 0xDB, 0x20, 0xA4, 0xA6, 0x2E, 0x21, 28, 99, 0x22,
  ]

  /// Supplies the panel and lights it with `canvas`.
  static func start(_ canvas: borrowing Canvas) {
    Board.setPanel(true)
    port.start()
    Board.panelReset.setLow()
    Timebase.pause(milliseconds: 1)
    Board.panelReset.setHigh()
    command(setup.count) { setup[$0] }
    command(2) { UInt8($0 == 0 ? 0 : 4) }
    show(canvas)
    command(1) { _ in 0xAF }
  }

  /// Replaces the picture.
  static func show(_ canvas: borrowing Canvas) {
    port.start()
    command(6) { index in
      switch index {
      case 0: 0x21
      case 1: 28
      case 2: 99
      case 3: 0x22
      case 4: 0
      default: 4
      }
    }
    Board.panelData.setHigh()
    Board.panelSelect.setLow()
    canvas.withBytes { bytes in port.send(360) { bytes[$0] } }
    Board.panelSelect.setHigh()
    Board.panelData.setLow()
  }

  static func stop() {
    port.start()
    command(1) { _ in 0xAE }
    Board.setPanel(false)
  }

  private static func command(_ count: Int, _ byte: (Int) -> UInt8) {
    Board.panelData.setLow()
    Board.panelSelect.setLow()
    for index in 0..<count { port.exchange(byte(index)) }
    Board.panelSelect.setHigh()
  }
}
