import FlashLogic

/// What an MCUboot image says of itself. Layout: MCUboot's public documentation, design.md, "Image format".
public struct MCUbootImage: Equatable, Sendable {
  /// The version that `imgtool sign -v` sets.
  public struct Version: Equatable, Sendable, CustomStringConvertible {
    /// Major number.
    public var major: UInt8
    /// Minor number.
    public var minor: UInt8
    /// Revision.
    public var revision: UInt16
    /// Build number.
    public var build: UInt32

    /// `1.2.0+3`, as imgtool writes it; without `+0`.
    public var description: String { "\(major).\(minor).\(revision)" + (build == 0 ? "" : "+\(build)") }
  }

  /// A record behind the payload: a hash, a signature, a dependency and so on.
  public struct TLV: Equatable, Sendable {
    /// Its type, for example 0x10 SHA-256, 0x22 ECDSA signature.
    public var type: UInt16
    /// Whether the image's hash covers it.
    public var isProtected: Bool
    /// Where its contents start in the file.
    public var offset: Int
    /// Its contents.
    public var bytes: [UInt8]
  }

  /// Bytes 3D B8 F3 96 at the start of the file.
  public static let magicBytes: [UInt8] = [0x3D, 0xB8, 0xF3, 0x96]
  /// The header that the band's images have: its fields and fill.
  static let usualHeaderSize = 0x200
  static let headerFields = 32
  /// The largest header that its field of 16 bits can say, in whole words.
  static let largestHeader = 0xFFFC

  /// Where the image wants to be loaded, 0 for where it lies.
  public var loadAddress: UInt32
  /// Bytes before the payload.
  public var headerSize: Int
  /// Bytes of payload.
  public var imageSize: Int
  /// Flags; `Flag` has those that are known.
  public var flags: UInt32
  /// Its version.
  public var version: Version
  /// All records in the order of the file.
  public var tlvs: [TLV]
  /// The bytes that the hash covers: header, payload and protected records.
  public var hashedRange: Range<Int>
  /// Bytes of the image with its records.
  public var size: Int
  /// Whether the file goes on to a slot's trailer (`imgtool sign --pad`).
  public var hasTrailer: Bool

  /// Whether the contents are those that its hash records say.
  public var hashState: HashState

  /// The SHA-256, SHA-384 or SHA-512 record: what tools call the image's hash.
  public var hash: TLV? { tlvs.first { HashKind(rawValue: $0.type) != nil } }

  init(_ file: ImageFile) throws(ImageError) {
    _ = try file.slice(0, MCUbootImage.headerFields, "an MCUboot header")
    loadAddress = file.word(4)
    headerSize = Int(file.half(8))
    let protectedSize = Int(file.half(10))
    imageSize = Int(file.word(12))
    flags = file.word(16)
    version = Version(
      major: file.bytes[20], minor: file.bytes[21], revision: file.half(22), build: file.word(24))
    guard headerSize >= MCUbootImage.headerFields else {
      throw file.error(
        .offset(8), found: "an MCUboot header size of \(headerSize) bytes",
        expected: "at least \(MCUbootImage.headerFields)")
    }
    _ = try file.slice(headerSize, imageSize, "an MCUboot payload")
    var offset = headerSize + imageSize
    hashedRange = 0..<(offset + protectedSize)
    tlvs = []
    if protectedSize > 0 {
      offset = try MCUbootImage.readTLVs(file, offset, protected: protectedSize, into: &tlvs)
    }
    offset = try MCUbootImage.readTLVs(file, offset, protected: nil, into: &tlvs)
    let magic: [UInt8] = [
      0x77, 0xC2, 0x95, 0xF3, 0x60, 0xD2, 0xEF, 0x7F, 0x35, 0x52, 0x50, 0x0F, 0x2C, 0xB6, 0x79, 0x80,
    ]
    // The other form of the magic carries the write alignment in its first two bytes.
    let aligned: [UInt8] = [0x2D, 0xE1, 0x5D, 0x29, 0x41, 0x0B, 0x8D, 0x77, 0x67, 0x9C, 0x11, 0x0F, 0x1F, 0x8A]
    let end = file.bytes.suffix(16)
    hasTrailer =
      file.bytes.count >= offset + 16 && (end.elementsEqual(magic) || end.dropFirst(2).elementsEqual(aligned))
    size = offset
    let isEncrypted = flags & (Flag.encryptedAES128 | Flag.encryptedAES256) != 0
    hashState = MCUbootImage.hashState(of: file, hashedRange, tlvs, isEncrypted: isEncrypted)
  }

  /// Reads one area of records at `start` and returns its end.
  private static func readTLVs(
    _ file: ImageFile, _ start: Int, protected size: Int?, into tlvs: inout [TLV]
  ) throws(ImageError) -> Int {
    let what = size == nil ? "an MCUboot TLV area" : "a protected MCUboot TLV area"
    _ = try file.slice(start, 4, "the start of " + what)
    let magic: UInt16 = size == nil ? 0x6907 : 0x6908
    guard file.half(start) == magic else {
      throw file.error(
        .offset(start), found: "0x" + String(file.half(start), radix: 16),
        expected: "0x" + String(magic, radix: 16) + ", the start of " + what)
    }
    let total = Int(file.half(start + 2))
    guard total >= 4, size == nil || size == total else {
      throw file.error(
        .offset(start + 2), found: "a TLV area of \(total) bytes",
        expected: size.map { "\($0) bytes, as the header says" } ?? "at least 4 bytes")
    }
    _ = try file.slice(start, total, what)
    let end = start + total
    var offset = start + 4
    while offset < end {
      let room = end - offset - 4
      let count = room >= 0 ? Int(file.half(offset + 2)) : 0
      guard room >= count else {
        throw file.error(
          .offset(offset), found: "a TLV that goes beyond its area",
          expected: "at most \(max(0, room)) bytes up to the area's end at 0x" + String(end, radix: 16))
      }
      tlvs.append(
        TLV(
          type: file.half(offset), isProtected: size != nil, offset: offset + 4,
          bytes: Array(file.bytes[(offset + 4)..<(offset + 4 + count)])))
      offset += 4 + count
    }
    return end
  }
}
