/// Bytes that have no header: all that tells where they belong is a vector table at their start, or behind fill.
struct RawBinary {
  /// What the vector table is for.
  enum Kind {
    case flash, ram, application
    case slot(SlotMap)

    var isRAM: Bool { if case .ram = self { true } else { false } }
  }

  private let file: ImageFile
  private var map: MemoryMap { file.map }

  init(_ file: ImageFile) { self.file = file }

  /// What the file's vector table is for, and where the file is loaded for that; nil where it has none.
  var place: (kind: Kind, address: UInt32)? {
    if let slots = map.slots, slots.takesBareImages, let address = address(in: slots) { return (.slot(slots), address) }
    return start
  }

  /// The memory that begins with the file: its reset vector is a Thumb address inside it there. In RAM, also at address 0,
  /// where RAM is seen there too. Else where an application begins that lies above a SoftDevice.
  private var start: (kind: Kind, address: UInt32)? {
    guard file.bytes.count >= 8 else { return nil }
    let (stack, reset) = (file.word(0), file.word(4))
    guard map.isStack(stack), reset & 1 == 1 else { return nil }
    func isInside(_ base: UInt32) -> Bool { reset >= base && reset - base < UInt32(clamping: file.bytes.count) }
    if isInside(map.flash.base) { return (.flash, map.flash.base) }
    if isInside(map.ram.base) || map.isRAMSeenAtZero && isInside(0) { return (.ram, map.ram.base) }
    return SoftDevice.all(on: map).last { isInside($0.start) && $0.start <= lowestVector }.map {
      (.application, $0.start)
    }
  }

  /// The lowest address that a vector of the core's own leads to.
  private var lowestVector: UInt32 {
    (1..<16).compactMap { place in
      let vector = file.bytes.count >= 4 * place + 4 ? file.word(4 * place) : 0
      return vector == 0 ? nil : vector & ~1
    }.min() ?? 0
  }

  /// Where the file is loaded if its vector table is one for slot 0: at its start, for the payload behind a header of the
  /// usual size, or behind so much fill as the header takes. Every vector of the core's own leads into it there; one for the
  /// start of flash that is large enough has some below.
  private func address(in slots: SlotMap) -> UInt32? {
    // The low bytes of a stack pointer may be the fill's.
    let fill = (file.bytes.firstIndex { $0 != 0 && $0 != 0xFF } ?? 0) & ~3
    let isBehindFill = fill >= MCUbootImage.headerFields && fill <= MCUbootImage.largestHeader
    let (table, base) = isBehindFill ? (fill, slots.first) : (0, slots.payload)
    guard file.bytes.count >= table + 64 else { return nil }
    let stack = file.word(table)
    guard map.isStack(stack), stack > map.ram.base, file.word(table + 4) != 0 else { return nil }
    let code = (base + UInt32(table))...(base + UInt32(clamping: file.bytes.count - 1))
    let isForSlot = (1..<16).allSatisfy { place in
      let vector = file.word(table + 4 * place)
      return vector == 0 || vector & 1 == 1 && code.contains(vector)
    }
    return isForSlot ? base : nil
  }
}
