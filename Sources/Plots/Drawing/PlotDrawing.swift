/// A picture as a list of shapes, in the order of drawing: the SVG and the PNG of a plot are two renderings of one
/// list.
public struct PlotDrawing: Sendable {
  /// A place, in pixels from the top left corner.
  public struct Point: Equatable, Sendable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Red, green, blue and opacity, 0 ... 255 each.
  public struct Colour: Equatable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
    var alpha: UInt8 = 255

    /// From 0xRRGGBB.
    package init(_ code: UInt32, alpha: UInt8 = 255) {
      red = UInt8(truncatingIfNeeded: code >> 16)
      green = UInt8(truncatingIfNeeded: code >> 8)
      blue = UInt8(truncatingIfNeeded: code)
      self.alpha = alpha
    }
  }

  /// Which end of a text stands at its place.
  public enum Anchor: String, Sendable { case start, middle, end }

  /// A text: its baseline begins, or ends, at `place`.
  public struct Text: Equatable, Sendable {
    package var string: String
    package var place: Point
    /// Height of the font in pixels; capitals are 0.7 of it.
    package var size: Double
    package var anchor = Anchor.start
    package var colour: Colour
    package var isBold = false
    /// Turned to read upwards.
    package var isUpright = false

    package init(
      string: String, place: Point, size: Double, anchor: Anchor = Anchor.start, colour: Colour, isBold: Bool = false,
      isUpright: Bool = false
    ) {
      self.string = string
      self.place = place
      self.size = size
      self.anchor = anchor
      self.colour = colour
      self.isBold = isBold
      self.isUpright = isUpright
    }
  }

  /// One shape.
  public enum Shape: Equatable, Sendable {
    /// A line through points, so many pixels wide.
    case line([Point], width: Double, Colour)
    /// A filled area.
    case area([Point], Colour)
    /// A text.
    case text(Text)
  }

  /// Pixels.
  public let width: Int
  /// Pixels.
  public let height: Int
  /// In the order of drawing.
  public private(set) var shapes: [Shape] = []

  /// An empty picture.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  package mutating func add(_ shape: Shape) { shapes.append(shape) }

  package mutating func line(_ points: [Point], width: Double = 1, _ colour: Colour) {
    if points.count > 1 { add(.line(points, width: width, colour)) }
  }

  package mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, width: Double = 1, _ colour: Colour
  ) {
    line([Point(x: x1, y: y1), Point(x: x2, y: y2)], width: width, colour)
  }

  package mutating func area(_ points: [Point], _ colour: Colour) {
    if points.count > 2 { add(.area(points, colour)) }
  }

  package mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: Colour) {
    area(
      [
        Point(x: x, y: y), Point(x: x + width, y: y), Point(x: x + width, y: y + height), Point(x: x, y: y + height),
      ], colour)
  }

  package mutating func text(
    _ string: String, _ x: Double, _ y: Double, size: Double = 13, anchor: Anchor = .start,
    _ colour: Colour = Colour(0x333333), bold: Bool = false, upright: Bool = false
  ) {
    add(
      .text(
        Text(
          string: string, place: Point(x: x, y: y), size: size, anchor: anchor, colour: colour, isBold: bold,
          isUpright: upright)))
  }
}
