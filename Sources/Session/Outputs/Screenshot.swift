import Boards
import Formats

/// The display as a picture.
package enum Screenshot {
  /// Host pixels for each pixel of the panel.
  package static let scale = 6

  /// A PNG of what the panel shows, `scale` host pixels for each of its own; white on black.
  package static func png(_ display: any PixelDisplay, scale: Int = Screenshot.scale) -> [UInt8] {
    let pixels = display.framebuffer
    var grey: [UInt8] = []
    grey.reserveCapacity(pixels.count * scale * scale)
    for row in 0..<display.rows * scale {
      for column in 0..<display.columns * scale {
        grey.append(pixels[row / scale * display.columns + column / scale] ? 255 : 0)
      }
    }
    return PNG.encode(width: display.columns * scale, height: display.rows * scale, grey: grey)
  }
}
