import Formats
import Images

/// What an MCUboot image says of itself, for `bandbox info`.
public struct MCUbootInfo: Encodable, Sendable {
  /// A record behind the payload.
  public struct Record: Encodable, Sendable {
    /// Its number, as `0x10`.
    public let type: String
    /// What the number means; nil where it is not known.
    public let name: String?
    /// Whether the hash covers it.
    public let isProtected: Bool
    /// Its contents in hexadecimal.
    public let contents: String
  }

  /// The version.
  public let version: String
  /// Bytes before the payload.
  public let headerBytes: Int
  /// Bytes of payload.
  public let imageBytes: Int
  /// The header's flags.
  public let flags: String
  /// How it is packed, signed and bound, a line each.
  public let features: [String]
  /// `right`, `wrong`, `encrypted` where it cannot be checked for that, or nil where there is none.
  public let hash: String?
  /// What a slot's trailer in the file asks for: `test`, `permanent`, or nil where it is not padded.
  public let pending: String?
  /// All records.
  public let records: [Record]

  package init(_ image: MCUbootImage, in file: Image) {
    version = image.version.description
    headerBytes = image.headerSize
    imageBytes = image.imageSize
    flags = "0x" + String(image.flags, radix: 16)
    features = MCUbootFeatures.of(image)
    hash =
      switch image.hashState {
      case .right: "right"
      case .wrong: "wrong"
      case .encrypted: "encrypted"
      case .missing: nil
      }
    let imageOK = file[file.segments[0].address &+ UInt32((file.map.slots?.size ?? 24) - 24)]
    pending = image.hasTrailer ? imageOK == 1 ? "permanent" : "test" : nil
    records = image.tlvs.map {
      Record(
        type: "0x" + String($0.type, radix: 16), name: MCUbootInfo.name($0.type), isProtected: $0.isProtected,
        contents: Hex.bytes($0.bytes))
    }
  }

  /// Names as MCUboot's documentation and imgtool 2.5.0 (`TLV_VALUES`) have them.
  private static func name(_ type: UInt16) -> String? {
    switch type {
    case 0x01: "KEYHASH"
    case 0x02: "PUBKEY"
    case 0x10: "SHA256"
    case 0x11: "SHA384"
    case 0x12: "SHA512"
    case 0x20: "RSA2048_PSS"
    case 0x22: "ECDSA_SIG"
    case 0x23: "RSA3072_PSS"
    case 0x24: "ED25519"
    case 0x25: "SIG_PURE"
    case 0x30: "ENC_RSA2048"
    case 0x31: "ENC_KW"
    case 0x32: "ENC_EC256"
    case 0x33: "ENC_X25519"
    case 0x34: "ENC_X25519_SHA512"
    case 0x40: "DEPENDENCY"
    case 0x50: "SEC_CNT"
    case 0x60: "BOOT_RECORD"
    case 0x70: "DECOMP_SIZE"
    case 0x71: "DECOMP_SHA"
    case 0x72: "DECOMP_SIGNATURE"
    case 0x73: "COMP_DEC_SIZE"
    case 0x74: "UUID_VID"
    case 0x75: "UUID_CID"
    // Left to vendors: `imgtool sign --custom-tlv`.
    case 0xA0...0xFFFE: "custom"
    default: nil
    }
  }

  /// The same for people.
  package var lines: [String] {
    var lines = ["  version  \(version)", "  header   \(headerBytes) bytes, payload \(imageBytes), flags \(flags)"]
    for record in records {
      let contents = record.contents.count > 64 ? record.contents.prefix(64) + "..." : record.contents[...]
      let name = record.name ?? "record"
      lines.append("  \(record.type)\(record.isProtected ? " protected" : "") \(name)  \(contents)")
    }
    lines += features.map { "  is       \($0)" }
    lines.append("  hash     \(hash == "encrypted" ? "cannot be checked without the key" : hash ?? "none")")
    if let pending { lines.append("  pending  \(pending), when it is in slot 1") }
    return lines
  }
}
