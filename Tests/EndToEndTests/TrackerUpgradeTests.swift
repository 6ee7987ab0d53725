import Foundation
import Programs
import Testing

/// The tracker behind its bootloader: upgraded by the unmodified smpmgr with images of imgtool.
@Suite(.serialized) struct TrackerUpgradeTests {
  private static let image = Bandbox.root + "/firmware-images/tracker-slot/tracker-slot.elf"
  private static let bootloader = Bandbox.root + "/firmware-images/boot-tracker/boot-tracker.elf"
  private static let options = ["--board", "tracker", "--speed", "8x"]

  private func sign(_ image: SignedImage, _ version: String) throws -> String {
    try image.sign(version + ".bin", version: version, slotSize: "0x16000")
  }

  private func succeed(_ band: LiveBand, _ arguments: String...) throws {
    let done = try band.smpmgr(arguments)
    #expect(done.status == 0, "\(done.output)\(done.errors)")
  }

  /// On test and not confirmed, on test again and confirmed; then slot 1 is erased.
  @Test func testRevertConfirmErase() throws {
    let image = try SignedImage(Self.image)
    defer { image.remove() }
    let band = try LiveBand(Self.options, image: Self.image)
    #expect(try band.imageStates() == "0 1.0.0 active confirmed")
    try succeed(band, "upgrade", "--slot", "1", try sign(image, "1.1.0"))
    #expect(try band.imageStates() == "0 1.1.0 active;1 1.0.0 confirmed")
    try succeed(band, "os", "reset")
    #expect(try band.imageStates() == "0 1.0.0 active confirmed;1 1.1.0")
    let again = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.requests.image_management import ImageStatesRead, ImageStatesWrite
      from smpclient.transport.serial import SMPSerialTransport
      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              other = (await client.request(ImageStatesRead())).images[1]
              print((await client.request(ImageStatesWrite(hash=other.hash, confirm=False))).images[1].pending)
      asyncio.run(main())
      """)
    #expect(again.output == "True\n", "\(again)")
    try succeed(band, "os", "reset")
    #expect(try band.imageStates() == "0 1.1.0 active;1 1.0.0 confirmed")
    try succeed(band, "image", "state-write", "--confirm")
    try succeed(band, "os", "reset")
    #expect(try band.imageStates() == "0 1.1.0 active confirmed;1 1.0.0")
    try succeed(band, "image", "erase", "1")
    #expect(try band.imageStates() == "0 1.1.0 active confirmed")
    // The image restarted itself each time: the watchdog, which goes on through the bootloader's work, never bit.
    #expect(try band.stop().object("resets") as? [String: Int] == ["power_on": 1, "software": 4])
  }

  /// A byte was turned behind the tool's back: the bootloader finds it, erases the image and says why.
  @Test func aBrokenImageIsErased() throws {
    let image = try SignedImage(Self.image)
    defer { image.remove() }
    let path = try sign(image, "1.1.0")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[0x4000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    let band = try LiveBand(Self.options, image: Self.image)
    try succeed(band, "upgrade", "--slot", "1", path)
    #expect(try band.imageStates() == "0 1.0.0 active confirmed")
    _ = try band.stop()
    #expect(band.errors.contains("the bootloader refused an image: slot 1 was to be started and is erased"))
  }

  /// Nothing but the bootloader: it takes an image into slot 0 over the cable.
  @Test func recoveryTakesAnImage() throws {
    let image = try SignedImage(Self.image)
    defer { image.remove() }
    let flash = image.folder + "/flash.bin"
    let made = try Bandbox.run(
      ["run", Self.bootloader, "--board", "tracker", "--flash", flash, "--for", "100ms", "--quiet"])
    #expect(made.status == 0, "\(made)")
    let band = try LiveBand(Self.options + ["--flash", flash], image: nil)
    #expect(try band.imageStates() == "")
    try succeed(band, "upgrade", try sign(image, "2.0.0"))
    #expect(try band.imageStates() == "0 2.0.0 active confirmed")
    _ = try band.stop()
  }

  /// Cuts in the upload and all through the swap: an image runs after each.
  @Test func anUpgradeSurvivesCuts() throws {
    let image = try SignedImage(Self.image)
    defer { image.remove() }
    let session = image.folder + "/upgrade.rec"
    let band = try LiveBand(Self.options + ["--record", session], image: Self.image)
    let flashed = try Bandbox.run(
      ["flash", try sign(image, "9.9.9"), "--port", band.port, "--test", "--reset", "--quiet"])
    #expect(flashed.status == 0, "\(flashed)")
    _ = try band.stop()
    let results = image.folder + "/cuts.json"
    let cut = try Bandbox.run(["faults", "power-cut", session, "--every", "14983", "--json", results])
    #expect(cut.status == 0 && cut.output.contains("boots nothing         0"), "\(cut.output)\(cut.errors)")
    let json = try JSONSerialization.jsonObject(with: FileManager.default.contents(atPath: results) ?? Data())
    let boots = try #require(json as? [[String: Any]]).map { $0["boots"] as? String }
    // In the upload, and in the swap, which goes on.
    #expect(boots == ["old", "old", "new", "new", "new", "new"], "\(boots)")
  }
}
