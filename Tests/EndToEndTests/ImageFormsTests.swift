import Foundation
import Programs
import Testing

/// Images in every form that imgtool makes, each named for what it is: by `info`, by the bootloader's own reason on standard
/// error and in the report.
@Suite struct ImageFormsTests {
  /// A form, and what is right for it.
  struct Form: CustomTestStringConvertible {
    let name: String
    let options: [String]
    /// What `info` says.
    let says: [String]
    /// Why the bootloader does not start it; nil where it does.
    var fault: String?
    /// The key that signs it, and the one that it is encrypted for, as `imgtool keygen -t` names them.
    var signer: String?
    var encryptedFor: String?

    init(
      _ name: String, _ options: [String], _ says: [String], fault: String? = nil, signer: String? = nil,
      encryptedFor: String? = nil
    ) {
      self.name = name
      self.options = options
      self.says = says
      self.fault = fault
      self.signer = signer
      self.encryptedFor = encryptedFor
    }

    var testDescription: String { name }
  }

  private static let encrypted = "it is encrypted, which is not supported"
  private static let compressed = "it is compressed, which is not supported"

  static let forms = [
    Form("sha384", ["--sha", "384"], ["0x11 SHA384", "hash     right", "is       not signed"]),
    Form("sha512", ["--sha", "512"], ["0x12 SHA512", "hash     right"]),
    Form("p384", [], ["0x11 SHA384", "signed with ECDSA-P384, over SHA-384"], signer: "ecdsa-p384"),
    Form("p256", [], ["signed with ECDSA-P256, over SHA-256"], signer: "ecdsa-p256"),
    Form("rsa", [], ["signed with RSA-2048, over SHA-256"], signer: "rsa-2048"),
    Form("ed25519-512", ["--sha", "512"], ["signed with Ed25519, over SHA-512"], signer: "ed25519"),
    Form(
      "pure", ["--pure"], ["0x25 SIG_PURE", "signed with Ed25519, over the whole image (pure)", "hash     right"],
      signer: "ed25519"),
    Form(
      "encrypted-p256", [],
      ["is       encrypted with AES-128, its key by ECIES-P256", "hash     cannot be checked without the key"],
      fault: encrypted, encryptedFor: "ecdsa-p256"),
    Form(
      "encrypted-x25519", ["--encrypt-keylen", "256"], ["encrypted with AES-256, its key by ECIES-X25519"],
      fault: encrypted, encryptedFor: "x25519"),
    Form(
      "encrypted-hmac", ["--hmac-sha", "512"], ["its key by ECIES-X25519 with HMAC-SHA-512", "0x34 ENC_X25519_SHA512"],
      fault: encrypted, encryptedFor: "x25519"),
    Form(
      "encrypted-rsa", ["--sha", "512"], ["its key by RSA-OAEP-2048", "0x12 SHA512"], fault: encrypted,
      encryptedFor: "rsa-2048"),
    Form(
      "clear", ["--clear"], ["to be encrypted (its contents are still in the clear) with AES-128", "hash     right"],
      fault: encrypted, encryptedFor: "x25519"),
    Form(
      "lzma2", ["--compression", "lzma2"], ["compressed with LZMA2, ", "bytes without", "0x70 protected DECOMP_SIZE"],
      fault: compressed),
    Form(
      "armthumb", ["--compression", "lzma2armthumb"], ["compressed with LZMA2 and the filter for ARM Thumb"],
      fault: compressed),
    Form(
      "non-bootable", ["--non-bootable"], ["is       marked as non-bootable"], fault: "it is marked as non-bootable"),
    Form(
      "ram", ["--load-addr", "0x07fc0000"], ["to be loaded into RAM at 0x07fc0000"],
      fault: "it is to be loaded into RAM, which is not supported"),
    Form("fixed", ["--rom-fixed", "0x08010000"], ["built to run at 0x08010000 only"]),
    Form(
      "fixed-elsewhere", ["--rom-fixed", "0x08050000"], ["built to run at 0x08050000 only"],
      fault: "it is built for another address"),
    Form(
      "dependent", ["-d", "(1, 1.2.3+4)", "-s", "7"],
      ["depends on image 1 from version 1.2.3+4 on", "security counter 7", "0x40 protected DEPENDENCY"]),
    Form(
      "custom", ["--custom-tlv", "0xa0", "hello", "--custom-tlv", "0xfffe", "0x0102", "--boot-record", "app"],
      ["0xa0 protected custom  68656c6c6f", "0xfffe protected custom  0102", "0x60 protected BOOT_RECORD"]),
    Form(
      "named", ["--vid", "example.com", "--cid", "band"],
      ["is       vendor ", "is       class ", "0x74 protected UUID_VID"]),
  ]

  private func key(_ type: String, in folder: String) throws -> String {
    let path = folder + "/\(type).pem"
    let made = try Programs.run(try Programs.client("imgtool"), ["keygen", "-k", path, "-t", type])
    #expect(made.status == 0, "\(made)")
    return path
  }

  private func sign(_ form: Form, _ image: SignedImage) throws -> String {
    var options = form.options
    if let signer = form.signer { options += ["-k", try key(signer, in: image.folder)] }
    if let receiver = form.encryptedFor {
      let secret = try key(receiver, in: image.folder)
      let shared = image.folder + "/shared.pem"
      let made = try Programs.run(
        try Programs.client("imgtool"), ["getpub", "-k", secret, "-e", "pem", "-o", shared])
      #expect(made.status == 0, "\(made)")
      options += ["-E", shared]
    }
    return try image.sign(form.name + ".bin", version: "1.2.0", options)
  }

