/// What is where in a screenshot, in pixels of the display: the display at the top left, below it the LEDs, in the order of the
/// board's file, from the left in rows. The sizes are chosen.
package struct ScreenshotLayout: Equatable {
  /// Width and height of an LED with its margin.
  package static let side = 8
  /// LEDs in a row; all that a display of 72 columns has room for, but one.
  package static let lightsInARow = 8

  /// Columns of the display; 0 without one.
  package let columns: Int
  /// Rows of the display; 0 without one.
  package let rows: Int
  /// How many LEDs there are.
  package let lights: Int

  /// The layout of a display of that many pixels and of LEDs.
  package init(columns: Int, rows: Int, lights: Int) {
    self.columns = columns
    self.rows = rows
    self.lights = lights
  }

  /// Width of the picture.
  package var width: Int { max(columns, ScreenshotLayout.side * min(lights, ScreenshotLayout.lightsInARow)) }
  /// Height of the picture.
  package var height: Int {
    rows + ScreenshotLayout.side * ((lights + ScreenshotLayout.lightsInARow - 1) / ScreenshotLayout.lightsInARow)
  }

  /// The top left pixel of an LED's square; the first LED is 0.
  func corner(ofLight number: Int) -> (x: Int, y: Int) {
    let (row, column) = number.quotientAndRemainder(dividingBy: ScreenshotLayout.lightsInARow)
    return (column * ScreenshotLayout.side, rows + row * ScreenshotLayout.side)
  }
}
