import Testing

@testable import HTTP

@Suite struct RequestTargetTests {
  @Test func pathsAreDecodedAndHaveNoDots() {
    for (text, path) in [
      "/": "/", "/a": "/a", "/a/": "/a", "/a//b": "/a//b", "/a/./b": "/a/b", "/a/../b": "/b", "/../../a": "/a",
      "/a/..": "/", "/%61%2fb": "/a/b", "/%2e%2e/a": "/../a", "/a%20b": "/a b", "/%C3%A4": "/ä", "/%zz": "/%zz",
      "/%4": "/%4", "/%": "/%", "/%ff": "/%ff", "/%2541": "/%41", "/a?b": "/a", "/a#b?c": "/a", "*": "*",
      "a:80": "a:80",
      "?x": "/",
    ] {
      #expect(RequestTarget(text).path == path, "\(text)")
    }
  }

  @Test func queriesAreItems() {
    func items(_ text: String) -> [String] { RequestTarget(text).query.map { "\($0.name)|\($0.value)" } }
    #expect(items("/?a=1&b=2&a=3") == ["a|1", "b|2", "a|3"])
    #expect(items("/?a=b=c&d&=e&&f=") == ["a|b=c", "d|", "|e", "|", "f|"])
    #expect(items("/?%61=%26%3D+%C3%A4&b=%zz") == ["a|&=+ä", "b|%zz"])
    #expect(items("/").isEmpty && items("/?").isEmpty && items("/?a?b") == ["a?b|"])
  }

  @Test func aWholeURLNamesItsHost() {
    let target = RequestTarget("HTTP://evil.example:80/a?b=c")
    #expect(target.authority == "evil.example:80" && target.path == "/a" && target.query == [HTTPField("b", "c")])
    #expect(RequestTarget("http://a").path == "/" && RequestTarget("/http://a").authority == nil)
    #expect(Reading("GET http://b/ HTTP/1.1\nHost: a\n\n").requests.first?.fields["Host"] == "b")
  }
}
