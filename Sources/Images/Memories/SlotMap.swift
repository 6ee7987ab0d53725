/// Where the two slots of the shipped bootloader are in the flash.
struct SlotMap {
  /// Where the first slot starts.
  let first: UInt32
  /// Where the second one starts.
  let second: UInt32

  /// Of a flash that has them.
  init(in flash: MemoryRegion) {
    first = flash.base &+ 0x1_0000
    second = flash.base &+ 0x5_0000
  }

  /// Where images for slot 0 are linked to.
  var payload: UInt32 { first &+ UInt32(MCUbootImage.usualHeaderSize) }

  /// What slot 0 has for what is loaded at `address`, up to the records behind it: a hash alone.
  func largestPayload(at address: UInt32) -> Int { MCUbootImage.largestImage - Int(address - first) - 40 }
}
