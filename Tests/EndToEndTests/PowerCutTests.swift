import Foundation
import Testing

/// An upgrade, recorded, and repeated with the power cut in some of its flash operations.
@Suite(.serialized) struct PowerCutTests {
  /// The band's own firmware as another version, made by imgtool.
  private func image(in folder: String) throws -> String {
    let (plain, signed) = (folder + "/app.bin", folder + "/app.img")
    let copied = try Bandbox.execute("/usr/bin/env", ["llvm-objcopy", "-O", "binary", Bandbox.band, plain])
    #expect(copied.status == 0, "\(copied.errors)")
    let made = try Bandbox.execute(
      try Bandbox.client("imgtool"),
      ["sign", "-H", "0x200", "--pad-header", "--align", "4", "-S", "0x40000", "-v", "9.9.9", plain, signed])
    #expect(made.status == 0, "\(made.errors)")
    return signed
  }

  @Test func anUpgradeSurvivesCuts() throws {
    let folder = try Bandbox.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = folder + "/upgrade.rec"
    let band = try LiveBand(["--record", session, "--speed", "8x"])
    let flashed = try Bandbox.run(["flash", try image(in: folder), "--port", band.port, "--test", "--reset", "--quiet"])
    #expect(flashed.status == 0, "\(flashed.output) \(flashed.errors)")
    _ = try band.stop()

    let results = folder + "/cuts.json"
    let cut = try Bandbox.run(["faults", "power-cut", session, "--every", "150", "--json", results])
    #expect(cut.status == 0, "\(cut.output) \(cut.errors)")
    #expect(cut.output.contains("flash operations") && cut.output.contains("boots nothing         0"), "\(cut.output)")
    let json = try JSONSerialization.jsonObject(with: FileManager.default.contents(atPath: results) ?? Data())
    let cuts = try #require(json as? [[String: Any]])
    #expect(cuts.count >= 6)
    // In the upload the old image stays; late in the swap the new one is reached.
    #expect(cuts.first?["boots"] as? String == "old" && cuts.contains { $0["boots"] as? String == "new" })
    #expect(cuts.allSatisfy { $0["seconds"] is Double && $0["image"] is String })
  }

  @Test func whatHasNothingToCutIsRefused() throws {
    let folder = try Bandbox.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = folder + "/quiet.rec"
    let run = try Bandbox.run(["run", Bandbox.band, "--for", "2s", "--wear", "none", "--quiet", "--record", session])
    #expect(run.status == 0, "\(run.errors)")
    let cut = try Bandbox.run(["faults", "power-cut", session])
    #expect(cut.status == 2 && cut.errors.contains("nothing is written to the flash"), "\(cut.errors)")
    let missing = try Bandbox.run(["faults", "power-cut", folder + "/none.rec"])
    #expect(missing.status == 2 && missing.errors.contains("none.rec: no such file"), "\(missing.errors)")
  }
}
