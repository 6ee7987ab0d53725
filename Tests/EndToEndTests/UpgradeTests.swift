import Foundation
import Programs
import Testing

/// Upgrades with the unmodified smpmgr, over the pty of a band that runs in real time.
@Suite(.serialized) struct UpgradeTests {
  @Test func testRevertConfirmPermanent() throws {
    let image = try SignedImage(seed: 1)
    defer { image.remove() }
    let path = try image.sign("app.bin.signed", version: "1.1.0")
    let band = try LiveBand()
    #expect(try band.imageStates() == "0 1.0.0 active confirmed")
    let upgrade = try band.smpmgr(["upgrade", "--slot", "1", path])
    #expect(upgrade.status == 0, "\(upgrade.output)\(upgrade.errors)")
    #expect(try band.imageStates() == "0 1.1.0 active;1 1.0.0 confirmed")
    // It did not confirm itself: the old one comes back.
    #expect(try band.smpmgr(["os", "reset"]).status == 0)
    #expect(try band.imageStates() == "0 1.0.0 active confirmed;1 1.1.0")
    let again = try band.smpmgr(["upgrade", "--slot", "1", path])
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    #expect(try band.imageStates() == "0 1.1.0 active;1 1.0.0 confirmed")
    #expect(try band.smpmgr(["image", "state-write", "--confirm"]).status == 0)
    #expect(try band.smpmgr(["os", "reset"]).status == 0)
    #expect(try band.imageStates() == "0 1.1.0 active confirmed;1 1.0.0")
    // For good.
    let back = try image.sign("back.signed", version: "0.9.0")
    let confirmed = try band.smpmgr(["upgrade", "--slot", "1", "--confirm", back])
    #expect(confirmed.status == 0, "\(confirmed.output)\(confirmed.errors)")
    #expect(try band.imageStates() == "0 0.9.0 active confirmed;1 1.1.0")
    _ = try band.stop()
  }

  /// Nothing that can be started: the bootloader answers, and takes an image into slot 0.
  @Test func recoveryTakesAnImage() throws {
    let image = try SignedImage(seed: 2)
    defer { image.remove() }
    let flash = image.folder + "/flash.bin"
    #expect(try Bandbox.run(["run", Bandbox.band, "--flash", flash, "--for", "100ms", "--quiet"]).status == 0)
    var contents = try Data(contentsOf: URL(fileURLWithPath: flash))
    contents[0x10000] = 0
    try contents.write(to: URL(fileURLWithPath: flash))
    let band = try LiveBand(["--flash", flash], image: nil)
    #expect(try band.smpmgr(["os", "echo", "still here"]).output.contains("still here"))
    #expect(try band.imageStates() == "")
    let signed = try image.sign("app.signed", version: "2.0.0")
    // An upload that stops halfway: the image is listed, as MCUboot's recovery does, and not bootable.
    let half = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.requests.image_management import ImageStatesRead
      from smpclient.transport.serial import SMPSerialTransport
      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              async for offset in client.upload(open("\(signed)", "rb").read()):
                  if offset >= 5000: break
              image, = (await client.request(ImageStatesRead())).images
              assert (image.slot, image.version, image.hash, image.bootable) == (0, "2.0.0", bytes(32), False), image
              print("halfway")
      asyncio.run(main())
      """)
    #expect(half.output.contains("halfway"), "\(half)")
    let upgrade = try band.smpmgr(["upgrade", signed])
    #expect(upgrade.status == 0, "\(upgrade.output)\(upgrade.errors)")
    #expect(try band.imageStates() == "0 2.0.0 active confirmed")
    _ = try band.stop()
  }

  /// `boot_mode` 1 stays in the bootloader; a reset without it starts the band again.
  @Test func bootModeIsRecovery() throws {
    let band = try LiveBand()
    let program = """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.transport.serial import SMPSerialTransport
      import cbor2, serial, base64, struct, time
      def crc(data):
          value = 0
          for byte in data:
              value ^= byte << 8
              for _ in range(8):
                  value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
          return value
      def frame(group, command, operation, fields):
          body = cbor2.dumps(fields)
          message = struct.pack(">BBHHBB", 8 | operation, 0, len(body), group, 7, command) + body
          data = struct.pack(">H", len(message) + 2) + message + struct.pack(">H", crc(message))
          return b"\\x06\\x09" + base64.b64encode(data) + b"\\n"
      port = serial.Serial(sys.argv[1], 115200, timeout=0.2)
      def ask(*request, until):
          text = b""
          for attempt in range(20):
              port.write(frame(*request))
              end = time.time() + 1
              while time.time() < end:
                  text += port.read(256)
                  if until in text:
                      return True
          sys.exit(f"no {until!r} in {text!r}")
      time.sleep(0.3)
      ask(0, 5, 2, {"boot_mode": 1}, until=b"bandbox boot: serial recovery")
      ask(0, 5, 2, {}, until=b"bandbox band 1")
      print("ok")
      """
    let finished = try band.python(program)
    #expect(finished.output.contains("ok"), "\(finished.output)\(finished.errors)")
    _ = try band.stop()
  }
}
