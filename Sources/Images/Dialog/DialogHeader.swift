/// The eight bytes that the DA14681's boot ROM looks for at the start of flash: `qQ` (quad) or `pP` (single) and two
/// zeros, then big-endian 0x8000_0000 | (size - 8), whose top bit asks for execution through the cache.
///
/// Bytes 0 to 0xF7 of the linked image follow at flash 0x08; from 0x100 on, flash and linked offsets are equal. So the
/// linked bytes 0xF8 to 0xFF have no place in flash. (Observed in public images and in the vendor's freely distributed
/// image tool.)
public struct DialogHeader: Equatable, Sendable {
  /// Bytes that the header takes.
  public static let size = 8
  /// Where linked and flash offsets become equal.
  static let alignedFrom = 0x100

  /// Whether the image asks for four data lines (`qQ`).
  public var isQuad: Bool
  /// Whether it asks for the cache.
  public var isCached: Bool
  /// The size announced: bytes of the image in flash, with the header.
  public var imageSize: Int

  /// A header from its fields.
  public init(isQuad: Bool, isCached: Bool, imageSize: Int) {
    self.isQuad = isQuad
    self.isCached = isCached
    self.imageSize = imageSize
  }

  static let quad: [UInt8] = [0x71, 0x51, 0, 0]
  static let single: [UInt8] = [0x70, 0x50, 0, 0]

  static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.starts(with: quad) || bytes.starts(with: single) }

  /// The header at the start of `file`, which begins with one of the two marks.
  init(_ file: ImageFile, checkSize: Bool = true) throws(ImageError) {
    _ = try file.slice(0, DialogHeader.size + 8, "a Dialog header, initial stack pointer and reset vector")
    isQuad = file.starts(with: DialogHeader.quad)
    let word = file.bigEndianWord(4)
    isCached = word >> 31 != 0
    imageSize = Int(word & 0x7FFF_FFFF) + DialogHeader.size
    guard imageSize >= DialogHeader.size + 8, imageSize <= file.map.flash.size else {
      throw file.error(
        .offset(4), found: "an announced size of \(imageSize) bytes",
        expected: "\(DialogHeader.size + 8) to \(file.map.flash.size) bytes (the flash)")
    }
    guard !checkSize || imageSize <= file.bytes.count else {
      throw file.error(
        .offset(4), found: "an announced size of \(imageSize) bytes in a file of \(file.bytes.count)",
        expected: "a file of at least that size (is it cut off?)")
    }
  }

  /// Makes a flash image of a binary linked for the start of flash (0x08000000 on the DA14681).
  /// - Parameters:
  ///   - linked: the flat binary; its bytes 0xF8 to 0xFF must be all 0 or all 0xFF, for they have no place in flash, unless
  ///     `dropsGap` gives them up, as the vendor's tool does.
  ///   - name: its name, for messages.
  ///   - map: the chip's memories.
  /// - Throws: when the binary is shorter than a vector table's first two words, uses 0xF8 to 0xFF, or does not fit.
  public static func flashImage(
    linked: [UInt8], isQuad: Bool = true, isCached: Bool = true, name: String, dropsGap: Bool = false,
    for map: MemoryMap
  ) throws(ImageError) -> [UInt8] {
    let file = ImageFile(bytes: linked, name: name, map: map)
    _ = try file.slice(0, 8, "an initial stack pointer and reset vector")
    let moved = alignedFrom - size
    let gap = linked.dropFirst(moved).prefix(size)
    guard dropsGap || gap.allSatisfy({ $0 == 0 }) || gap.allSatisfy({ $0 == 0xFF }) else {
      throw file.error(
        .offset(moved), found: "contents in the last eight bytes before 0x100",
        expected: "nothing there, because the header takes their place in flash")
    }
    var image = linked.prefix(moved) + []
    if linked.count > alignedFrom {
      image += linked.dropFirst(alignedFrom)
    }
    guard image.count + size <= map.flash.size else {
      throw file.error(
        found: "a flash image of \(image.count + size) bytes",
        expected: "at most \(map.flash.size) bytes, the flash")
    }
    let word = UInt32(image.count) | (isCached ? 0x8000_0000 : 0)
    return (isQuad ? quad : single) + (0..<4).reversed().map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } + image
  }
}
