/// How far the upload of an image has come.
struct SMPUpload<Digest: SMPDigest> {
  private(set) var isActive = false
  private(set) var slot = 0
  private(set) var length: UInt32 = 0
  /// The offset that is expected next.
  private(set) var next: UInt32 = 0
  private var sha = InlineArray<32, UInt8>(repeating: 0)
  private var shaCount = 0
  private var digest = Digest()

  init() {}

  /// Starts anew; `sha` has at most 32 bytes.
  mutating func begin(slot: Int, length: UInt32, sha wanted: CBORString) {
    isActive = true
    self.slot = slot
    self.length = length
    next = 0
    digest = Digest()
    shaCount = min(wanted.count, 32)
    var bytes = wanted.bytes()
    for index in 0..<shaCount { sha[index] = bytes.next() ?? 0 }
  }

  /// All of it has come.
  mutating func finish() { isActive = false }

  /// Whether `wanted` names the upload that is under way.
  func isSame(_ wanted: CBORString, length: UInt32) -> Bool {
    guard isActive, length == self.length, wanted.count > 0, wanted.count == shaCount else { return false }
    var bytes = wanted.bytes()
    for index in 0..<shaCount where bytes.next() != sha[index] { return false }
    return true
  }

  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    digest.add(bytes)
    next &+= UInt32(truncatingIfNeeded: bytes.count)
  }

  /// Whether what was uploaded has the hash that was announced; nil when none was, or none can be computed.
  mutating func matches() -> Bool? {
    guard Digest.exists, shaCount == 32 else { return nil }
    digest.end()
    for index in 0..<32 where digest[byte: index] != sha[index] { return false }
    return true
  }
}
