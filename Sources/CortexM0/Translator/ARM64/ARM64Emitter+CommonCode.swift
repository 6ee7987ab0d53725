import Machine

/// W9 is the entry at which a block is left, X16 the slot that a jump went through. Helpers get the address in W9 and the site in X10,
/// and leave a load's value in W9.
extension ARM64Emitter {
  private typealias A = ARM64Registers

  /// What the platform's calls keep, in pairs.
  private static let kept = stride(from: UInt32(19), to: 31, by: 2).map { (Register($0), Register($0 + 1)) }

  mutating func writeWayIn() {
    for (first, second) in Self.kept { code.push(first, second) }
    code.move(A.context, Register(0), wide: true)
    code.move(A.slot, Register(1), wide: true)
    for number in stride(from: UInt8(0), to: 8, by: 2) {
      code.loadPair(Self.low(number), Self.low(number + 1), A.context, A.place(number))
    }
    writeReload()
    code.load(A.other, A.slot, 0, wide: true)
    code.jumpIndirect(A.other)
  }

  /// What a call does not keep.
  private mutating func writeReload() {
    code.load(A.flags, A.context, TranslationContext.flags)
    code.load(A.left, A.context, TranslationContext.left, wide: true)
    code.load(A.extra, A.context, TranslationContext.extra, wide: true)
    code.load(A.pages, A.context, TranslationContext.pages, wide: true)
    code.moveWide(A.writePages, UInt64(DirectPages.reads * MemoryLayout<Int>.stride))
    code.apply(.add, A.writePages, A.writePages, A.pages, wide: true)
  }

  mutating func writeReturn() {
    for (first, second) in Self.kept.reversed() { code.pop(first, second) }
    code.return()
  }

  mutating func writeSpill() {
    for number in stride(from: UInt8(0), to: 8, by: 2) {
      code.storePair(Self.low(number), Self.low(number + 1), A.context, A.place(number))
    }
    code.store(A.flags, A.context, TranslationContext.flags)
    code.store(A.left, A.context, TranslationContext.left, wide: true)
    code.store(A.extra, A.context, TranslationContext.extra, wide: true)
  }

  mutating func writeWayOut(_ exit: TranslationExit, _ spill: UnsafeRawPointer, bySlot: Bool) {
    if bySlot {
      code.load(A.scratch, A.context, TranslationContext.slots, wide: true)
      code.apply(.subtract, A.slot, A.slot, A.scratch, wide: true)
      code.shiftRight(A.address, A.slot, 3, wide: true)
    }
    code.store(A.address, A.context, TranslationContext.index)
    code.move(A.scratch, exit.rawValue)
    code.store(A.scratch, A.context, TranslationContext.exit)
    code.jump(to: spill, from: origin)
  }

  mutating func writeCall(_ helper: Int32, _ leave: UnsafeRawPointer) {
    writeSpill()
    code.store(A.address, A.context, TranslationContext.address)
    code.store(A.place, A.context, TranslationContext.site, wide: true)
    code.push(.link, .zero)
    code.move(Register(0), A.context, wide: true)
    code.load(A.slot, A.context, helper, wide: true)
    code.callIndirect(A.slot)
    code.pop(.link, A.scratch)
    // Everything is in the context; the block is not returned to.
    code.jumpIfNotZero(Register(0), to: leave, from: origin)
    writeReload()
    code.load(A.address, A.context, TranslationContext.value)
    code.return()
  }

  mutating func writeTimedLoad(_ access: AccessKind, _ call: UnsafeRawPointer) {
    // X0: the entry of the page, of three pointers; X1 the page's bytes, X2 the offset in it.
    let (page, bytes, offset, word, pointer) = (Register(0), Register(1), Register(2), Register(3), Register(4))
    code.shiftRight(page, A.address, 12)
    code.apply(.add, page, page, page, wide: true, shiftedBy: 1)
    code.load(bytes, A.context, TranslationContext.timedPages, wide: true)
    code.apply(.add, page, bytes, page, wide: true, shiftedBy: 3)
    code.load(bytes, page, PageOffsets.bytes, wide: true)
    var others = [code.jumpIfZero(bytes, wide: true)]
    if access.alignment > 0 {
      code.apply(.and, word, A.address, bits: 0..<UInt32(access.alignment))
      others.append(code.jumpIfNotZero(word))
    }
    code.extract(offset, A.address, bits: 0..<12)
    code.shiftRight(word, offset, 2)
    code.load(pointer, page, PageOffsets.words, wide: true)
    code.load(.byte, word, pointer, index: word)
    code.apply(.subtractSettingFlags, .zero, word, UInt32(AccessTiming.Presence.held))
    if !PlantedBug.isPlanted(33) { others.append(code.jump(.notEqual)) }
    code.load(pointer, page, PageOffsets.heldLoads, wide: true)
    code.load(word, pointer, 0, wide: true)
    code.apply(.add, word, word, 1, wide: true)
    if !PlantedBug.isPlanted(34) { code.store(word, pointer, 0, wide: true) }
    code.load(access, A.address, bytes, index: offset)
    code.return()
    for other in others { code.land(other) }
    code.jump(to: call, from: origin)
  }

  /// W9 is the address, W10 the distance of the last word; comes back with the place in X10, 0 where there is none.
  mutating func writeFindBesideCode(alignment: UInt8) {
    // X0: the entry of the page, of two words; X1 the page's place, X2 its granules.
    let (page, place, granules, word) = (Register(0), Register(1), Register(2), Register(3))
    var others: [Jump] = []
    if alignment > 0 {
      code.apply(.and, word, A.address, bits: 0..<UInt32(alignment))
      others.append(code.jumpIfNotZero(word))
    }
    code.shiftRight(page, A.address, 12)
    code.load(place, A.context, TranslationContext.codePages, wide: true)
    code.apply(.add, page, place, page, wide: true, shiftedBy: 4)
    code.load(place, page, PageOffsets.place, wide: true)
    code.load(granules, page, PageOffsets.granules, wide: true)
    others.append(code.jumpIfZero(place, wide: true))
    code.apply(.add, A.place, A.place, A.address)
    for address in [A.place, A.address] where !PlantedBug.isPlanted(35) {
      code.extract(word, address, bits: 6..<12)
      code.load(.byte, word, granules, index: word)
      others.append(code.jumpIfNotZero(word))
    }
    code.move(A.place, place, wide: true)
    code.return()
    for other in others { code.land(other) }
    code.move(A.place, UInt32(0))
    code.return()
  }
}
