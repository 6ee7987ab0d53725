import Foundation
import Programs
import Testing

/// A client that reads more slowly than the band sends: `--lossless` makes the band wait, without it the cable drops and counts.
@Suite(.serialized) struct SlowClientTests {
  private func run(_ options: [String]) throws -> (client: Finished, link: [String: Int]) {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let client = try Programs.run(
      try Programs.client("python"),
      [
        Bandbox.root + "/Tests/EndToEndTests/Clients/slow_client.py", try Programs.environment("BANDBOX_BIN"),
        Bandbox.root + "/firmware-images/rtos/rtos.elf", folder,
      ] + options)
    let report = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: folder + "/report.json")))
    return (client, try #require((report as? [String: Any])?["link"] as? [String: Int]))
  }

  /// "start", and "beat N slept" for the 1,599 whole seconds after it; each line with CR LF.
  private static let sent = 7 + (1...1_599).reduce(0) { $0 + "beat \($1) slept".count + 2 }

  @Test func withoutLosslessWhatDoesNotFitIsDroppedAndCounted() throws {
    let (client, link) = try run([])
    #expect(client.status == 0, "\(client)")
    let (out, dropped) = (try #require(link["bytes_out"]), try #require(link["dropped"]))
    #expect(out > 0 && dropped > 0 && out + dropped == Self.sent, "\(link)")
  }

  @Test func losslessWaitsForEveryByteToBeRead() throws {
    let (client, link) = try run(["--lossless"])
    #expect(client.status == 0, "\(client)")
    // What was sent after the client had gone is dropped.
    let (out, dropped) = (try #require(link["bytes_out"]), try #require(link["dropped"]))
    #expect(
      out >= Int(client.output.split(separator: "\n").last ?? "") ?? .max && out + dropped == Self.sent, "\(link)")
  }
}
