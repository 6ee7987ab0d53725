/// Bytes that have no header: all that tells where they belong is a vector table at their start.
enum RawBinary {
  /// The memory that the file's vector table is for: its initial stack pointer is in RAM and its reset vector a Thumb
  /// address inside the file, placed at the start of that memory. In RAM, also at address 0, where RAM is seen too.
  static func region(of file: ImageFile) -> MemoryRegion? {
    guard file.bytes.count >= 8 else { return nil }
    let (stack, reset) = (file.word(0), file.word(4))
    let ram = MemoryRegion.ram
    // A stack may begin behind the last byte, also that of the cache's RAM.
    let end = MemoryRegion.cacheRAM.base + UInt32(MemoryRegion.cacheRAM.size)
    let isStack = stack % 4 == 0 && (stack > ram.base && stack <= end || stack > 0 && stack <= UInt32(ram.size))
    guard isStack, reset & 1 == 1 else { return nil }
    func isInside(_ base: UInt32) -> Bool { reset >= base && reset - base < UInt32(clamping: file.bytes.count) }
    if isInside(MemoryRegion.flash.base) { return .flash }
    return isInside(ram.base) || isInside(0) ? ram : nil
  }

  /// Whether its vector table is one for the payload of an image in slot 0: every vector of the core's own leads into it
  /// there. One for the start of flash that is large enough has some below.
  static func isForSlot(_ file: ImageFile) -> Bool {
    guard file.bytes.count >= 64 else { return false }
    let (stack, base) = (file.word(0), MCUbootImage.payloadAddress)
    let end = MemoryRegion.cacheRAM.base + UInt32(MemoryRegion.cacheRAM.size)
    guard stack % 4 == 0, stack > MemoryRegion.ram.base, stack <= end, file.word(4) != 0 else { return false }
    return (1..<16).allSatisfy { place in
      let vector = file.word(4 * place)
      return vector == 0 || vector & 1 == 1 && vector >= base && vector - base < UInt32(clamping: file.bytes.count)
    }
  }
}
