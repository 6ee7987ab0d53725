import Plots

/// The texts of a drawing as a reader sees them.
public struct DrawnTexts {
  /// One text and the room that it takes, in pixels from the top left corner.
  public struct Item {
    /// What it says.
    public var text: String
    /// Its edges.
    public var left, top, right, bottom: Double

    /// Whether two cover each other.
    func meets(_ other: Item) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// In the order of drawing.
  public let items: [Item]
  private let size: (width: Double, height: Double)
  /// The height of the smallest, in pixels.
  public let smallest: Double

  /// Of a drawing.
  public init(_ drawing: PlotDrawing) {
    size = (Double(drawing.width), Double(drawing.height))
    var sizes: [Double] = []
    items = drawing.shapes.compactMap { shape in
      guard case .text(let text) = shape else { return nil }
      sizes.append(text.size)
      let room = PlotFont.room(text.string, size: text.size, bold: text.isBold)
      // From the baseline, capitals reach 0.75 of the size, descenders a fifth.
      let (above, below) = (0.75 * text.size, 0.2 * text.size)
      let before = text.anchor == .start ? 0 : text.anchor == .middle ? room / 2 : room
      let (x, y) = (text.place.x, text.place.y)
      return text.isUpright
        ? Item(text: text.string, left: x - above, top: y + before - room, right: x + below, bottom: y + before)
        : Item(text: text.string, left: x - before, top: y - above, right: x - before + room, bottom: y + below)
    }
    smallest = sizes.min() ?? 0
  }

  /// The texts alone.
  public var strings: [String] { items.map(\.text) }

  /// What a reader would object to: texts that cover each other or reach over the picture's edge.
  public var faults: [String] {
    var faults: [String] = []
    for (index, item) in items.enumerated() {
      if item.left < 0 || item.top < 0 || item.right > size.width || item.bottom > size.height {
        faults.append("'\(item.text)' is cut")
      }
      for other in items[(index + 1)...] where item.meets(other) {
        faults.append("'\(item.text)' and '\(other.text)' cover each other")
      }
    }
    return faults
  }
}
