import Foundation
import Programs
import Testing

/// `bandbox flash` with images that the band's bootloader starts in other forms than the usual one, or does not start.
@Suite(.serialized) struct FlashFormsTests {
  private let image: SignedImage

  init() throws { image = try SignedImage(seed: 3) }

  private func flash(_ band: LiveBand, _ arguments: [String]) throws -> Finished {
    try Bandbox.run(["flash"] + arguments + ["--port", band.port, "--timeout", "5"])
  }

  /// SHA-512 and pure: tested as any other, and named by the longer hash.
  @Test(arguments: [["--sha", "512"], ["--sha", "384"], ["--pure"]]) func longHashes(_ options: [String]) throws {
    defer { image.remove() }
    let key = options == ["--pure"] ? ["-k", Bandbox.root + "/firmware-images/boot-ed25519/development-key.pem"] : []
    let path = try image.sign("long.bin", version: "3.1.0", options + key)
    let band = try LiveBand()
    let tested = try flash(band, [path, "--test", "--reset"])
    #expect(tested.status == 0 && tested.errors.contains("It runs to be tested"), "\(tested)")
    let confirmed = try flash(band, [path, "--confirm"])
    #expect(confirmed.status == 0 && confirmed.errors.contains("It runs and stays."), "\(confirmed)")
    let state = try Bandbox.run(["smp", "state", "--port", band.port, "--json"])
    let digits = options == ["--sha", "384"] ? 96 : 128
    let slots = try JSONSerialization.jsonObject(with: Data(state.output.utf8)) as? [[String: Any]]
    #expect(slots?.first?["hash"].map { "\($0)".count } == digits, "\(state)")
    // A client of others reads and confirms it as well.
    let read = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.requests.image_management import ImageStatesRead, ImageStatesWrite
      from smpclient.transport.serial import SMPSerialTransport
      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              image = (await client.request(ImageStatesRead())).images[0]
              reply = await client.request(ImageStatesWrite(hash=image.hash, confirm=True))
              print(len(image.hash), reply.images[0].confirmed)
      asyncio.run(main())
      """)
    #expect(read.output.contains("\(digits / 2) True"), "\(read)")
    _ = try band.stop()
  }

  /// What the bootloader cannot start is sent, marked, and never said to be started.
  @Test(arguments: [
    (["--compression", "lzma2"], "compressed with LZMA2", "it is compressed, which is not supported"),
    (["--load-addr", "0x07fc0000"], "to be loaded into RAM", "it is to be loaded into RAM, which is not supported"),
  ]) func whatIsNotStartedIsSaid(_ options: [String], _ name: String, _ fault: String) throws {
    defer { image.remove() }
    let path = try image.sign("packed.bin", version: "4.0.0", options)
    let band = try LiveBand()
    let marked = try flash(band, [path, "--test"])
    #expect(marked.status == 1 && marked.errors.contains("  \(name)"), "\(marked)")
    #expect(
      marked.errors.contains("does not start it at the next reset: it lists it as not bootable, for it is \(name)"))
    #expect(!marked.errors.contains("starts it to be tested"), "\(marked)")
    let reset = try flash(band, [path, "--test", "--reset"])
    #expect(reset.status == 1, "\(reset)")
    #expect(reset.errors.contains("refused by the bootloader, which erased it: the image is \(name)"), "\(reset)")
    let report = try band.stop()
    #expect(report.object("bootloader")["refused"] as? String == fault, "\(report.object("bootloader"))")
    #expect(report.object("bootloader")["state"] as? String == "started")
  }

  @Test func aNonBootableImageOnlyLies() throws {
    defer { image.remove() }
    let path = try image.sign("data.bin", version: "5.0.0", ["--non-bootable"])
    for mark in ["--test", "--confirm"] {
      let refused = try Bandbox.run(["flash", path, mark, "--port", "/dev/null"])
      #expect(refused.status == 2 && refused.errors.contains("is marked as non-bootable"), "\(refused)")
    }
    let band = try LiveBand()
    let sent = try flash(band, [path])
    #expect(sent.status == 0, "\(sent)")
    #expect(sent.errors.contains("the device does not start it: it lists it as not bootable, for it is marked as non-"))
    // Padding that asks for a test changes nothing.
    let padded = try flash(band, [try image.sign("padded.bin", version: "5.0.0", ["--non-bootable", "--pad"])])
    #expect(padded.status == 0 && padded.errors.contains("is in slot 1 already"), "\(padded)")
    let state = try Bandbox.run(["smp", "state", "--port", band.port])
    #expect(state.output.contains("not bootable") && !state.output.contains("pending"), "\(state)")
    _ = try band.stop()
  }
}
