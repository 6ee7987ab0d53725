/// Walks over the elements of an array or the fields of a map. `CBORReader` has checked it to its end.
public struct CBORContainer {
  private var reader: CBORReader
  /// Elements left; nil when a break ends them.
  private var left: UInt64?

  init(_ reader: CBORReader, count: UInt64?) {
    self.reader = reader
    left = count
  }

  /// A container without elements: what a request without payload stands for.
  static var empty: CBORContainer {
    CBORContainer(CBORReader(UnsafeBufferPointer(start: nil, count: 0)), count: 0)
  }

  /// The next element of an array; nil at its end.
  public mutating func next() -> CBORItem? {
    takeOne() ? reader.next() : nil
  }

  /// The next field of a map whose key is a text; others are passed over. Nil at its end.
  public mutating func nextField() -> (key: CBORString, value: CBORItem)? {
    while takeOne() {
      guard let key = reader.next(), let value = reader.next() else { return nil }
      if case .text(let name) = key { return (name, value) }
    }
    return nil
  }

  private mutating func takeOne() -> Bool {
    if let count = left {
      guard count > 0 else { return false }
      left = count &- 1
      return true
    }
    return !reader.isAtEnd && !reader.isAtBreak
  }
}
