@testable import HTTP

/// What a reader makes of a client's bytes.
struct Reading: Equatable {
  var requests: [HTTPRequest] = []
  var error: HTTPError?

  /// Reads them in these pieces.
  init(_ pieces: [[UInt8]], _ limits: HTTPLimits = HTTPLimits()) {
    var reader = RequestReader(limits)
    do throws(HTTPError) {
      for piece in pieces {
        reader.append(piece)
        while let request = try reader.next() { requests.append(request) }
      }
    } catch {
      self.error = error
    }
  }

  /// Reads a text, in which `\n` is CR and LF.
  init(_ text: String, _ limits: HTTPLimits = HTTPLimits()) { self.init([Reading.bytes(text)], limits) }

  static func bytes(_ text: String) -> [UInt8] { text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }

  /// The status with which the first request is refused.
  static func status(_ text: String, _ limits: HTTPLimits = HTTPLimits()) -> Int? {
    Reading(text, limits).error?.status
  }
}
