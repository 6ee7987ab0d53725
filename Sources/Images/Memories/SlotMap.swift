/// Where the two slots of the bootloader that Bandbox ships for a chip are, as the CPU sees them.
public struct SlotMap: Equatable, Sendable {
  /// Where the first slot starts.
  public let first: UInt32
  /// Where the second one starts.
  public let second: UInt32
  /// Bytes of a slot.
  public let size: Int
  /// Bytes of a sector. The last one of a slot has its trailer and nothing of the image.
  public let sectorSize: Int
  /// The activity log of the firmware that is shipped with it, by offsets from the start of flash.
  public let activity: Range<Int>
  /// Whether an image without an MCUboot header that is linked for the first slot is known as one. Not where a SoftDevice's
  /// applications begin in it.
  public let takesBareImages: Bool

  /// `firmware-images/boot`, in 1 MiB of flash that begins at `flash`.
  public static func ofDA14681(flash: UInt32) -> SlotMap {
    SlotMap(
      first: flash &+ 0x1_0000, second: flash &+ 0x5_0000, size: 0x4_0000, sectorSize: 0x1000,
      activity: 0x9_8000..<0xF_F000, takesBareImages: true)
  }

  /// `firmware-images/boot-tracker`, in the 256 KiB of an nRF51822.
  public static let ofNRF51 = SlotMap(
    first: 0x8000, second: 0x1_E000, size: 0x1_6000, sectorSize: 0x400, activity: 0x3_6000..<0x4_0000,
    takesBareImages: false)

  /// The largest image, with header and records, in bytes.
  public var largestImage: Int { size - sectorSize }
  /// The addresses of the first slot.
  public var running: Range<UInt32> { first..<first + UInt32(size) }

  /// Where images for slot 0 are linked to.
  var payload: UInt32 { first &+ UInt32(MCUbootImage.usualHeaderSize) }

  /// What slot 0 has for what is loaded at `address`, up to the records behind it: a hash alone.
  func largestPayload(at address: UInt32) -> Int { largestImage - Int(address - first) - 40 }
}
