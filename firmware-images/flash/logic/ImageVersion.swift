/// An image's version, as `imgtool sign -v 1.2.3+4` sets it.
struct ImageVersion: Equatable {
  var major: UInt8 = 0
  var minor: UInt8 = 0
  var revision: UInt16 = 0
  var build: UInt32 = 0

  /// Whether this is older than `other`; the build number does not count (as MCUboot compares).
  func isOlder(than other: ImageVersion) -> Bool {
    if major != other.major { return major < other.major }
    if minor != other.minor { return minor < other.minor }
    return revision < other.revision
  }
}
