/// A name and its value: a header field (RFC 9110 section 5), or an item of a query.
public struct HTTPField: Sendable, Equatable {
  /// As it was sent; names of header fields are compared without regard to case.
  public var name: String
  /// Without spaces around it.
  public var value: String

  /// A field of its two parts.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
