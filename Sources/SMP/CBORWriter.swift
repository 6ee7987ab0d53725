/// Writes CBOR into a buffer that the caller lends, with the shortest heads. What does not fit is not written:
/// `overflowed` then stays true and the contents are of no use.
public struct CBORWriter {
  private let output: UnsafeMutableBufferPointer<UInt8>
  /// Bytes written.
  public private(set) var count = 0
  /// Whether something did not fit.
  public private(set) var overflowed = false

  /// Writes from the start of `output`.
  public init(_ output: UnsafeMutableBufferPointer<UInt8>) {
    self.output = output
  }

  /// Begins a map of `count` fields.
  public mutating func map(_ count: Int) { head(5, UInt64(truncatingIfNeeded: count)) }

  /// Begins an array of `count` elements.
  public mutating func array(_ count: Int) { head(4, UInt64(truncatingIfNeeded: count)) }

  /// A number of at least 0.
  public mutating func unsigned(_ value: UInt64) { head(0, value) }

  /// A number.
  public mutating func integer(_ value: Int64) {
    // For a negative number CBOR carries -1 - n, which is its bitwise complement.
    value < 0 ? head(1, UInt64(bitPattern: ~value)) : head(0, UInt64(bitPattern: value))
  }

  /// True or false.
  public mutating func boolean(_ value: Bool) { byte(value ? 0xF5 : 0xF4) }

  /// Null.
  public mutating func null() { byte(0xF6) }

  /// A text known at compile time.
  public mutating func text(_ value: StaticString) {
    text(UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
  }

  /// A text, given as UTF-8.
  public mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) { text(CBORString(utf8)) }

  /// A text out of another message.
  public mutating func text(_ value: CBORString) {
    head(3, UInt64(truncatingIfNeeded: value.count))
    contents(value)
  }

  /// A byte string.
  public mutating func bytes(_ value: UnsafeBufferPointer<UInt8>) {
    head(2, UInt64(truncatingIfNeeded: value.count))
    contents(CBORString(value))
  }

  /// Bytes of content that still fit into one string.
  public var room: Int { max(0, output.count &- count &- 3) }

  /// A byte string of `size` bytes that `fill` writes where they lie. Does not call it when they do not fit.
  public mutating func bytes(count size: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    head(2, UInt64(truncatingIfNeeded: size))
    guard !overflowed, size >= 0, output.count &- count >= size else {
      overflowed = true
      return
    }
    fill(UnsafeMutableBufferPointer(rebasing: output[count..<(count &+ size)]))
    count &+= size
  }

  /// A text whose length is known only when it is written: write it with the `TextWriter` and give that to `endText`.
  /// - Parameter leaving: bytes to be kept free behind it.
  public func beginText(leaving: Int = 0) -> TextWriter {
    // The head takes at most three bytes for what fits into a message; the text moves down when it takes fewer.
    let start = min(count &+ 3, output.count)
    let end = max(start, output.count &- leaving)
    return TextWriter(UnsafeMutableBufferPointer(rebasing: output[start..<end]))
  }

  /// Ends the text begun by the last `beginText()`; nothing else may have been written in between.
  /// - Parameter isCut: whether a text that did not fit is sent as far as it goes.
  public mutating func endText(_ text: TextWriter, isCut: Bool = false) {
    let source = count &+ 3
    guard isCut || !text.overflowed, text.count <= 0xFFFF else {
      overflowed = true
      return
    }
    head(3, UInt64(truncatingIfNeeded: text.count))
    guard !overflowed, count &+ text.count <= output.count else {
      overflowed = true
      return
    }
    for index in 0..<text.count { output[count &+ index] = output[source &+ index] }
    count &+= text.count
  }

  /// Forgets everything written.
  public mutating func restart() {
    count = 0
    overflowed = false
  }

  private mutating func contents(_ value: CBORString) {
    guard !overflowed, output.count &- count >= value.count else {
      overflowed = true
      return
    }
    var bytes = value.bytes()
    while let next = bytes.next() { byte(next) }
  }

  private mutating func head(_ major: UInt8, _ argument: UInt64) {
    switch argument {
    case 0..<24: byte(major << 5 | UInt8(truncatingIfNeeded: argument))
    case 24...0xFF: head(major, 24, argument, bytes: 1)
    case 0x100...0xFFFF: head(major, 25, argument, bytes: 2)
    case 0x1_0000...0xFFFF_FFFF: head(major, 26, argument, bytes: 4)
    default: head(major, 27, argument, bytes: 8)
    }
  }

  private mutating func head(_ major: UInt8, _ info: UInt8, _ argument: UInt64, bytes: UInt64) {
    byte(major << 5 | info)
    var left = bytes
    while left > 0 {
      left &-= 1
      byte(UInt8(truncatingIfNeeded: argument >> (left &* 8)))
    }
  }

  private mutating func byte(_ value: UInt8) {
    guard !overflowed, count < output.count else {
      overflowed = true
      return
    }
    output[count] = value
    count &+= 1
  }
}
