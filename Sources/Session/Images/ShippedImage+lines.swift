import Formats

extension ShippedImage {
  /// Images as people read them, for a terminal of so many `columns`; `nil` is any width. Paths are never broken, so that they
  /// can be copied.
  public static func lines(_ images: [ShippedImage], columns: Int?) -> [String] {
    let widest = (images.map(\.name.count).max() ?? 0) + 3
    // On a narrow terminal each name has a line of its own.
    let isNarrow = columns.map { $0 - widest < FlowText.narrowest } ?? false
    let indent = String(repeating: " ", count: isNarrow ? 2 : widest)
    func lines(_ text: String) -> [String] {
      FlowText.wrapped(indent + text, hanging: indent.count, columns: columns)
    }
    return images.flatMap { image -> [String] in
      let name = image.name + (isNarrow ? "" : indent.dropFirst(image.name.count))
      var texts = lines(image.summary)
      if let expected = image.expected { texts += lines("expected: " + expected) }
      // A path that does not fit gets as much of the line as there is.
      let isTooLong = columns.map { indent.count + image.path.count > $0 } ?? false
      texts.append((isTooLong ? "  " : indent) + image.path)
      return isNarrow ? [name] + texts : [name + texts[0].dropFirst(indent.count)] + texts.dropFirst()
    }
  }
}
