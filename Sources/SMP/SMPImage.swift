/// What is known of the image in a slot.
public struct SMPImage: Sendable {
  /// The version of its header.
  public var version: SMPImageVersion
  /// The hash of its SHA-256 TLV.
  public var hash: InlineArray<32, UInt8>
  /// Whether its header lets it be started.
  public var isBootable: Bool

  /// An image.
  public init(version: SMPImageVersion, hash: InlineArray<32, UInt8>, isBootable: Bool) {
    self.version = version
    self.hash = hash
    self.isBootable = isBootable
  }

  /// Whether its hash is this one.
  func hasHash(_ other: CBORString) -> Bool {
    guard other.count == 32 else { return false }
    var bytes = other.bytes()
    for index in 0..<32 where bytes.next() != hash[index] { return false }
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
