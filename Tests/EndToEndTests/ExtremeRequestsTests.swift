import Foundation
import Programs
import Testing

/// Values at the ends of every range, and of every wrong kind, in every field of every command, over the pty: the firmware
/// answers each, takes none that is out of range, and never traps.
@Suite(.serialized) struct ExtremeRequestsTests {
  private func ask(_ band: LiveBand, _ what: String) throws -> Finished {
    let program = Bandbox.root + "/Tests/EndToEndTests/Clients/extreme_requests.py"
    return try Programs.run(try Programs.client("python"), [program, band.port, what])
  }

  @Test func theBand() throws {
    let band = try LiveBand()
    let asked = try ask(band, "band")
    #expect(asked.status == 0 && asked.output.hasPrefix("done "), "\(asked)")
    let report = try band.stop()
    #expect(report.object("resets") as? [String: Int] == ["power_on": 1], "\(report.object("resets"))")
  }

  @Test func theRecovery() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let flash = folder + "/flash.bin"
    #expect(try Bandbox.run(["run", Bandbox.band, "--flash", flash, "--for", "100ms", "--quiet"]).status == 0)
    var contents = try Data(contentsOf: URL(fileURLWithPath: flash))
    contents[0x10000] = 0
    try contents.write(to: URL(fileURLWithPath: flash))
    let band = try LiveBand(["--flash", flash], image: nil)
    let asked = try ask(band, "recovery")
    #expect(asked.status == 0 && asked.output.hasPrefix("done "), "\(asked)")
    let report = try band.stop()
    #expect(report.object("resets") as? [String: Int] == ["power_on": 1], "\(report.object("resets"))")
    #expect(report.object("bootloader")["reason"] as? String == "nothing to start")
  }

  /// An error to every client.
  @Test func uploadsToImagesThatDoNotExist() throws {
    let image = try SignedImage(seed: 4)
    defer { image.remove() }
    let path = try image.sign("app.bin", version: "1.3.0")
    let band = try LiveBand()
    let refused = try Bandbox.run(["flash", path, "--image-number", "3", "--port", band.port, "--timeout", "5"])
    #expect(refused.status == 1 && refused.errors.contains("14"), "\(refused)")
    let client = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.exceptions import SMPUploadError
      from smpclient.transport.serial import SMPSerialTransport
      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              try:
                  async for offset in client.upload(open("\(path)", "rb").read(), slot=3): pass
                  print("taken")
              except SMPUploadError as error:
                  print("refused", error)
      asyncio.run(main())
      """)
    #expect(client.output.hasPrefix("refused"), "\(client)")
    let smpmgr = try band.smpmgr(["image", "upload", path, "--slot", "3"])
    #expect(smpmgr.status != 0, "\(smpmgr)")
    _ = try band.stop()
  }
}
