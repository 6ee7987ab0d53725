/// A box around a picture, with words in its upper and lower edge.
package struct PictureFrame {
  package var topLeft = ""
  package var topRight = ""
  package var bottomLeft = ""
  package var bottomRight = ""

  package init(topLeft: String = "", topRight: String = "", bottomLeft: String = "", bottomRight: String = "") {
    self.topLeft = topLeft
    self.topRight = topRight
    self.bottomLeft = bottomLeft
    self.bottomRight = bottomRight
  }

  /// The picture's lines, all of one width, in the box; `nil` where there is no picture or the words do not fit.
  package func lines(around picture: [String]) -> [String]? {
    guard let width = picture.first.map(TextWidth.of), let top = edge("╭", topLeft, topRight, "╮", width),
      let bottom = edge("╰", bottomLeft, bottomRight, "╯", width)
    else { return nil }
    return [top] + picture.map { " │\($0)│" } + [bottom]
  }

  private func edge(_ begin: String, _ left: String, _ right: String, _ end: String, _ width: Int) -> String? {
    let (left, right) = (left.isEmpty ? "" : "─ \(left) ", right.isEmpty ? "" : " \(right) ─")
    let rest = width - TextWidth.of(left) - TextWidth.of(right)
    guard rest >= 0 else { return nil }
    return " \(begin)\(left)\(String(repeating: "─", count: rest))\(right)\(end)"
  }
}
