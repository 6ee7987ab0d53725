import Boards
import Formats
import Session

/// A picture of the display that a scenario expects: one pixel of the file for each of the panel, or a whole number.
package struct ScenarioPicture: Hashable, Sendable {
  package let pixels: [Bool]

  /// Reads a PNG of as many pixels as the display of `board` has, such as 72x40, or a multiple; or a whole screenshot, whose LEDs
  /// are left out. A pixel is lit where it is brighter than half.
  package init(path: String, of board: BoardModel) throws(InputError) {
    let image = try PNGReader.read(try InputFile.read(path), name: path)
    guard let size = board.displaySize else {
      throw InputError("\(path): the board has no display")
    }
    let (width, height) = size
    let layout = ScreenshotLayout(columns: width, rows: height, lights: board.lightCount)
    let scale = [(width, height), (layout.width, layout.height)].lazy.compactMap { width, height in
      let scale = image.width / width
      return scale > 0 && image.width == scale * width && image.height == scale * height ? scale : nil
    }.first
    guard let scale else {
      throw InputError(
        "\(path): expected \(width)x\(height) pixels or a multiple, as --screenshot writes them, "
          + "found \(image.width)x\(image.height)")
    }
    pixels = (0..<width * height).map { place in
      let (row, column) = (place / width, place % width)
      return image.grey[(row * scale + scale / 2) * image.width + column * scale + scale / 2] > 127
    }
  }
}
