/// Lines of text through a function that takes bytes.
enum Lines {
  /// A name, and a number in eight hexadecimal digits where there is one.
  static func line(_ name: StaticString, _ value: UInt32?, _ send: (UInt8) -> Void) {
    for index in 0..<name.utf8CodeUnitCount { send(name.utf8Start[index]) }
    if let value {
      send(0x20)
      for digit in 0..<8 {
        let nibble = UInt8(truncatingIfNeeded: value >> UInt32(28 - 4 * digit) & 15)
        send(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      }
    }
    send(0x0D)
    send(0x0A)
  }
}
