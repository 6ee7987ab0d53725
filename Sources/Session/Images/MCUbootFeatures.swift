import Formats
import Images

/// What sets an MCUboot image apart from a plain one, in words: how it is packed, signed, bound and named.
///
/// Source of flags and records: imgtool 2.5.0 (`IMAGE_F`, `TLV_VALUES` and `Image.create` of its image.py).
enum MCUbootFeatures {
  /// A line each; no full stops.
  static func of(_ image: MCUbootImage) -> [String] {
    packing(image) + [signature(image)] + bindings(image)
  }

  /// What a device has to do to it, or cannot do with it, before it runs.
  static func packing(_ image: MCUbootImage) -> [String] {
    var lines: [String] = []
    if image.has(MCUbootImage.Flag.nonBootable) { lines.append("marked as non-bootable") }
    if image.isEncrypted {
      let bits = image.has(MCUbootImage.Flag.encryptedAES256) ? 256 : 128
      let state = image.hashState == .right ? "to be encrypted (its contents are still in the clear)" : "encrypted"
      lines.append("\(state) with AES-\(bits)" + (keyWrapping(image).map { ", its key by \($0)" } ?? ""))
    }
    if image.isCompressed { lines.append("compressed with \(compression(image))") }
    if image.has(MCUbootImage.Flag.ramLoad) {
      lines.append("to be loaded into RAM at \(Hex.word(image.loadAddress))")
    }
    if image.has(MCUbootImage.Flag.romFixed) {
      lines.append("built to run at \(Hex.word(image.loadAddress)) only (--rom-fixed)")
    }
    return lines
  }

  private static func keyWrapping(_ image: MCUbootImage) -> String? {
    let names: [UInt16: String] = [
      0x30: "RSA-OAEP-2048", 0x31: "AES-KW", 0x32: "ECIES-P256", 0x33: "ECIES-X25519",
      0x34: "ECIES-X25519 with HMAC-SHA-512",
    ]
    return image.tlvs.lazy.compactMap { names[$0.type] }.first
  }

  private static func compression(_ image: MCUbootImage) -> String {
    let method = image.has(MCUbootImage.Flag.compressedLZMA1) ? "LZMA1" : "LZMA2"
    let filter = image.has(MCUbootImage.Flag.compressedThumb) ? " and the filter for ARM Thumb" : ""
    let size = record(0x70, of: 4, in: image).map { ", \(number($0)) bytes without" } ?? ""
    return method + filter + size
  }

  private static func signature(_ image: MCUbootImage) -> String {
    let what = image.isPure ? "the whole image (pure)" : image.hash.map { hashName($0.type) } ?? "no known hash"
    for tlv in image.tlvs {
      switch tlv.type {
      case 0x20: return "signed with RSA-2048, over \(what)"
      case 0x22: return "signed with ECDSA-\(image.hash?.type == 0x11 ? "P384" : "P256"), over \(what)"
      case 0x23: return "signed with RSA-3072, over \(what)"
      case 0x24: return "signed with Ed25519, over \(what)"
      default: continue
      }
    }
    return image.isPure ? "not signed, but marked for a signature over the whole image (pure)" : "not signed"
  }

  /// The name of a hash's record as people write it.
  static func hashName(_ type: UInt16) -> String {
    switch type {
    case 0x11: "SHA-384"
    case 0x12: "SHA-512"
    default: "SHA-256"
    }
  }

  private static func bindings(_ image: MCUbootImage) -> [String] {
    var lines: [String] = []
    for tlv in image.tlvs {
      switch tlv.type {
      case 0x40 where tlv.bytes.count == 12:
        let bytes = tlv.bytes
        let build = number(bytes[8...])
        let version = "\(bytes[4]).\(bytes[5]).\(number(bytes[6..<8]))" + (build == 0 ? "" : "+\(build)")
        lines.append("depends on image \(bytes[0]) from version \(version) on (bootloaders of one image ignore that)")
      case 0x50 where tlv.bytes.count == 4: lines.append("security counter \(number(tlv.bytes[...]))")
      case 0x74 where tlv.bytes.count == 16: lines.append("vendor \(uuid(tlv.bytes))")
      case 0x75 where tlv.bytes.count == 16: lines.append("class \(uuid(tlv.bytes))")
      default: continue
      }
    }
    return lines
  }

  private static func record(_ type: UInt16, of size: Int, in image: MCUbootImage) -> ArraySlice<UInt8>? {
    image.tlvs.first { $0.type == type && $0.bytes.count == size }?.bytes[...]
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func uuid(_ bytes: [UInt8]) -> String {
    let digits = Hex.bytes(bytes)
    var parts: [Substring] = []
    var rest = digits[...]
    for count in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return parts.joined(separator: "-")
  }
}
