import Foundation
import Programs
import Testing

/// The firmware of `band1`: from SPI flash through boot ROM and second-stage loader, and upgraded by the unmodified smpmgr.
@Suite(.serialized) struct Band1Tests {
  private static let image = Bandbox.root + "/firmware-images/band1/band1.elf"
  /// Of the second image's header in its slot, the checksum.
  private static let secondChecksum = 0x2_C1C8

  /// A flash with the band's firmware, version 1.0.0, and behind it what `others` are.
  private func flash(in folder: String, _ others: [String] = []) throws -> String {
    let path = folder + "/flash.bin"
    let made = try Programs.run(
      try Programs.client("python"), [Bandbox.root + "/tools/da14580-flash", path, Self.image] + others)
    #expect(made.status == 0, "\(made.errors)")
    return path
  }

  /// The firmware again, as imgtool signs it.
  private func signed(in folder: String) throws -> SignedImage {
    let code = folder + "/code.bin"
    let made = try Programs.run(
      try Programs.client("python"), [Bandbox.root + "/tools/da14580-flash", "--code", Self.image, code])
    #expect(made.status == 0, "\(made.errors)")
    return try SignedImage(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: code))))
  }

  private func start(_ flash: String, speed: String = "4x") throws -> LiveBand {
    try LiveBand(["--board", "band1", "--flash", flash, "--speed", speed], image: nil)
  }

  @Test func theNewerImageStartsUnlessItsChecksumIsWrong() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let image = try signed(in: folder)
    defer { image.remove() }
    let flash = try flash(in: folder, [try image.sign("two.bin", version: "2.0.0", slotSize: "0xC000")])
    var band = try start(flash)
    #expect(try band.imageStates() == "0 2.0.0 active confirmed;1 1.0.0")
    _ = try band.stop()
    var contents = try Data(contentsOf: URL(fileURLWithPath: flash))
    contents[Self.secondChecksum] ^= 1
    try contents.write(to: URL(fileURLWithPath: flash))
    band = try start(flash)
    #expect(try band.imageStates().hasPrefix("0 1.0.0 active"))
    _ = try band.stop()
  }

  @Test func anImageOnTestIsTakenBackUnlessItIsConfirmed() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let image = try signed(in: folder)
    defer { image.remove() }
    let path = try image.sign("new.bin", version: "1.1.0", slotSize: "0xC000")
    // No faster than the band is: a host that says nothing for its 0.3 s may find it at its samples.
    let band = try start(try flash(in: folder), speed: "1x")
    func smpmgr(_ arguments: String...) throws {
      let done = try band.smpmgr(arguments)
      #expect(done.status == 0, "\(done.output)\(done.errors)")
    }
    #expect(try band.imageStates() == "0 1.0.0 active confirmed")
    try smpmgr("upgrade", "--slot", "1", path)
    #expect(try band.imageStates() == "0 1.1.0 active;1 1.0.0 confirmed")
    try smpmgr("os", "reset")
    #expect(try band.imageStates() == "0 1.0.0 active confirmed;1 1.1.0")
    _ = try band.stop()
  }

  /// Steps, a touch that lights the LEDs, and no display.
  @Test func stepsAreCountedAndATouchLights() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "time,what,value\n2m,touch,200ms\n".write(toFile: folder + "/events.csv", atomically: true, encoding: .utf8)
    let report = try Bandbox.report(
      ["--board", "band1", "--for", "5m", "--wear", "walk:110", "--events", folder + "/events.csv"], of: Self.image)
    #expect(report.statistics["touches"] == 1)
    #expect(report.statistics["screens"] == 1)
    #expect(abs((report.statistics["steps"] ?? 0) - report.trueSteps) <= 30)
  }

  /// Decodes screenshots of three LEDs and prints a line for each: the colours of the three, or what is wrong. Every pixel is
  /// compared, with circles of its own.
  private static let lights = """
    import math, struct, sys, zlib
    for path in sys.argv[1:]:
        data = open(path, "rb").read()
        place, body = 8, b""
        while place < len(data):
            length, kind = struct.unpack(">I4s", data[place:place + 8])
            if kind == b"IHDR": assert data[place + 8:place + 18] == struct.pack(">IIBB", 144, 48, 8, 2)
            if kind == b"IDAT": body += data[place + 8:place + 8 + length]
            place += 12 + length
        rows = zlib.decompress(body)
        assert len(rows) == 48 * 433 and not any(rows[::433])
        pixel = lambda x, y: tuple(rows[y * 433 + 1 + 3 * x:][:3])
        middle = [pixel(x, 24) for x in (24, 72, 120)]
        for y in range(48):
            for x in range(144):
                distance = math.hypot(x % 48 - 23.5, y - 23.5)
                wanted = middle[x // 48] if distance <= 16 else (112,) * 3 if distance <= 18 else (0,) * 3
                assert pixel(x, y) == wanted, (path, x, y, pixel(x, y), wanted)
        print(*("%02x%02x%02x" % colour for colour in middle))
    """

  /// The day's steps, then the battery, then nothing: as the LEDs show them, to the pixel.
  @Test func aScreenshotShowsTheLEDs() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "time,what,value\n2s,touch,200ms\n4s,touch,200ms\n".write(
      toFile: folder + "/events.csv", atomically: true, encoding: .utf8)
    let times = ["1s", "3s", "5s", "20s"]
    for time in times {
      let run = try Bandbox.run([
        "run", Self.image, "--board", "band1", "--for", time, "--wear", "none", "--charge", "20", "--events",
        folder + "/events.csv", "--quiet", "--screenshot", "\(folder)/\(time).png",
      ])
      #expect(run.status == 0, "\(run)")
    }
    let decoded = try Programs.run(
      try Programs.client("python"), ["-c", Self.lights] + times.map { "\(folder)/\($0).png" })
    // A third of the goal is begun: blue. A fifth of the charge: one LED, red and green.
    #expect(
      decoded.output.split(separator: "\n") == [
        "000000 000000 000000", "0000ff 000000 000000", "ffff00 000000 000000", "000000 000000 000000",
      ], "\(decoded)")
  }
}
