import Formats
import Machine
import Session

/// The fields of a request, from its body or its query, read one by one; what is left over is a mistake.
struct Fields {
  private let values: [(name: String, value: JSON)]
  /// What the API's description has.
  private let known: [String]

  /// Fields of which `known` may be there. Throws where another one is.
  init(_ values: [(String, JSON)], known: [String]) throws(APIError) {
    self.values = values.map { ($0.0, $0.1) }
    self.known = known
    var met: Set<String> = []
    for (name, _) in values {
      guard known.contains(name) else {
        let expected = known.isEmpty ? "nothing" : known.joined(separator: ", ")
        throw APIError(
          400, "expected \(expected), found '\(name)'\(Suggestion.hint(name, among: known))",
          nearest: Suggestion.nearest(to: name, among: known))
      }
      guard met.insert(name).inserted else { throw APIError(400, "\(name): given twice") }
    }
  }

  /// How many are given.
  var count: Int { values.count }

  /// A field's value; `nil` where it is not given.
  subscript(_ name: String) -> JSON? { values.first { $0.name == name }?.value }

  /// A text; `nil` where it is not given.
  func text(_ name: String, upTo limit: Int = 1_024) throws(APIError) -> String? {
    guard let value = self[name] else { return nil }
    guard case .text(let text) = value else { throw wrong(name, "a text") }
    guard text.utf8.count <= limit else { throw APIError(400, "\(name): expected at most \(limit) bytes") }
    return text
  }

  /// A text or a number as one has it in words; `nil` where it is not given.
  func word(_ name: String) throws(APIError) -> String? {
    switch self[name] {
    case nil: return nil
    case .text(let text)?:
      guard text.utf8.count <= 1_024 else { throw APIError(400, "\(name): expected at most 1024 bytes") }
      return text
    case .number?, .integer?: return String(decoding: self[name]!.bytes, as: UTF8.self)
    default: throw wrong(name, "a text or a number")
    }
  }

  /// True or false; `nil` where it is not given.
  func flag(_ name: String) throws(APIError) -> Bool? {
    guard let value = self[name] else { return nil }
    guard case .bool(let flag) = value else { throw wrong(name, "true or false") }
    return flag
  }

  /// A whole number in a range; `nil` where it is not given.
  func whole(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
    guard let value = self[name] else { return nil }
    let number: Int? =
      switch value {
      case .number(let number): Int(exactly: number)
      case .text(let text): Int(text)
      default: nil
      }
    guard let number, range.contains(number) else {
      throw wrong(name, "a whole number, \(range.lowerBound) ... \(range.upperBound)")
    }
    return number
  }

  /// A length of time, or a time since power-on; `nil` where it is not given.
  func time(_ name: String) throws(APIError) -> Tick? {
    guard let text = try word(name) else { return nil }
    guard let ticks = TimeText.parse(text) else {
      throw wrong(name, "\(TimeText.expected), or a number of seconds, up to 30000d")
    }
    return ticks
  }

  /// The name of a mark or a checkpoint; `nil` where it is not given.
  func name(_ name: String) throws(APIError) -> String? {
    guard let text = try text(name) else { return nil }
    guard text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}/) != nil else {
      throw wrong(name, "a name of letters, digits, '_', '.' and '-', at most 64")
    }
    return text
  }

  /// Bytes in hexadecimal; `nil` where it is not given.
  func hex(_ name: String, upTo limit: Int) throws(APIError) -> [UInt8]? {
    guard let text = try text(name, upTo: 2 * limit) else { return nil }
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard !digits.isEmpty, digits.count == text.utf8.count, digits.count % 2 == 0 else {
      throw wrong(name, "pairs of hexadecimal digits")
    }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// What is required and is not there.
  func missing(_ name: String) -> APIError { APIError(400, "expected '\(name)'") }

  private func wrong(_ name: String, _ expected: String) -> APIError {
    let found = self[name].map { String(decoding: $0.bytes.prefix(100), as: UTF8.self) } ?? "nothing"
    return APIError(400, "\(name): expected \(expected), found \(found)")
  }
}
