/// Why the bootloader does not start what is in a slot. The numbers are those of `BootVerdict`.
public enum ImageFault: UInt8, Error, CaseIterable {
  /// Nothing that begins as an image does.
  case noImage = 1
  /// The header announces more than the slot has for an image.
  case badHeader = 2
  /// Its flags say that it is encrypted.
  case encrypted = 3
  /// Its flags say that it is compressed.
  case compressed = 4
  /// Its flags say that it is not to be started.
  case notBootable = 5
  /// Its flags say that it is to be loaded into RAM.
  case forRAM = 6
  /// It may run only from an address that is not slot 0's.
  case otherAddress = 7
  /// The TLVs are missing or malformed.
  case badRecords = 8
  /// None of the hashes that are known.
  case noHash = 9
  /// A hash that is not that of the image.
  case wrongHash = 10
  /// No signature, where one is needed.
  case notSigned = 11
  /// Signed, but not with the algorithm of the key that is built in.
  case otherAlgorithm = 12
  /// Signed by a key that is not the one built in.
  case otherKey = 13
  /// Not the built-in key's signature of this image.
  case wrongSignature = 14
  /// Stack pointer or reset vector lead nowhere.
  case badVectors = 15

  /// The same in words, about an image.
  public var text: StaticString {
    switch self {
    case .noImage: "no image"
    case .badHeader: "its header announces more than fits"
    case .encrypted: "it is encrypted, which is not supported"
    case .compressed: "it is compressed, which is not supported"
    case .notBootable: "it is marked as non-bootable"
    case .forRAM: "it is to be loaded into RAM, which is not supported"
    case .otherAddress: "it is built for another address"
    case .badRecords: "its TLVs are missing or malformed"
    case .noHash: "it has no SHA-256, SHA-384 or SHA-512"
    case .wrongHash: "it is damaged: its contents do not have its hash"
    case .notSigned: "it is not signed"
    case .otherAlgorithm: "it is not signed with the algorithm of the built-in key"
    case .otherKey: "it is signed with another key than the built-in one"
    case .wrongSignature: "its signature is wrong"
    case .badVectors: "its vector table leads nowhere"
    }
  }
}
