import Parts

/// How an LED looks in a screenshot: a disc of what it shines in, black while it is dark, within a grey rim that is always there.
struct LightDrawing {
  /// The rim (chosen: to be seen on black, and darker than any LED that is fully lit).
  static let rim = LightColor(red: 112, green: 112, blue: 112)
  /// Of the rim, in pixels of a display. What is left of a `ScreenshotLayout.side` is margin.
  private static let diameter = 6

  /// Width and height of an LED with its margin, in pixels of the picture.
  let side: Int
  /// Squares of the radii, in half pixels, so that the centre of every pixel is a whole number.
  private let outer: Int
  private let inner: Int

  /// LEDs for a picture of `scale` pixels for each pixel of a display.
  init(scale: Int) {
    side = ScreenshotLayout.side * scale
    let radius = LightDrawing.diameter * scale
    // A third of a display's pixel, but at least one of the picture.
    let thickness = 2 * ((scale + 2) / 3)
    outer = radius * radius
    inner = (radius - thickness) * (radius - thickness)
  }

  /// A pixel of an LED, counted from the top left of its square: it belongs to what its centre is in.
  func color(_ x: Int, _ y: Int, of light: LightColor) -> LightColor {
    let (right, down) = (2 * x + 1 - side, 2 * y + 1 - side)
    let distance = right * right + down * down
    return distance <= inner ? light : distance <= outer ? LightDrawing.rim : .black
  }
}
