extension CBORContainer {
  /// The value of the first field with this key; nil when there is none, or when it is null, as some clients write a
  /// field that they leave out.
  subscript(_ key: StaticString) -> CBORItem? {
    var fields = self
    while let field = fields.nextField() {
      guard field.key.equals(key) else { continue }
      if case .null = field.value { return nil }
      return field.value
    }
    return nil
  }

  /// The number of a field of at least 0, or `absent` when there is no such field; nil when it is something else.
  func number(_ key: StaticString, or absent: UInt64) -> UInt64? {
    switch self[key] {
    case nil: absent
    case .unsigned(let value)?: value
    default: nil
    }
  }

  /// The truth of a field, false when there is no such field; 0 and 1 count as well. Nil when it is something else.
  func flag(_ key: StaticString) -> Bool? {
    switch self[key] {
    case nil: false
    case .boolean(let value)?: value
    case .unsigned(let value)? where value <= 1: value == 1
    default: nil
    }
  }

  /// The text of a field; nil when there is no such field or it is something else.
  func text(_ key: StaticString) -> CBORString? {
    guard case .text(let value)? = self[key] else { return nil }
    return value
  }

  /// The bytes of a field, none when there is no such field; nil when it is something else.
  func bytes(_ key: StaticString) -> CBORString? {
    switch self[key] {
    case nil: CBORString(UnsafeBufferPointer(start: nil, count: 0))
    case .bytes(let value)?: value
    default: nil
    }
  }
}
