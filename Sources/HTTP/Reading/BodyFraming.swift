/// How the end of a request's body is known (RFC 9112 section 6).
enum BodyFraming: Equatable {
  /// It has so many bytes; without a body it has none.
  case length(Int)
  /// It comes in pieces.
  case chunked

  /// Whatever two programs could read in two ways is refused, since a request could hide another one in that.
  init(_ head: RequestHead) throws(HTTPError) {
    let lengths = head.fields.values(of: "Content-Length")
    let codings = head.fields.values(of: "Transfer-Encoding")
    guard codings.isEmpty else {
      guard lengths.isEmpty else { throw HTTPError(400, "expected either Content-Length or Transfer-Encoding") }
      guard head.minorVersion > 0 else { throw HTTPError(400, "expected no Transfer-Encoding of HTTP/1.0") }
      let tokens = head.fields.tokens(of: "Transfer-Encoding")
      guard tokens.last == "chunked", tokens.filter({ $0 == "chunked" }).count == 1 else {
        throw HTTPError(400, "expected a Transfer-Encoding that ends with chunked")
      }
      guard tokens.count == 1 else { throw HTTPError(501, "expected no Transfer-Encoding but chunked") }
      self = .chunked
      return
    }
    // The same length several times, in lines or as a list, is that length.
    let given = lengths.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { Characters.trim(Array($0.utf8)[...]) }
    guard let first = given.first else {
      self = .length(0)
      return
    }
    guard !first.isEmpty, first.allSatisfy({ (0x30...0x39).contains($0) }),
      given.allSatisfy({ $0.elementsEqual(first) })
    else { throw HTTPError(400, "expected one Content-Length, a number") }
    // What no number holds is too long for everybody.
    self = .length(Int(String(decoding: first, as: UTF8.self)) ?? .max)
  }
}
