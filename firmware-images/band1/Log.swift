/// There is no room for a console: only frames are sent.
enum Log {
  static var isMidLine: Bool { false }

  static func byte(_ byte: UInt8) { Cable.put(byte) }
  static func text(_ text: StaticString) {}
  static func end() {}
  static func write(_ body: (inout TextWriter) -> Void) {}
  static func lines(_ text: UnsafeBufferPointer<UInt8>) {}
  static func field(_ name: StaticString, _ value: UInt32) {}
  static func stamp() {}
}
