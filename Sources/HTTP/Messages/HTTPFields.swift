/// The header fields of a message, in their order.
public struct HTTPFields: Sendable, Equatable {
  /// As they stand in the message.
  public private(set) var all: [HTTPField] = []

  /// No field.
  public init() {}

  /// The value of a field, by its name in any case; one that stands on several lines is one list (RFC 9110 section 5.3). `nil` where
  /// it is missing. Setting it takes away all lines that it had.
  public subscript(name: String) -> String? {
    get {
      let values = values(of: name)
      return values.isEmpty ? nil : values.joined(separator: ", ")
    }
    set {
      let sought = name.lowercased()
      all.removeAll { $0.name.lowercased() == sought }
      if let newValue { all.append(HTTPField(name, newValue)) }
    }
  }

  /// The values of a field's lines.
  func values(of name: String) -> [String] {
    let sought = name.lowercased()
    return all.filter { $0.name.lowercased() == sought }.map(\.value)
  }

  /// The elements of a field that is a list (RFC 9110 section 5.6.1), in lower case; empty ones are left out.
  func tokens(of name: String) -> [String] {
    values(of: name).flatMap { $0.split(separator: ",") }
      .map { String(decoding: Characters.trim(Array($0.utf8)[...]), as: UTF8.self).lowercased() }
      .filter { !$0.isEmpty }
  }

  mutating func append(_ field: HTTPField) { all.append(field) }
}
