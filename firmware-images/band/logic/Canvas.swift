/// A picture for the panel, of 72 x 40 pixels or the tracker's 64 x 32: pages of a byte a column of eight pixels, top pixel in
/// bit 0.
struct Canvas {
  #if BOARD_TRACKER
    static let width = 64
    static let height = 32
    static let count = 256
    var bytes = InlineArray<256, UInt8>(repeating: 0)
  #else
    static let width = 72
    static let height = 40
    static let count = 360
    var bytes = InlineArray<360, UInt8>(repeating: 0)
  #endif

  init() {}

  /// True when the pixel is lit; false outside.
  func isLit(_ x: Int, _ y: Int) -> Bool {
    guard x >= 0, x < Self.width, y >= 0, y < Self.height else { return false }
    return bytes[(y >> 3) &* Self.width &+ x] & (1 << UInt8(y & 7)) != 0
  }

  /// The `count` bytes where they lie.
  func withBytes<T>(_ body: (UnsafePointer<UInt8>) -> T) -> T {
    withUnsafePointer(to: bytes) { body(UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)) }
  }

  /// A sum over the picture, to tell whether it has changed.
  var checksum: UInt32 {
    withBytes { bytes in
      var sum: UInt32 = 0
      for index in 0..<Self.count { sum = (sum << 5 | sum >> 27) ^ UInt32(bytes[index]) }
      return sum
    }
  }

  mutating func clear() {
    for index in 0..<Self.count { bytes[index] = 0 }
  }

  /// Lights a pixel; outside, nothing happens.
  mutating func plot(_ x: Int, _ y: Int) {
    guard x >= 0, x < Self.width, y >= 0, y < Self.height else { return }
    bytes[(y >> 3) &* Self.width &+ x] |= 1 << UInt8(y & 7)
  }

  mutating func fill(x: Int, y: Int, width: Int, height: Int) {
    for row in 0..<max(height, 0) {
      for column in 0..<max(width, 0) { plot(x + column, y + row) }
    }
  }

  /// The outline of a rectangle.
  mutating func frame(x: Int, y: Int, width: Int, height: Int) {
    fill(x: x, y: y, width: width, height: 1)
    fill(x: x, y: y + height - 1, width: width, height: 1)
    fill(x: x, y: y, width: 1, height: height)
    fill(x: x + width - 1, y: y, width: 1, height: height)
  }

  /// Draws a character of the small font; returns its advance.
  @discardableResult
  mutating func draw(character: UInt8, x: Int, y: Int) -> Int {
    for column in 0..<5 {
      let bits = Font.column(column, of: character)
      for row in 0..<7 where bits & (1 << UInt8(row)) != 0 { plot(x + column, y + row) }
    }
    return 6
  }

  /// Draws a text in the small font, six pixels a character; returns the x behind it.
  @discardableResult
  mutating func draw(_ text: StaticString, x: Int, y: Int) -> Int {
    var at = x
    for index in 0..<text.utf8CodeUnitCount { at += draw(character: text.utf8Start[index], x: at, y: y) }
    return at
  }

  /// The small font's text in the middle of the panel.
  mutating func drawCentred(_ text: StaticString, y: Int) {
    draw(text, x: (Self.width - text.utf8CodeUnitCount * 6 + 1) / 2, y: y)
  }

  /// A number in the small font; returns the x behind it.
  @discardableResult
  mutating func draw(number: UInt32, x: Int, y: Int) -> Int {
    var at = x
    var divisor: UInt32 = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      at += draw(character: 0x30 + UInt8(number / divisor % 10), x: at, y: y)
      divisor /= 10
    }
    return at
  }
}
