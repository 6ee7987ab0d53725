import Boards
import FlashLogic
import Formats
import Images

/// An image for a bootloader's slot, read and checked, as it is sent to a device.
public struct UploadImage: Sendable {
  /// What the padding that `imgtool sign --pad` adds asks of the bootloader.
  public enum Mark: Sendable, Equatable {
    /// Test it at the next reset.
    case test
    /// Keep it.
    case confirm
  }

  /// The bytes to send: the image with its records and without padding.
  public let bytes: [UInt8]
  /// SHA-256 of these bytes.
  public let sha256: [UInt8]
  /// The image's own hash, by which devices name it.
  public let hash: [UInt8]
  /// Its version, as imgtool writes it.
  public let version: String
  /// What its padding asks for; nil without padding.
  public let mark: Mark?
  /// Bytes of padding that are not sent.
  public let padding: Int

  /// How it is packed, signed and bound, a line each.
  public let features: [String]
  /// What may keep a bootloader from starting it; nil of a plain image.
  public let obstacle: String?

  private let path: String
  private let isBootable: Bool

  /// Reads a file made by imgtool, as it is or inside Intel HEX. Throws one line where it is something else, or where its
  /// hash is not that of its contents: a device would find that out only after the transfer. An encrypted image's hash is
  /// of what it was before, and is not checked. In files that say addresses these are of a board
  /// with a shipped bootloader; a device puts the image where it has its slots.
  public init(path: String) throws {
    let image = try Self.image(path)
    guard let description = image.mcuboot else {
      throw InputError(
        "\(path): no MCUboot image (\(image.kind.rawValue)), expected an image for a slot, as 'imgtool sign' makes it")
    }
    let contents = image.slotContents
    let end = description.tlvs.map { $0.offset + $0.bytes.count }.max() ?? description.hashedRange.upperBound + 4
    guard let record = description.hash, let kind = HashKind(rawValue: record.type) else {
      throw InputError(
        "\(path): has no SHA-256, SHA-384 or SHA-512, by which a device names it; expected an image as 'imgtool sign' "
          + "makes it")
    }
    guard description.hashState != .wrong else {
      let found = MessageDigest.digest(kind, of: contents[description.hashedRange])
      throw InputError(
        "\(path): its contents have the \(MCUbootFeatures.hashName(record.type)) \(Self.hex(found)), expected "
          + "\(Self.hex(record.bytes)), as its record says: the file is damaged")
    }
    bytes = Array(contents[..<end])
    sha256 = MessageDigest.sha256(bytes)
    hash = record.bytes
    version = "\(description.version)"
    features = MCUbootFeatures.of(description)
    let packing = MCUbootFeatures.packing(description)
    obstacle = packing.isEmpty ? nil : packing.joined(separator: "; ")
    isBootable = !description.has(MCUbootImage.Flag.nonBootable)
    // Nothing can come of what the padding of a non-bootable image asks for.
    mark = isBootable ? Self.mark(of: image, description) : nil
    self.path = path
    padding = image.segments.reduce(0) { $0 + $1.bytes.count } - end
  }

  /// The image, for the first board that has a bootloader and that it is one for; else for the standard board.
  private static func image(_ path: String) throws -> Image {
    let maps = BoardCatalogue.all.map(\.memoryMap).filter { $0.slots != nil }
    for map in maps where map.chip != BoardCatalogue.standard.chip.name {
      let image = try? LoadedImage.image(path: path, for: map, rawAddress: nil)
      if let image, image.kind == .elf, image.mcuboot != nil { return image }
    }
    return try LoadedImage.image(path: path, for: BoardCatalogue.standard.memoryMap, rawAddress: nil)
  }

  /// Throws where no bootloader ever starts it.
  public func checkStartable() throws(InputError) {
    guard !isBootable else { return }
    throw InputError(
      "\(path): is marked as non-bootable ('imgtool sign --non-bootable'): no bootloader starts it; expected an image "
        + "without that mark for --test and --confirm")
  }

  /// What a trailer at the file's end asks for: the byte `image_ok` stands 24 bytes before the slot's end, farther with
  /// a write alignment above 8, which then stands in front of the magic.
  private static func mark(of image: Image, _ description: MCUbootImage) -> Mark? {
    guard let last = image.segments.last?.bytes, last.count >= 16 else { return nil }
    let magic = Array(last.suffix(16))
    let isPlain = Array(magic[..<4]) == [0x77, 0xC2, 0x95, 0xF3]
    let isAligned = Array(magic[2..<6]) == [0x2D, 0xE1, 0x5D, 0x29]
    guard description.hasTrailer || (image.segments.count > 1 && (isPlain || isAligned)) else { return nil }
    let alignment = isPlain ? 8 : Int(magic[0]) | Int(magic[1]) << 8
    let place = last.count - 16 - alignment
    return place >= 0 && last[place] == 1 ? .confirm : .test
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.prefix(8).map { Hex.word(UInt32($0)).suffix(2) }.joined() + "..."
  }
}
