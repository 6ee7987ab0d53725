/// Files that people try, and that no band can load as they are: recognised so that the refusal can say what they are.
/// Magic numbers: the formats' public descriptions; the two update images as the vendor's freely distributed tools make
/// them.
enum ForeignFormat {
  private static let firmware = "a firmware image"
  private static let unpacked = "the firmware image inside: unpack it first"
  /// Stands for this chip.
  private static let chip = ""
  private static let host = "an executable built for the band's Cortex-M0"

  private static let known: [(magic: [UInt8], found: String, advice: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a ZIP archive", "a firmware image out of it"),
    ([0x1F, 0x8B], "a gzip archive", unpacked), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz archive", unpacked),
    (Array("BZh".utf8), "a bzip2 archive", unpacked), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive", unpacked),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", unpacked),
    (Array("Rar!\u{1A}\u{7}".utf8), "a RAR archive", unpacked),
    (
      Array("!<arch>\n".utf8), "a static library",
      "an executable: link it first"
    ),
    ([0xCF, 0xFA, 0xED, 0xFE], "a Mach-O file for the host", host),
    ([0xCE, 0xFA, 0xED, 0xFE], "a Mach-O file for the host", host),
    ([0xCA, 0xFE, 0xBA, 0xBE], "a Mach-O file for several hosts, or a Java class", host),
    (Array("MZ".utf8), "a program for Windows", host), (Array("\u{0}asm".utf8), "a WebAssembly module", host),
    ([0x42, 0x43, 0xC0, 0xDE], "LLVM bitcode", "an executable: compile and link it first"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture", firmware), ([0xFF, 0xD8, 0xFF], "a JPEG picture", firmware),
    (Array("GIF8".utf8), "a GIF picture", firmware), (Array("RIFF".utf8), "a RIFF file (sound or picture)", firmware),
    (Array("%PDF".utf8), "a PDF document", firmware), (Array("SQLite format 3".utf8), "an SQLite database", firmware),
    (
      [0x70, 0x61], "a SUOTA update image of the DA1468x, which the updater in the band unpacks",
      "the image inside, or the ELF that it was made of"
    ),
    ([0x70, 0x51], "an image for the DA1458x, another chip", chip),
    (
      [0x96, 0xF3, 0xB8, 0x3D], "a big-endian MCUboot image (imgtool sign --endian big)",
      "a little-endian one, as Cortex-M0 is"
    ),
    ([0x3C, 0xB8, 0xF3, 0x96], "an image in MCUboot's first format, of before 2018", "one that 'imgtool sign' makes"),
  ]
  private static let tarPlace = 257

  /// What `bytes` begin like, and what would be of use instead.
  static func recognise(_ bytes: [UInt8], for map: MemoryMap) -> (found: String, expected: String)? {
    if bytes.dropFirst(tarPlace).starts(with: Array("ustar".utf8)) { return ("a tar archive", unpacked) }
    return known.first { bytes.starts(with: $0.magic) }.map { format in
      let family = map.hasDialogBoot ? "DA1468x" : map.chip
      return (format.found, format.advice == chip ? "one for the \(family)" : format.advice)
    }
  }
}
