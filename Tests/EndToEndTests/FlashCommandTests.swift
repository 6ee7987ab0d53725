import Foundation
import Programs
import SeededRandom
import Testing

/// `bandbox flash` with images that imgtool made, against a device that is not ours.
@Suite struct FlashCommandTests {
  private let payload: SignedImage

  /// 20,000 bytes that no compression could guess.
  init() throws {
    var random = SplitMix(seed: 1)
    payload = try SignedImage(bytes: random.bytes(20_000))
  }

  private func sign(_ version: String, _ options: [String] = [], as name: String = "app.img") throws -> String {
    try payload.sign(name, version: version, options)
  }

  private func flash(_ peer: SMPPeer, _ arguments: [String]) throws -> (Finished, [String: Any]) {
    let finished = try peer.bandbox(["flash", "--json"] + arguments)
    let report = try? JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any]
    return (finished, report ?? [:])
  }

  @Test func sendsTestsAndConfirms() throws {
    let peer = try SMPPeer(["--chatty"])
    let image = try sign("1.2.0+3")
    let (first, report) = try flash(peer, [image])
    #expect(first.status == 0 && first.errors.contains("It lies in slot 1"), "\(first)")
    #expect(report["bytes"] as? Int == 20_552 && report["uploaded"] as? Bool == true)
    let uploaded = try peer.waitFor("uploaded")
    #expect(uploaded["bytes"] as? Int == 20_552)
    // As large as the device takes, less length and checksum, and never larger.
    #expect(uploaded["largest"] as? Int == 1_020)

    let (again, second) = try flash(peer, [image, "--test", "--reset"])
    #expect(again.status == 0 && again.errors.contains("is in slot 1 already"), "\(again)")
    #expect(again.errors.contains("It runs to be tested"), "\(again)")
    #expect(second["uploaded"] as? Bool == false && second["mark"] as? String == "test")
    let (last, _) = try flash(peer, [image, "--confirm"])
    #expect(last.status == 0 && last.errors.contains("It runs and stays."), "\(last)")
  }

  /// A device that goes back to its old image, and one that erases the new one.
  @Test(arguments: [
    ("revert", "--test", "Version 1.5.0 was taken back (reverted)", "taken_back"),
    ("revert", "--confirm", "Version 1.5.0 does not run: the bootloader went back; 1.0.0 runs again.", "taken_back"),
    ("erase", "--test", "Version 1.5.0 was refused by the bootloader, which erased it", "rejected"),
  ]) func anImageThatDoesNotRunIsAFailure(_ how: String, _ mark: String, _ text: String, _ outcome: String) throws {
    let peer = try SMPPeer(["--refuse", how])
    let (finished, report) = try flash(peer, [try sign("1.5.0"), mark, "--reset"])
    #expect(finished.status == 1 && finished.errors.contains(text), "\(finished)")
    #expect(report["outcome"] as? String == outcome && report["mark"] as? String != nil, "\(report)")
  }

  @Test func goesOnWhereItWasBrokenOff() throws {
    let peer = try SMPPeer(["--stop-at", "10000"])
    let image = try sign("2.0.0")
    let broken = try peer.bandbox(["flash", image, "--timeout", "0.1"])
    #expect(broken.status == 1 && broken.errors.contains("no answer to upload"), "\(broken)")
    let (whole, report) = try flash(peer, [image])
    let resumed = try peer.waitFor("resumed")
    #expect(whole.status == 0 && resumed["at"] as? Int ?? 0 >= 10_000, "\(whole)")
    #expect(report["resumed_at"] as? Int == resumed["at"] as? Int)
  }

  @Test func arrivesOverALineThatLosesAnswers() throws {
    let peer = try SMPPeer(["--lossy", "4", "--buffer", "256"])
    let (finished, _) = try flash(peer, [try sign("2.1.0"), "--test", "--timeout", "0.1"])
    #expect(finished.status == 0 && finished.errors.contains("next reset starts it"), "\(finished)")
    #expect(try peer.waitFor("uploaded")["bytes"] as? Int == 20_552)
  }

  @Test(arguments: [
    (["--pad"], "test", "app.img"), (["--pad", "--confirm"], "confirm", "app.img"),
    (["--pad", "--confirm", "-x", "0x08010000"], "confirm", "app.hex"),
  ]) func takesPaddedImages(_ options: [String], _ mark: String, _ name: String) throws {
    let peer = try SMPPeer(["--udp"])
    let (finished, report) = try flash(peer, [try sign("3.0.0", options, as: name)])
    #expect(finished.status == 0 && report["mark"] as? String == mark, "\(finished)")
    #expect(report["bytes"] as? Int == 20_552)
  }

  @Test func sendsNothingThatIsDamaged() throws {
    let peer = try SMPPeer()
    let image = try sign("4.0.0")
    var bytes = try #require(FileManager.default.contents(atPath: image))
    bytes[5_000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: image))
    let (finished, _) = try flash(peer, [image])
    #expect(finished.status == 2 && finished.errors.contains("the file is damaged"), "\(finished)")
    let (plain, _) = try flash(peer, [payload.folder + "/app.bin"])
    #expect(plain.status == 2 && plain.errors.contains("bytes that are no image"), "\(plain)")
    let states = try peer.bandbox(["smp", "state", "--json"])
    #expect(!states.output.contains("4.0.0"))
  }
}
