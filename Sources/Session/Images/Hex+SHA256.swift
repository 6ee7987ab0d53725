import FlashLogic
import Formats

extension Hex {
  /// The SHA-256 of some bytes, in 64 lower-case digits.
  package static func sha256(of bytes: [UInt8]) -> String { Hex.bytes(MessageDigest.sha256(bytes)) }
}
