/// What is known of the image in a slot.
public struct SMPImage: Sendable {
  /// The version of its header.
  public var version: SMPImageVersion
  /// The hash of its SHA-256, SHA-384 or SHA-512 TLV; bytes from `hashSize` on are of no use.
  public var hash: InlineArray<64, UInt8>
  /// Bytes of that hash: 32, 48 or 64.
  public var hashSize: Int
  /// Whether its header lets it be started.
  public var isBootable: Bool

  /// An image. `hashSize` is at most 64.
  public init(version: SMPImageVersion, hash: InlineArray<64, UInt8>, hashSize: Int, isBootable: Bool) {
    self.version = version
    self.hash = hash
    self.hashSize = min(max(hashSize, 0), 64)
    self.isBootable = isBootable
  }

  /// Whether its hash is this one.
  func hasHash(_ other: CBORString) -> Bool {
    guard other.count == hashSize else { return false }
    var bytes = other.bytes()
    for index in 0..<hashSize where bytes.next() != hash[index] { return false }
    return true
  }
}

/// A version of MCUboot's image header.
public struct SMPImageVersion: Equatable, Sendable {
  /// The first number.
  public var major: UInt8
  /// The second.
  public var minor: UInt8
  /// The third.
  public var revision: UInt16
  /// The fourth, which says nothing about which is newer.
  public var build: UInt32

  /// A version.
  public init(major: UInt8, minor: UInt8, revision: UInt16, build: UInt32 = 0) {
    self.major = major
    self.minor = minor
    self.revision = revision
    self.build = build
  }

  /// What `upgrade` goes by: all but the build.
  var order: UInt32 { UInt32(major) << 24 | UInt32(minor) << 16 | UInt32(revision) }

  /// Writes `1.2.3`, with `.4` when the build is not 0.
  public func write(to text: inout TextWriter) {
    text.append(UInt32(major))
    text.append(".")
    text.append(UInt32(minor))
    text.append(".")
    text.append(UInt32(revision))
    guard build > 0 else { return }
    text.append(".")
    text.append(build)
  }
}
