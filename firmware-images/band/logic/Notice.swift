/// The text of a notification, in the lines that a display has room for.
struct Notice {
  /// Bytes that it holds at most.
  static let limit = 40
  private var bytes = InlineArray<40, UInt8>(repeating: 0)
  /// Bytes of text.
  let count: Int

  /// The first `count` bytes that `next` gives, no more than `limit`.
  init(_ count: Int, next: () -> UInt8?) {
    var taken = 0
    while taken < min(count, Self.limit), let byte = next() {
      bytes[taken] = byte
      taken += 1
    }
    self.count = taken
  }

  /// No text.
  init() { count = 0 }

  /// A byte of the text.
  subscript(_ index: Int) -> UInt8 { bytes[index] }

  /// Where the line ends that begins at `start` and has up to `width` characters, and where the next one begins. It breaks
  /// at the last blank that lets it fit; a word longer than a line is cut.
  func line(from start: Int, width: Int) -> (end: Int, next: Int) {
    guard count - start > width else { return (count, count) }
    var place = start + width
    while place > start {
      if bytes[place] == 0x20 { return (place, place + 1) }
      place -= 1
    }
    return (start + width, start + width)
  }
}

extension Canvas {
  private static let columns = width / 6
  private static let lines = height / 8

  /// Shows a text alone, in the middle; what does not fit is left out.
  mutating func draw(_ notice: Notice) {
    clear()
    var count = 0
    var start = 0
    while start < notice.count, count < Self.lines {
      start = notice.line(from: start, width: Self.columns).next
      count += 1
    }
    var y = (Self.height - count * 8 + 1) / 2
    start = 0
    for _ in 0..<count {
      let line = notice.line(from: start, width: Self.columns)
      var x = (Self.width - (line.end - start) * 6 + 1) / 2
      for index in start..<line.end { x += draw(character: notice[index], x: x, y: y) }
      y += 8
      start = line.next
    }
  }
}
