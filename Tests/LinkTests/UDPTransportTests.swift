import Glibc
import Testing

@testable import Link

@Suite struct UDPTransportTests {
  @Test func carriesDatagramsBothWays() throws {
    let server = try UDPServer(port: 0)
    let transport = try UDPTransport(host: "127.0.0.1", port: server.port)
    #expect(transport.name == "127.0.0.1:\(server.port)")
    try transport.send([1, 2, 3], until: .now + patience)
    let (datagram, sender) = try #require(server.next())
    #expect(datagram == [1, 2, 3])
    #expect(server.send([4, 5], to: sender))
    #expect(try transport.receive(until: .now + patience) == [4, 5])
    #expect(try transport.receive(until: .now) == nil)
    server.stop()
    #expect(server.next() == nil)
  }

  @Test func tellsThatNobodyListens() throws {
    let port: UInt16
    do { port = try UDPServer(port: 0).port }
    let transport = try UDPTransport(host: "127.0.0.1", port: port)
    let error = #expect(throws: LinkError.self) {
      try transport.send([1], until: .now + patience)
      _ = try transport.receive(until: .now + patience)
    }
    #expect(error?.reason == "nobody listens there")
  }

  @Test func tellsThatAHostIsUnknown() {
    let error = #expect(throws: LinkError.self) { try UDPTransport(host: "no host has spaces", port: 1) }
    #expect(error?.path == "no host has spaces:1")
  }
}
