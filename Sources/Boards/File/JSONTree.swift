import Foundation

/// A JSON value that is put together by hand, for schemas.
indirect enum JSONTree {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSONTree])
  case object([String: JSONTree])

  /// The members of an object; none of anything else.
  var members: [String: JSONTree] { if case .object(let members) = self { members } else { [:] } }

  /// Its text, indented, with sorted keys.
  var text: String {
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = (try? JSONSerialization.data(withJSONObject: value, options: options)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  private var value: Any {
    switch self {
    case .text(let text): text
    case .number(let number): number
    case .flag(let flag): flag
    case .list(let items): items.map(\.value)
    case .object(let members): members.mapValues(\.value)
    }
  }

  // MARK: Schemas

  /// An object with these members and no others.
  static func record(_ members: [String: JSONTree], required: [String]) -> JSONTree {
    .object([
      "type": .text("object"), "properties": .object(members), "required": .list(required.map { .text($0) }),
      "additionalProperties": .flag(false),
    ])
  }

  /// An object with any members of one kind.
  static func map(_ value: JSONTree) -> JSONTree {
    .object(["type": .text("object"), "additionalProperties": value])
  }

  static func anyOf(_ kinds: [JSONTree]) -> JSONTree { .object(["anyOf": .list(kinds)]) }

  static func choice(_ words: [String]) -> JSONTree { .object(["enum": .list(words.map { .text($0) })]) }

  static func pattern(_ expression: String) -> JSONTree {
    .object(["type": .text("string"), "pattern": .text(expression)])
  }

  static func string(_ description: String, orNumber: Bool = false) -> JSONTree {
    let type: JSONTree = orNumber ? .list([.text("string"), .text("integer")]) : .text("string")
    return .object(["type": type, "description": .text(description)])
  }
}
