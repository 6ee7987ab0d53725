/// Bytes that have no header: all that tells where they belong is a vector table at their start, or behind fill.
struct RawBinary {
  /// What the vector table is for.
  enum Kind { case flash, ram, slot }

  private let file: ImageFile

  init(_ file: ImageFile) { self.file = file }

  /// What the file's vector table is for, and where the file is loaded for that; nil where it has none.
  var place: (kind: Kind, address: UInt32)? {
    if let address = slotAddress { return (.slot, address) }
    return start
  }

  /// Whether `stack` is an initial stack pointer: in RAM, also as RAM is seen at 0. It may be behind the last byte, also
  /// that of the cache's RAM.
  static func isStack(_ stack: UInt32) -> Bool {
    let ram = MemoryRegion.ram
    let end = MemoryRegion.cacheRAM.base + UInt32(MemoryRegion.cacheRAM.size)
    return stack % 4 == 0 && (stack > ram.base && stack <= end || stack > 0 && stack <= UInt32(ram.size))
  }

  /// The memory that begins with the file: its reset vector is a Thumb address inside it there. In RAM, also at address 0,
  /// where RAM is seen too.
  private var start: (kind: Kind, address: UInt32)? {
    guard file.bytes.count >= 8 else { return nil }
    let (stack, reset) = (file.word(0), file.word(4))
    guard RawBinary.isStack(stack), reset & 1 == 1 else { return nil }
    func isInside(_ base: UInt32) -> Bool { reset >= base && reset - base < UInt32(clamping: file.bytes.count) }
    if isInside(MemoryRegion.flash.base) { return (.flash, MemoryRegion.flash.base) }
    return isInside(MemoryRegion.ram.base) || isInside(0) ? (.ram, MemoryRegion.ram.base) : nil
  }

  /// Where the file is loaded if its vector table is one for slot 0: at its start, for the payload behind a header of the
  /// usual size, or behind so much fill as the header takes. Every vector of the core's own leads into it there; one for the
  /// start of flash that is large enough has some below.
  private var slotAddress: UInt32? {
    // The low bytes of a stack pointer may be the fill's.
    let fill = (file.bytes.firstIndex { $0 != 0 && $0 != 0xFF } ?? 0) & ~3
    let isBehindFill = fill >= MCUbootImage.headerFields && fill <= MCUbootImage.largestHeader
    let (table, base) = isBehindFill ? (fill, MCUbootImage.slotAddress) : (0, MCUbootImage.payloadAddress)
    guard file.bytes.count >= table + 64 else { return nil }
    let stack = file.word(table)
    guard RawBinary.isStack(stack), stack > MemoryRegion.ram.base, file.word(table + 4) != 0 else { return nil }
    let code = (base + UInt32(table))...(base + UInt32(clamping: file.bytes.count - 1))
    let isForSlot = (1..<16).allSatisfy { place in
      let vector = file.word(table + 4 * place)
      return vector == 0 || vector & 1 == 1 && code.contains(vector)
    }
    return isForSlot ? base : nil
  }
}
