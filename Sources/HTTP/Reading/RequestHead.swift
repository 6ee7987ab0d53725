/// The first line and the header of a request (RFC 9112 sections 3 and 5).
struct RequestHead: Equatable {
  var method: String
  var target: String
  /// HTTP/1.0 or 1.1; later ones are the same to a server of 1.1 (RFC 9110 section 2.5).
  var minorVersion: Int
  var fields = HTTPFields()

  /// Reads them, without the empty line at the end.
  init(_ lines: [[UInt8]]) throws(HTTPError) {
    let parts = (lines.first ?? []).split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, Characters.isToken(parts[0]), !parts[1].isEmpty, parts[1].allSatisfy(Characters.isVisible)
    else {
      throw HTTPError(400, "expected a request such as 'GET / HTTP/1.1'")
    }
    method = String(decoding: parts[0], as: UTF8.self)
    target = String(decoding: parts[1], as: UTF8.self)
    minorVersion = try RequestHead.minorVersion(parts[2])
    for line in lines.dropFirst() { fields.append(try RequestHead.field(line)) }
    let hosts = fields.values(of: "Host").count
    guard hosts == 1 || hosts == 0 && minorVersion == 0 else { throw HTTPError(400, "expected one Host header") }
    let expectations = fields.tokens(of: "Expect")
    guard expectations.allSatisfy({ $0 == "100-continue" }) else {
      throw HTTPError(417, "expected no Expect header but that of 100-continue")
    }
  }

  /// Whether the client waits to be told before it sends the body (RFC 9110 section 10.1.1).
  var expectsContinue: Bool { minorVersion > 0 && !fields.values(of: "Expect").isEmpty }

  private static func minorVersion(_ text: ArraySlice<UInt8>) throws(HTTPError) -> Int {
    let text = Array(text)
    guard text.count == 8, text.starts(with: "HTTP/".utf8), text[6] == UInt8(ascii: "."),
      let major = digit(text[5]), let minor = digit(text[7])
    else { throw HTTPError(400, "expected a version such as HTTP/1.1") }
    guard major == 1 else { throw HTTPError(505, "expected HTTP/1.1") }
    return minor
  }

  private static func digit(_ byte: UInt8) -> Int? { Characters.hexadecimal(byte).flatMap { $0 < 10 ? $0 : nil } }

  /// Reads a line of the header. One that begins with a space would belong to the line before (`obs-fold`): some programs read it so
  /// and some do not, so it is refused, as is a space before the colon (RFC 9112 sections 5.1 and 5.2).
  static func field(_ line: [UInt8]) throws(HTTPError) -> HTTPField {
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    let value = line[name.endIndex...].dropFirst()
    guard name.endIndex < line.endIndex, Characters.isToken(name), value.allSatisfy(Characters.isOfValue) else {
      throw HTTPError(400, "expected header lines such as 'Host: localhost'")
    }
    return HTTPField(
      String(decoding: name, as: UTF8.self), String(decoding: Characters.trim(value), as: UTF8.self))
  }
}
