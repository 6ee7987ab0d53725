import Foundation
import Programs
import Testing

/// Images that the unmodified imgtool makes, started by the bootloader.
struct BootTests {
  /// Whether the band's firmware came up: it has the accelerometer measure.
  private func hasStarted(_ report: RunReport) -> Bool {
    report.rows.contains {
      $0["component"] as? String == "ADXL362" && ($0["state"] as? String)?.hasPrefix("measure") == true
    }
  }

  /// Every usual form of the same payload runs, and `info` knows it.
  @Test func formsOfImgtool() throws {
    let image = try SignedImage()
    defer { image.remove() }
    for (name, options) in [
      ("plain.bin", []), ("padded.bin", ["--pad"]), ("confirmed.bin", ["--pad", "--confirm"]),
      ("protected.bin", ["--security-counter", "4"]),
      ("signed.bin", ["-k", Bandbox.root + "/firmware-images/boot-p256/development-key.pem"]),
      ("image.hex", ["--hex-addr", "0x08010000"]), ("padded.hex", ["--pad", "--hex-addr", "0x08010000"]),
    ] {
      let path = try image.sign(name, version: "1.2.3+4", options)
      #expect(hasStarted(try Bandbox.report(["--for", "3s"], of: path)), "\(name)")
      let info = try Bandbox.run(["info", path])
      #expect(info.output.contains("version  1.2.3+4") && info.output.contains("hash     right"), "\(info.output)")
      #expect(info.output.contains("pending  ") == name.hasPrefix("padded") || name == "confirmed.bin")
    }
  }

  /// An image whose contents are not those of its hash: `info` says so, and the bootloader stays in recovery.
  @Test func aDamagedImageIsNotStarted() throws {
    let image = try SignedImage()
    defer { image.remove() }
    let path = try image.sign("damaged.bin", version: "1.0.0")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[0x1000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try Bandbox.run(["info", path]).output.contains("hash     wrong"))
    let finished = try Bandbox.run(["run", path, "--for", "1s", "--console", "--quiet"])
    #expect(finished.output.contains("bandbox boot: serial recovery"))
    // A debugger starts it all the same.
    #expect(hasStarted(try Bandbox.report(["--for", "3s", "--no-bootloader"], of: path)))
  }

  /// With a key built in, an image without its signature is not started: neither unsigned nor signed with another key, of its
  /// kind or of the other.
  @Test(arguments: [("p256", "ecdsa-p256", "ed25519"), ("ed25519", "ed25519", "p256")])
  func theBootloaderWithAKey(_ kind: String, _ type: String, _ otherKind: String) throws {
    let image = try SignedImage()
    defer { image.remove() }
    let boot = Bandbox.root + "/firmware-images/boot-"
    let other = image.folder + "/other.pem"
    #expect(try Programs.run(try Programs.client("imgtool"), ["keygen", "-k", other, "-t", type]).status == 0)
    try expect(
      image, "\(boot)\(kind)/boot-\(kind).elf",
      [
        ("right.bin", "\(boot)\(kind)/development-key.pem", true), ("other.bin", other, false),
        ("kind.bin", "\(boot)\(otherKind)/development-key.pem", false), ("none.bin", nil, false),
      ])
  }

  /// The bootloader with a key that `imgtool keygen` has just made.
  @Test(arguments: ["ecdsa-p256", "ed25519"]) func aKeyOfOnesOwn(_ type: String) throws {
    let image = try SignedImage()
    defer { image.remove() }
    let (own, publicHalf, boot) = (image.folder + "/own.pem", image.folder + "/public.pem", image.folder + "/boot.elf")
    let imgtool = try Programs.client("imgtool")
    #expect(try Programs.run(imgtool, ["keygen", "-k", own, "-t", type]).status == 0)
    let exported = try Programs.run(imgtool, ["getpub", "-k", own, "-e", "pem", "-o", publicHalf])
    #expect(exported.status == 0, "\(exported)")
    let built = try Programs.run(Bandbox.root + "/tools/build-firmware", ["--key", publicHalf, boot])
    #expect(built.status == 0, "\(built)")
    let development = "/firmware-images/boot-\(type.split(separator: "-").last ?? "")/development-key.pem"
    try expect(
      image, boot, [("own.bin", own, true), ("development.bin", Bandbox.root + development, false)])
    let wrong = try Programs.run(Bandbox.root + "/tools/build-firmware", ["--key", own, boot])
    #expect(wrong.status == 1 && wrong.errors.contains("own.pem: expected a public key in PEM"), "\(wrong)")
  }

  private func expect(_ image: SignedImage, _ bootloader: String, _ forms: [(String, String?, Bool)]) throws {
    let flash = image.folder + "/flash.bin"
    #expect(try Bandbox.run(["run", bootloader, "--flash", flash, "--for", "10ms", "--quiet"]).status == 0)
    for (name, key, isGood) in forms {
      let path = try image.sign(name, version: "1.0.0", key.map { ["-k", $0] } ?? [])
      let finished = try Bandbox.run(["run", path, "--flash", flash, "--for", "6s", "--console", "--quiet"])
      #expect(finished.output.contains("bandbox boot: serial recovery") == !isGood, "\(name)")
      #expect(hasStarted(try Bandbox.report(["--flash", flash, "--for", "6s"], of: path)) == isGood, "\(name)")
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let image = try SignedImage()
    defer { image.remove() }
    var payload = try Data(contentsOf: URL(fileURLWithPath: image.folder + "/app.bin"))
    payload.append(Data(count: 0x3F000 - 0x200 - 39 - payload.count))
    try payload.write(to: URL(fileURLWithPath: image.folder + "/app.bin"))
    let path = try image.sign("big.bin", version: "1.0.0", slotSize: "0x80000")
    let finished = try Bandbox.run(["run", path, "--for", "1s"])
    #expect(finished.status == 2)
    #expect(finished.errors.contains("at most 258048 bytes, what a slot has for one"), "\(finished.errors)")
  }
}
