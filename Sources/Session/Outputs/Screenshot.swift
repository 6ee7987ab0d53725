import Boards
import Formats
import Parts

/// What a person sees of a board as a picture: its display, and below it its LEDs.
package enum Screenshot {
  /// Pixels of the picture for each pixel of the panel.
  package static let scale = 6

  /// A PNG of what display and LEDs show; `nil` for a board that has neither. A display alone is white on black in grey; with
  /// LEDs the picture is in colour. `ScreenshotLayout` says what is where, and `LightDrawing` how an LED looks.
  package static func png(of board: any Board, scale: Int = Screenshot.scale) -> [UInt8]? {
    guard !board.lights.isEmpty else { return board.display.map { png($0, scale: scale) } }
    return png(board.display, lights: board.lights.map(\.seenColor), scale: scale)
  }

  /// A PNG of what the panel shows, `scale` pixels for each of its own; white on black.
  private static func png(_ display: any PixelDisplay, scale: Int) -> [UInt8] {
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

  /// A PNG of a panel, if there is one, and of LEDs.
  private static func png(_ display: (any PixelDisplay)?, lights: [LightColor], scale: Int) -> [UInt8] {
    let pixels = display?.framebuffer ?? []
    let layout = ScreenshotLayout(columns: display?.columns ?? 0, rows: display?.rows ?? 0, lights: lights.count)
    let (width, height) = (layout.width * scale, layout.height * scale)
    var colour = [UInt8](repeating: 0, count: 3 * width * height)
    func put(_ x: Int, _ y: Int, _ value: LightColor) {
      let place = 3 * (y * width + x)
      (colour[place], colour[place + 1], colour[place + 2]) = (value.red, value.green, value.blue)
    }
    for y in 0..<layout.rows * scale {
      for x in 0..<layout.columns * scale where pixels[y / scale * layout.columns + x / scale] {
        put(x, y, LED.Color.white.full)
      }
    }
    let drawing = LightDrawing(scale: scale)
    for (number, light) in lights.enumerated() {
      let corner = layout.corner(ofLight: number)
      for y in 0..<drawing.side {
        for x in 0..<drawing.side {
          put(corner.x * scale + x, corner.y * scale + y, drawing.color(x, y, of: light))
        }
      }
    }
    return PNG.encode(width: width, height: height, colour: colour)
  }
}
