/// Plain text on the cable. It is written only between frames, by the one thread there is, so it never lies inside one.
enum Log {
  /// True while a line was begun and not ended.
  nonisolated(unsafe) private(set) static var isMidLine = false

  static func byte(_ byte: UInt8) {
    Cable.put(byte)
    isMidLine = byte != 0x0A
  }
  static func text(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { byte(text.utf8Start[index]) }
  }
  static func end() { text("\r\n") }

  /// What `body` writes, at most 128 bytes of it, in lines.
  static func write(_ body: (inout TextWriter) -> Void) {
    var storage = InlineArray<128, UInt8>(repeating: 0)
    withUnsafeMutableBytes(of: &storage) { raw in
      var writer = TextWriter(raw.assumingMemoryBound(to: UInt8.self))
      body(&writer)
      lines(writer.written)
    }
  }

  /// Lines that each end with a single LF.
  static func lines(_ text: UnsafeBufferPointer<UInt8>) {
    for next in text {
      if next == 0x0A { byte(0x0D) }
      byte(next)
    }
  }

  static func number(_ value: UInt32, digits: Int = 1) {
    var divisor: UInt32 = 1
    var places = 1
    while value / divisor >= 10 || places < digits {
      divisor *= 10
      places += 1
    }
    while divisor > 0 {
      byte(0x30 + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  /// ` name=value`
  static func field(_ name: StaticString, _ value: UInt32) {
    text(" ")
    text(name)
    text("=")
    number(value)
  }

  /// Starts a line with the time of day.
  static func stamp() {
    let seconds = Clock.seconds % 86_400
    text("[")
    number(seconds / 3600, digits: 2)
    text(":")
    number(seconds / 60 % 60, digits: 2)
    text(":")
    number(seconds % 60, digits: 2)
    text("] ")
  }
}
