import Formats
import Parts

/// The display as a picture.
enum Screenshot {
  /// Host pixels for each pixel of the panel.
  static let scale = 6

  /// A PNG of what the panel shows, enlarged; white on black.
  static func png(_ display: SSD1306) -> [UInt8] {
    let pixels = display.framebuffer
    var grey: [UInt8] = []
    grey.reserveCapacity(pixels.count * scale * scale)
    for row in 0..<SSD1306.height * scale {
      for column in 0..<SSD1306.width * scale {
        grey.append(pixels[row / scale * SSD1306.width + column / scale] ? 255 : 0)
      }
    }
    return PNG.encode(width: SSD1306.width * scale, height: SSD1306.height * scale, grey: grey)
  }
}
