import Boards
import Formats

/// A picture of the display that a scenario expects: one pixel of the file for each of the panel, or a whole number.
package struct ScenarioPicture: Hashable, Sendable {
  package let pixels: [Bool]

  /// Reads a PNG of as many pixels as the display of `board` has, such as 72x40, or a multiple. A pixel is lit where it is brighter than half.
  package init(path: String, of board: BoardModel) throws(InputError) {
    let image = try PNGReader.read(try InputFile.read(path), name: path)
    guard let size = board.displaySize else {
      throw InputError("\(path): the board has no display")
    }
    let (width, height) = size
    let scale = image.width / width
    guard scale > 0, image.width == scale * width, image.height == scale * height else {
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
