import Images

/// An image file, read and recognised.
struct LoadedImage: Sendable {
  let image: Image
  let layout: BootLayout
  /// SHA-256 of the file, in hexadecimal.
  let sha256: String
  /// What a programmer writes into the flash for the image itself.
  let flashSegments: [Image.Segment]
  /// What an erased flash is given: that, and the bootloader where it is needed.
  let programmed: [Image.Segment]
  /// Whether the boot ROM starts that.
  let isBootable: Bool

  /// Throws one clear line where the file is no image that starts. What belongs into a slot goes there and is started by
  /// the bootloader; `hasBootloader` is false where a debugger starts it instead.
  init(path: String, hasBootloader: Bool = true) throws {
    let bytes = try InputFile.read(path)
    image = try Image.recognise(bytes, name: path)
    sha256 = Hex.sha256(of: bytes)
    if image.isForSlot {
      layout = image.slotLayout(startedBy: hasBootloader ? .bootloader : .vectorTable)
      flashSegments = try image.slotSegments()
      isBootable = hasBootloader
    } else {
      layout = try image.bootLayout()
      (flashSegments, isBootable) = image.flashSegments()
    }
    let bootloader = layout.start == .bootloader ? [try ShippedBootloader.segment()] : []
    programmed = bootloader + flashSegments
  }

  /// Whether the bootloader must stand in the flash for it.
  var needsBootloader: Bool { layout.start == .bootloader }

  /// What goes into memory when no flash was used before: what is not for the flash as it is, and the flash's part as a
  /// programmer writes it where the bootloader is to find it.
  var segments: [Image.Segment] {
    guard image.isForSlot else { return image.segments }
    return programmed + image.segments.filter { !MemoryRegion.flash.contains($0.address) }
  }

  /// What was recognised and where it goes, in one line.
  var summary: String {
    let places = image.segments.map { "\($0.bytes.count) bytes at \(Hex.word($0.address))" }
    let loads = places.count > 3 ? places.prefix(3).joined(separator: ", ") + " ..." : places.joined(separator: ", ")
    let start = needsBootloader ? ", in a slot, started by the bootloader" : ""
    return "\(image.name): \(image.kind.rawValue), \(loads)\(start)" + (image.note.map { " (\($0))" } ?? "")
  }
}
