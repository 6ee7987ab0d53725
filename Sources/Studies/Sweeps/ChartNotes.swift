import Plots

/// Short texts beside the marks of a chart, each where it covers neither a mark nor another text.
struct ChartNotes {
  /// An upright rectangle, in pixels.
  struct Box: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// Whether two have a part in common.
    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private let frame: Box
  private let size: Double
  private var taken: [Box] = []
  /// Whether any text found no room.
  private(set) var isCut = false

  /// Texts of a size within a frame.
  init(within frame: Box, size: Double) { (self.frame, self.size) = (frame, size) }

  /// What no text may cover.
  mutating func keep(_ box: Box) { taken.append(box) }

  /// Where a text stands beside a box, right of it, left of it, above or below; `nil` where there is no room.
  mutating func place(_ text: String, beside box: Box) -> Box? {
    let (width, height) = (PlotFont.room(text, size: size), size)
    let (x, y) = ((box.left + box.right - width) / 2, (box.top + box.bottom - height) / 2)
    let corners = [
      (box.right + 4, y), (box.left - 4 - width, y), (x, box.top - 3 - height), (x, box.bottom + 3),
    ]
    for (left, top) in corners {
      let place = Box(left: left, top: top, right: left + width, bottom: top + height)
      let isInside =
        place.left >= frame.left && place.right <= frame.right && place.top >= frame.top && place.bottom <= frame.bottom
      guard isInside, !taken.contains(where: place.meets) else { continue }
      taken.append(place)
      return place
    }
    isCut = true
    return nil
  }
}
