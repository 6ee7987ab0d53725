import Foundation

/// JSON that somebody gives.
public enum InputJSON {
  /// The value in JSON. Throws one line of ours that says where and what was expected; `expected` describes the whole.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, _ data: Data, expected: String, _ configure: (JSONDecoder) -> Void = { _ in }
  ) throws(InputError) -> Value {
    let decoder = JSONDecoder()
    configure(decoder)
    do {
      return try decoder.decode(type, from: data)
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError("expected \(expected), found \(InputJSON.describe(error))")
    }
  }

  /// The value in a file. Throws as `decode` does, with the file's name before it.
  public static func file<Value: Decodable>(_ path: String, expected: String) throws(InputError) -> Value {
    let data = Data(try InputFile.read(path))
    do throws(InputError) { return try decode(Value.self, data, expected: expected) } catch {
      throw InputError("\(path): \(error)")
    }
  }

  /// A decoder's error in our words.
  package static func describe(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "what is not JSON" }
    switch error {
    case .keyNotFound(let key, let context): return place(context) + "no key '\(key.stringValue)'"
    case .typeMismatch(let type, let context): return place(context) + "what is not \(name(type))"
    case .valueNotFound(let type, let context): return place(context) + "null, which is not \(name(type))"
    case .dataCorrupted(let context):
      if !context.codingPath.isEmpty { return place(context) + "a value that it cannot have" }
      guard let cause = context.underlyingError else { return "what is not JSON" }
      let text = (cause as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
      let match = text.firstMatch(of: /line ([0-9]+), column ([0-9]+)/)
      return match.map { "what is not JSON, in line \($0.1), column \($0.2)" } ?? "what is not JSON"
    @unknown default: return "what is not JSON"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let place = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
    return place.isEmpty ? "" : "at '\(place)' "
  }

  private static func name(_ type: Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is any BinaryInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is [Any].Type: "a list"
    default: "an object"
    }
  }
}
