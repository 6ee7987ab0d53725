import Programs
import Testing

/// The page's server by real, unmodified HTTP and WebSocket clients.
@Suite struct PageClientsTests {
  @Test func theServerIsOneToAllClients() throws {
    let finished = try Programs.run(
      try Programs.client("python"), [Bandbox.root + "/Tests/EndToEndTests/Clients/page_clients.py", Bandbox.band],
      environment: ["BANDBOX_BIN=\(try Programs.environment("BANDBOX_BIN"))"])
    #expect(finished.status == 0 && finished.output.hasSuffix("done\n"), "\(finished)")
  }
}