  @Test(arguments: forms) func eachIsNamedForWhatItIs(_ form: Form) throws {
    let image = try SignedImage()
    defer { image.remove() }
    let path = try sign(form, image)
    let info = try Bandbox.run(["info", path])
    for text in form.says { #expect(info.output.contains(text), "'\(text)' in \(info.output)") }
    #expect(info.output.contains("cannot be started") == (form.fault != nil), "\(info.output)")
    if let fault = form.fault { #expect(info.output.contains("cannot be started: \(fault)"), "\(info.output)") }

    let report = image.folder + "/report.json"
    let run = try Bandbox.run(["run", path, "--for", "3s", "--console", "--quiet", "--report", report])
    let json = try RunReport(FileManager.default.contents(atPath: report) ?? Data())
    let bootloader = json.object("bootloader")
    #expect(run.output.contains("bandbox boot: serial recovery") == (form.fault != nil), "\(run)")
    #expect(bootloader["slot0"] as? String == form.fault, "\(bootloader)")
    guard let fault = form.fault else { return #expect(bootloader.isEmpty && run.errors.isEmpty, "\(run)") }
    #expect(run.errors.contains("stays in serial recovery: slot 0: \(fault); slot 1: no image"), "\(run.errors)")
    #expect(run.output.contains("slot 0: \(fault)"), "\(run.output)")
    #expect(bootloader["state"] as? String == "recovery" && bootloader["slot1"] as? String == "no image")
    // A debugger knows no bootloader, and hears of none.
    let direct = try Bandbox.run(["run", path, "--for", "1s", "--quiet", "--no-bootloader", "--report", report])
    #expect(!direct.errors.contains("bootloader"), "\(direct.errors)")
    #expect(try RunReport(FileManager.default.contents(atPath: report) ?? Data()).object("bootloader").isEmpty)
  }

  /// Before a key: signatures of every kind, and what is said of those that are not its own.
  @Test(
    arguments: [
      ("p256", "ecdsa-p256", [], nil),
      ("p256", "other:ecdsa-p256", [], "it is signed with another key than the built-in one"),
      ("p256", "other:ecdsa-p384", [], "it is not signed with the algorithm of the built-in key"),
      ("p256", "other:ed25519", ["--pure"], "it is not signed with the algorithm of the built-in key"),
      ("p256", "", ["--sha", "512"], "it is not signed"), ("ed25519", "ed25519", [], nil),
      ("ed25519", "ed25519", ["--sha", "512"], nil), ("ed25519", "ed25519", ["--pure"], nil),
      ("ed25519", "ed25519", ["--pure", "--public-key-format", "full"], nil),
      ("ed25519", "other:ed25519", ["--pure"], "it is signed with another key than the built-in one"),
      (
        "ed25519", "other:ed25519", ["--public-key-format", "full"],
        "it is signed with another key than the built-in one"
      ),
      ("ed25519", "other:rsa-2048", [], "it is not signed with the algorithm of the built-in key"),
    ] as [(String, String, [String], String?)])
  func signaturesBeforeAKey(_ boot: String, _ signer: String, _ options: [String], _ fault: String?) throws {
    let image = try SignedImage()
    defer { image.remove() }
    let folder = Bandbox.root + "/firmware-images/boot-\(boot)"
    let flash = image.folder + "/flash.bin"
    let laid = try Bandbox.run(["run", folder + "/boot-\(boot).elf", "--flash", flash, "--for", "10ms", "--quiet"])
    #expect(laid.status == 0)
    var options = options
    if signer.hasPrefix("other:") {
      options += ["-k", try key(String(signer.dropFirst(6)), in: image.folder)]
    } else if !signer.isEmpty {
      options += ["-k", folder + "/development-key.pem"]
    }
    let path = try image.sign("app.bin", version: "1.0.0", options)
    let report = image.folder + "/report.json"
    let run = try Bandbox.run(["run", path, "--flash", flash, "--for", "8s", "--quiet", "--report", report])
    let json = try RunReport(FileManager.default.contents(atPath: report) ?? Data())
    #expect(json.object("bootloader")["slot0"] as? String == fault, "\(run)")
    #expect(run.errors.contains("serial recovery") == (fault != nil), "\(run.errors)")
  }

  /// A single bit of a pure image is seen, and said.
  @Test func aDamagedPureImage() throws {
    let image = try SignedImage()
    defer { image.remove() }
    let path = try image.sign(
      "pure.bin", version: "1.0.0",
      ["--pure", "-k", Bandbox.root + "/firmware-images/boot-ed25519/development-key.pem"])
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[0x1234] ^= 4
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try Bandbox.run(["info", path]).output.contains("hash     wrong"))
    let run = try Bandbox.run(["run", path, "--for", "1s", "--quiet"])
    #expect(run.errors.contains("it is damaged: its contents do not have its hash"), "\(run.errors)")
    let flash = try Bandbox.run(["flash", path, "--port", "/dev/null"])
    #expect(flash.status == 2 && flash.errors.contains("contents have the SHA-512"), "\(flash)")
  }

  /// A file for the other order of bytes is no raw binary.
  @Test func aBigEndianImageIsRefused() throws {
    let image = try SignedImage()
    defer { image.remove() }
    let path = try image.sign("big.bin", version: "1.0.0", ["--endian", "big"])
    for command in ["info", "run"] {
      let finished = try Bandbox.run([command, path])
      #expect(finished.status == 2 && finished.errors.contains("big-endian MCUboot image"), "\(finished)")
    }
  }
}
