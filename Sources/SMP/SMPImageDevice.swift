/// The image slots of a device whose bootloader swaps the running image with the one in the other slot.
public protocol SMPImageDevice: ~Copyable {
  /// SHA-256, or `SMPNoDigest` on a device that cannot compute it.
  associatedtype Digest: SMPDigest = SMPNoDigest

  /// How many slots there are. Slot 0 is the one that runs, and others are uploaded to.
  var slotCount: Int { get }
  /// A slot's size in bytes.
  func slotSize(_ slot: Int) -> UInt32
  /// The largest image that a slot takes: what the bootloader needs at its end is taken off.
  var largestImage: UInt32 { get }
  /// The slot that runs; nil when none does, as in a bootloader.
  var activeSlot: Int? { get }
  /// The slot that an upload with this `image` number goes to; nil when there is none for it.
  func uploadSlot(image: UInt64) -> Int?

  /// The image in a slot; nil when there is none.
  mutating func image(inSlot slot: Int) -> SMPImage?
  /// What the bootloader will do at the next start.
  mutating func swap() -> SMPSwap
  /// Has slot 1 tried at the next start, for good when `permanent`; nil when that worked.
  mutating func setPending(permanent: Bool) -> ImageError?
  /// Keeps the running image; nil when that worked.
  mutating func confirm() -> ImageError?

  /// Erases at least `count` bytes of a slot from its start and what the bootloader keeps at its end; nil when that
  /// worked.
  mutating func eraseSlot(_ slot: Int, count: UInt32) -> ImageError?
  /// Programs bytes into a slot; nil when that worked.
  mutating func writeSlot(_ slot: Int, at offset: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> ImageError?
}

/// What the bootloader will do at the next start.
public enum SMPSwap: Sendable {
  /// Start the same image.
  case none
  /// Try the other one once.
  case test
  /// Change over to the other one.
  case permanent
  /// Go back to the other one, for the running one was a test and is not confirmed.
  case revert
}

/// A hash in the making.
public protocol SMPDigest {
  /// The hash of nothing yet.
  init()
  /// Takes more of what is hashed.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>)
  /// Byte 0 to 31 of the hash, once `end` was called.
  subscript(byte index: Int) -> UInt8 { get }
  /// Nothing more follows.
  mutating func end()
  /// Whether there is a hash at all.
  static var exists: Bool { get }
}

/// For devices that compute none.
public struct SMPNoDigest: SMPDigest {
  /// Nothing.
  public init() {}
  /// Nothing.
  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {}
  /// Zeros.
  public subscript(byte index: Int) -> UInt8 { 0 }
  /// Nothing.
  public mutating func end() {}
  /// There is none.
  public static var exists: Bool { false }
}

extension SMPImageDevice where Self: ~Copyable {
  /// None.
  public var slotCount: Int { 0 }
  /// None.
  public func slotSize(_ slot: Int) -> UInt32 { 0 }
  /// None.
  public var largestImage: UInt32 { 0 }
  /// Slot 0.
  public var activeSlot: Int? { 0 }
  /// Slot 1 for the one image there is: 0, the number of the slot, as smpclient sends it, and that of `upload_image_id`.
  public func uploadSlot(image: UInt64) -> Int? { image <= 2 ? 1 : nil }
  /// None.
  public mutating func image(inSlot slot: Int) -> SMPImage? { nil }
  /// Nothing.
  public mutating func swap() -> SMPSwap { .none }
  /// There is no slot.
  public mutating func setPending(permanent: Bool) -> ImageError? { .invalidSlot }
  /// There is no slot.
  public mutating func confirm() -> ImageError? { .invalidSlot }
  /// There is no slot.
  public mutating func eraseSlot(_ slot: Int, count: UInt32) -> ImageError? { .invalidSlot }
  /// There is no slot.
  public mutating func writeSlot(
    _ slot: Int, at offset: UInt32, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> ImageError? { .invalidSlot }
}
