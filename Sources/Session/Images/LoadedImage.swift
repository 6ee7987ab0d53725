import Formats
import Images

/// An image file, read and recognised.
package struct LoadedImage: Sendable {
  package let image: Image
  let layout: BootLayout
  /// SHA-256 of the file, in hexadecimal.
  package let sha256: String
  /// What a programmer writes into the flash for the image itself.
  let flashSegments: [Image.Segment]
  /// What an erased flash is given: that, and the bootloader where it is needed.
  let programmed: [Image.Segment]
  /// Whether the boot ROM starts that.
  package let isBootable: Bool

  /// Throws one clear line where the file is no image that starts. What belongs into a slot goes there and is started by
  /// the bootloader; `hasBootloader` is false where a debugger starts it instead. With `rawAddress` the file is taken as
  /// bytes for that place. `map` has the memories of the chip that it is for.
  package init(path: String, for map: MemoryMap, hasBootloader: Bool = true, rawAddress: UInt32? = nil) throws {
    let bytes = try LoadedImage.contents(path)
    image = try LoadedImage.image(bytes, path: path, for: map, rawAddress: rawAddress)
    sha256 = Hex.sha256(of: bytes)
    if image.isForSlot {
      guard hasBootloader || map.hasDialogBoot else {
        throw InputError(
          "\(path): cannot be started without the bootloader, which stands where the \(map.chip) has its vectors")
      }
      layout = image.slotLayout(startedBy: hasBootloader ? .bootloader : .vectorTable)
      flashSegments = try image.slotSegments()
      isBootable = hasBootloader
    } else {
      layout = try image.bootLayout()
      (flashSegments, isBootable) = image.flashSegments()
    }
    let bootloader = layout.start == .bootloader ? [try ShippedBootloader.segment(for: map)] : []
    programmed = bootloader + flashSegments
  }

  /// The image that a file is, or its bytes for `rawAddress`.
  package static func image(path: String, for map: MemoryMap, rawAddress: UInt32?) throws -> Image {
    try image(try contents(path), path: path, for: map, rawAddress: rawAddress)
  }

  /// The file's bytes: of a pipe, and of a device until there are too many.
  private static func contents(_ path: String) throws -> [UInt8] {
    try InputFile.check(path)
    return try Image.contents(path: path)
  }

  private static func image(
    _ bytes: [UInt8], path: String, for map: MemoryMap, rawAddress: UInt32?
  ) throws(ImageError) -> Image {
    guard let rawAddress else { return try Image.recognise(bytes, name: path, for: map) }
    return try Image.raw(bytes, at: rawAddress, name: path, for: map)
  }

  /// Throws where nothing of it is at the start of the flash, from where the chip starts, and `flash`, which it is put into,
  /// has nothing there either.
  func checkStart(in flash: [UInt8]?) throws(ImageError) {
    guard let error = image.missingStart, flash?.prefix(Self.startSize).allSatisfy({ $0 == 0xFF }) ?? true else {
      return
    }
    throw error
  }

  /// Bytes at the start of a flash in which whatever starts an application has its first code: a page of Nordic's master boot
  /// record.
  private static let startSize = 0x1000

  /// Whether the bootloader must stand in the flash for it.
  var needsBootloader: Bool { layout.start == .bootloader }

  /// What goes into memory when no flash was used before: what is not for the flash as it is, and the flash's part as a
  /// programmer writes it where the bootloader is to find it.
  package var segments: [Image.Segment] {
    guard image.isForSlot else { return image.segments }
    return programmed + image.segments.filter { !image.map.flash.contains($0.address) }
  }

  /// What was recognised and where it goes, in one line.
  package var summary: String {
    let places = image.segments.map { "\($0.bytes.count) bytes at \(Hex.word($0.address))" }
    let loads = places.count > 3 ? places.prefix(3).joined(separator: ", ") + " ..." : places.joined(separator: ", ")
    let start = needsBootloader ? ", in a slot, started by the bootloader" : ""
    return "\(image.name): \(image.kind.rawValue), \(loads)\(start)" + (image.note.map { " (\($0))" } ?? "")
  }
}
