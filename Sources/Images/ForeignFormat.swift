/// Files that people try, and that no band can load as they are: recognised so that the refusal can say what they are.
/// Magic numbers: the formats' public descriptions; the two update images as the vendor's freely distributed tools make
/// them.
enum ForeignFormat {
  private static let known: [(magic: [UInt8], found: String, advice: String)] = [
    (Array("UF2\n".utf8), "a UF2 file", "the ELF or HEX that it was made of"),
    (Array("PK\u{3}\u{4}".utf8), "a ZIP archive", "a firmware image out of it"),
    ([0x1F, 0x8B], "a gzip archive", "the firmware image inside: unpack it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz archive", "the firmware image inside: unpack it first"),
    (Array("!<arch>\n".utf8), "a static library", "an executable: link it first"),
    ([0xCF, 0xFA, 0xED, 0xFE], "a Mach-O file for the host", "an executable built for the band's Cortex-M0"),
    (
      [0x70, 0x61], "a SUOTA update image of the DA1468x, which the updater in the band unpacks",
      "the image inside, or the ELF that it was made of"
    ),
    ([0x70, 0x51], "an image for the DA1458x, another chip", "one for the DA1468x"),
    (
      [0x96, 0xF3, 0xB8, 0x3D], "a big-endian MCUboot image (imgtool sign --endian big)",
      "a little-endian one, as Cortex-M0 is"
    ),
    ([0x3C, 0xB8, 0xF3, 0x96], "an image in MCUboot's first format, of before 2018", "one that 'imgtool sign' makes"),
  ]

  /// What `bytes` begin like, and what would be of use instead.
  static func recognise(_ bytes: [UInt8]) -> (found: String, expected: String)? {
    if isSRecord(bytes) { return ("Motorola S-records", "Intel HEX (objcopy -O ihex makes it of the ELF)") }
    return known.first { bytes.starts(with: $0.magic) }.map { ($0.found, $0.advice) }
  }

  /// "S", a type, and digits as far as the first line goes.
  private static func isSRecord(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 10, bytes[0] == 0x53, (0x30...0x39).contains(bytes[1]) else { return false }
    let line = bytes.dropFirst(2).prefix { $0 != 0x0A && $0 != 0x0D }
    return line.count >= 8 && line.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF) }
  }
}
