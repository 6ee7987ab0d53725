import FlashLogic
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

  /// The record that names an image by its SHA-256 (MCUboot's design.md, "TLV").
  private static let sha256Record: UInt16 = 0x10

  /// Reads a file made by imgtool, as it is or inside Intel HEX. Throws one line where it is something else, or where its
  /// hash is not that of its contents: a device would find that out only after the transfer.
  public init(path: String) throws {
    let image = try LoadedImage.image(path: path, rawAddress: nil)
    guard let description = image.mcuboot, let first = image.segments.first else {
      throw InputError(
        "\(path): no MCUboot image (\(image.kind.rawValue)), expected an image for a slot, as 'imgtool sign' makes it")
    }
    let end = description.tlvs.map { $0.offset + $0.bytes.count }.max() ?? description.hashedRange.upperBound + 4
    guard let record = description.tlvs.first(where: { $0.type == Self.sha256Record }) else {
      throw InputError("\(path): has no SHA-256 record; expected an image as 'imgtool sign' makes it")
    }
    let found = MessageDigest.sha256(first.bytes[description.hashedRange])
    guard found == record.bytes else {
      throw InputError(
        "\(path): its contents have the SHA-256 \(Self.hex(found)), expected \(Self.hex(record.bytes)), as its record "
          + "says: the file is damaged")
    }
    bytes = Array(first.bytes[..<end])
    sha256 = MessageDigest.sha256(bytes)
    hash = record.bytes
    version = "\(description.version)"
    mark = Self.mark(of: image, description)
    padding = image.segments.reduce(0) { $0 + $1.bytes.count } - end
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
