/// Writes text into a buffer that the caller lends. What does not fit is cut off and `overflowed` becomes true.
public struct TextWriter {
  private let output: UnsafeMutableBufferPointer<UInt8>
  /// Bytes written.
  public private(set) var count = 0
  /// Whether something did not fit.
  public private(set) var overflowed = false

  /// Writes from the start of `output`.
  public init(_ output: UnsafeMutableBufferPointer<UInt8>) {
    self.output = output
  }

  /// What was written.
  public var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: output[0..<count]) }

  /// Adds a byte of UTF-8.
  #if COMPACT
    @inline(never)
  #endif
  public mutating func append(byte: UInt8) {
    guard count < output.count else {
      overflowed = true
      return
    }
    output[count] = byte
    count &+= 1
  }

  /// Adds a text known at compile time.
  #if COMPACT
    @inline(never)
  #endif
  public mutating func append(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { append(byte: text.utf8Start[index]) }
  }

  /// Adds `value` in decimal, with zeros in front up to `digits` (at most 10). By subtraction: the band's processor does
  /// not divide.
  #if COMPACT
    @inline(never)
  #endif
  public mutating func append(_ value: UInt32, digits: Int = 1) {
    var rest = value
    var started = false
    for index in 0..<10 {
      let power = TextWriter.powers[index]
      var digit: UInt8 = 0
      while rest >= power {
        rest &-= power
        digit &+= 1
      }
      started = started || digit != 0 || 10 &- index <= max(1, digits)
      if started { append(byte: 0x30 &+ digit) }
    }
  }

  private static let powers: InlineArray<10, UInt32> = [
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1,
  ]
}
