import Testing

@testable import Bench

@Suite struct GateTests {
  private static func status(
    _ gate: Gate, host: String?, origin: String? = nil, authorization: String? = nil, query: String? = nil,
    isAsset: Bool = false
  ) -> Int? {
    gate.refusal(host: host, origin: origin, authorization: authorization, query: query, isAsset: isAsset)?.status
  }

  @Test func onlyThisHostsNamesPass() {
    let gate = Gate(token: nil)
    for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"] {
      #expect(Self.status(gate, host: host) == nil, "\(host)")
    }
    for host in [
      "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.2", "", "[::2]:80",
    ] {
      #expect(Self.status(gate, host: host) == 403, "\(host)")
      #expect(Self.status(gate, host: host, isAsset: true) == 403, "\(host)")
    }
    #expect(Self.status(gate, host: nil) == 403)
  }

  @Test func onlyThePagesOwnOriginPasses() {
    let gate = Gate(token: nil)
    #expect(Self.status(gate, host: "localhost:80", origin: "http://localhost:80") == nil)
    for origin in ["http://evil.example", "null", "http://localhost:81", "https://localhost:80", "http://127.0.0.1:80"]
    {
      #expect(Self.status(gate, host: "localhost:80", origin: origin) == 403, "\(origin)")
    }
  }

  @Test func whereOthersReachThePortTheTokenCounts() {
    let gate = Gate(token: "secret")
    #expect(Self.status(gate, host: "10.0.0.1:80") == 401)
    #expect(Self.status(gate, host: "10.0.0.1:80", isAsset: true) == nil)
    #expect(Self.status(gate, host: "10.0.0.1:80", authorization: "Bearer secret") == nil)
    #expect(Self.status(gate, host: "10.0.0.1:80", query: "secret") == nil)
    #expect(Self.status(gate, host: "10.0.0.1:80", authorization: "Bearer secre") == 401)
    #expect(Self.status(gate, host: "10.0.0.1:80", authorization: "Bearer wrong!", query: "secret") == 401)
    #expect(Self.status(gate, host: "10.0.0.1:80", origin: "http://evil.example", query: "secret") == 403)
  }
}
