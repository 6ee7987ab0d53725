import FlashLogic

/// Numbers as people read them in a debugger.
enum Hex {
  /// The SHA-256 of some bytes, in 64 lower-case digits.
  static func sha256(of bytes: [UInt8]) -> String {
    Hex.bytes(MessageDigest.sha256(bytes))
  }

  /// Two lower-case digits a byte.
  static func bytes(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// `0x0800000a`.
  static func word(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
