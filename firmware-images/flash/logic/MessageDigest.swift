// For the host alone: firmware has no arrays.
#if !hasFeature(Embedded)
  /// The firmware's hashes as the host uses them.
  public enum MessageDigest {
    /// The 32 bytes of a message's SHA-256 (FIPS 180-4). The message must stay below 512 MiB.
    public static func sha256(_ message: some Sequence<UInt8>) -> [UInt8] {
      var hash = SHA256()
      let isDone: Void? = message.withContiguousStorageIfAvailable { hash.add($0) }
      if isDone == nil { for byte in message { hash.add(byte) } }
      let digest = hash.finish()
      return (0..<32).map { digest[$0] }
    }

    /// A message's hash of any kind that images have.
    public static func digest(_ kind: HashKind, of message: some Sequence<UInt8>) -> [UInt8] {
      guard kind != .sha256 else { return sha256(message) }
      var hash = SHA512(kind)
      let isDone: Void? = message.withContiguousStorageIfAvailable { hash.add($0) }
      if isDone == nil { for byte in message { hash.add(byte) } }
      let digest = hash.finish()
      return (0..<kind.size).map { digest[$0] }
    }
  }
#endif
