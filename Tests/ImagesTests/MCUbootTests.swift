import Programs
import SeededRandom
import Testing

@testable import Images

/// Images signed by the unmodified imgtool.
struct MCUbootTests {
  /// A payload of 1000 bytes, signed with `options`.
  func signed(_ options: [String], key: String? = "ecdsa-p256", output: String = "out.bin") throws -> [UInt8] {
    let folder = try Folder()
    let imgtool = try Programs.client("imgtool")
    var random = SplitMix(seed: 5)
    try folder.write("app.bin", random.bytes(1000))
    var keyOptions: [String] = []
    if let key {
      try folder.succeed(imgtool, ["keygen", "-k", folder.path("key.pem"), "-t", key])
      keyOptions = ["-k", folder.path("key.pem")]
    }
    try folder.succeed(
      imgtool,
      ["sign"] + keyOptions + ["-H", "0x200", "--pad-header", "--align", "4", "-S", "0x40000"] + options
        + [folder.path("app.bin"), folder.path(output)])
    return try folder.read(output)
  }

  @Test func signedWithECDSA() throws {
    let bytes = try signed(["-v", "1.2.300+40000"])
    let image = try Image.recognise(bytes, name: "app.signed.bin")
    #expect(image.kind == .mcuboot)
    #expect(image.segments == [Image.Segment(address: 0x0801_0000, bytes: bytes)])
    let description = try #require(image.mcuboot)
    #expect(description.version.description == "1.2.300+40000")
    #expect(description.headerSize == 0x200 && description.imageSize == 1000 && description.flags == 0)
    #expect(description.loadAddress == 0 && !description.hasTrailer)
    #expect(description.hashedRange == 0..<(0x200 + 1000))
    #expect(description.tlvs.map(\.type).sorted() == [0x01, 0x10, 0x22])
    let hash = try #require(description.hash)
    #expect(hash.type == 0x10 && hash.bytes.count == 32 && !hash.isProtected)
    #expect(Array(bytes[hash.offset..<(hash.offset + 32)]) == hash.bytes)
    #expect(throws: ImageError.self) { try image.bootLayout() }
    do { _ = try image.bootLayout() } catch {
      #expect(error.description.hasPrefix("app.signed.bin: an MCUboot image, which needs a bootloader"))
    }
  }

  @Test func unsigned() throws {
    let description = try #require(try Image.recognise(try signed(["-v", "0.1.0"], key: nil), name: "").mcuboot)
    #expect(description.version.description == "0.1.0" && description.tlvs.map(\.type) == [0x10])
  }

  @Test func protectedRecords() throws {
    let description = try #require(
      try Image.recognise(try signed(["-v", "1.0.0", "--security-counter", "7"]), name: "").mcuboot)
    let counter = try #require(description.tlvs.first { $0.type == 0x50 })
    #expect(counter.isProtected && counter.bytes == [7, 0, 0, 0])
    #expect(description.hashedRange == 0..<(0x200 + 1000 + 12))
    #expect(description.hash?.isProtected == false)
  }

  @Test(arguments: ["4", "16"]) func padded(_ align: String) throws {
    let options = ["-v", "1.0.0", "--pad", "--confirm", "--align", align, "--max-align", align == "4" ? "8" : "16"]
    let bytes = try signed(options)
    #expect(bytes.count == 0x40000)
    #expect(try Image.recognise(bytes, name: "").mcuboot?.hasTrailer == true)
    #expect(
      refusal(bytes + [0xFF])
        == "file: an MCUboot image of 262145 bytes, expected at most 262144 bytes, the size of a slot")
  }

  @Test func insideIntelHex() throws {
    let bytes = try signed(["-v", "2.0.0", "-x", "0x08010000"], output: "out.hex")
    #expect(bytes.first == 0x3A)
    let image = try Image.recognise(bytes, name: "app.hex")
    #expect(image.kind == .intelHex && image.mcuboot?.version.major == 2)
    #expect(image.segments[0].address == 0x0801_0000)
    #expect(throws: ImageError.self) { try image.bootLayout() }
  }

  @Test func damaged() throws {
    let bytes = try signed(["-v", "1.0.0", "--security-counter", "7"])
    for count in [4, 31, 32, 511, 600, 0x200 + 1000, 0x200 + 1000 + 3, 0x200 + 1000 + 12, bytes.count - 1] {
      #expect(
        refusal(Array(bytes.prefix(count)))?.contains("the end of the file at \(count) bytes") == true, "\(count)")
    }
    #expect(
      refusal(bytes.with([31, 0], at: 8))
        == "file, offset 0x8: an MCUboot header size of 31 bytes, expected at least 32")
    #expect(
      refusal(bytes.with(littleEndian(0xFFFF_FFFF), at: 12))?.contains("an MCUboot payload of 4294967295 bytes") == true
    )
    let area = 0x200 + 1000
    #expect(
      refusal(bytes.with([9], at: area))
        == "file, offset 0x5e8: 0x6909, expected 0x6908, the start of a protected MCUboot "
        + "TLV area")
    #expect(
      refusal(bytes.with([13], at: area + 2))
        == "file, offset 0x5ea: a TLV area of 13 bytes, expected 12 bytes, as the header says")
    #expect(
      refusal(bytes.with([5], at: area + 6))
        == "file, offset 0x5ec: a TLV that goes beyond its area, expected at most 4 bytes up to the area's end at 0x5f4"
    )
    #expect(
      refusal(bytes.with([3, 0], at: area + 14))
        == "file, offset 0x5f6: a TLV area of 3 bytes, expected at least 4 bytes")
  }
}
