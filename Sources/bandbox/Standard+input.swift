import Foundation
import Lab

extension Standard {
  /// The JSON on standard input, to its end. Throws one line that says what was expected.
  static func input<Value: Decodable>(expected: String) throws(InputError) -> Value {
    do { return try JSONDecoder().decode(Value.self, from: FileHandle.standardInput.readDataToEndOfFile()) } catch {
      throw InputError("standard input: expected \(expected), found \(error)")
    }
  }
}
