import Images

/// An image file, read and recognised.
struct LoadedImage: Sendable {
  let image: Image
  let layout: BootLayout
  /// SHA-256 of the file, in hexadecimal.
  let sha256: String
  /// What a programmer writes into the flash.
  let flashSegments: [Image.Segment]
  /// Whether the boot ROM starts that.
  let isBootable: Bool

  /// Throws one clear line where the file is no image that starts. Into a flash that has a bootloader, an MCUboot image
  /// goes too: the boot ROM starts what stands at the flash's start.
  init(path: String, hasFlash: Bool) throws {
    let bytes = try InputFile.read(path)
    image = try Image.recognise(bytes, name: path)
    if hasFlash && image.mcuboot != nil {
      layout = BootLayout(
        start: .flashHeader, region: .flash, vectorTable: MemoryRegion.flash.base + 8, stackPointer: 0, resetVector: 0)
    } else {
      layout = try image.bootLayout()
    }
    (flashSegments, isBootable) = image.flashSegments()
    sha256 = Hex.sha256(of: bytes)
  }

  /// What was recognised and where it goes, in one line.
  var summary: String {
    let places = image.segments.map { "\($0.bytes.count) bytes at \(Hex.word($0.address))" }
    let loads = places.count > 3 ? places.prefix(3).joined(separator: ", ") + " ..." : places.joined(separator: ", ")
    return "\(image.name): \(image.kind.rawValue), \(loads)" + (image.note.map { " (\($0))" } ?? "")
  }
}
