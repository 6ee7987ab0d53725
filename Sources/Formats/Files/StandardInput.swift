import Foundation
import Glibc

/// What a worker is told.
public enum StandardInput {
  /// The JSON on standard input, to its end. Throws one line that says what was expected.
  public static func json<Value: Decodable>(expected: String) throws(InputError) -> Value {
    do throws(InputError) {
      return try InputJSON.decode(Value.self, Data(try bytes()), expected: expected)
    } catch {
      throw InputError("standard input: \(error)")
    }
  }

  private static func bytes() throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count > 0 {
        bytes += chunk[..<count]
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw InputError("cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }
}
