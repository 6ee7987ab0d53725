import Machine

/// EDX is the entry at which a block is left. Helpers get the address in EDX and the site in RCX, and leave a load's value in EDX.
extension X86Emitter {
  private typealias X = X86Registers

  mutating func writeWayIn() {
    for register in X.kept { code.push(register) }
    // Keeps the stack aligned for the helpers.
    code.push(.rax)
    code.move(.rcx, .rsi, wide: true)
    for (number, register) in X.low.enumerated() { code.load(register, X.context, X.place(UInt8(number))) }
    code.load(X.flags, X.context, TranslationContext.flags)
    code.load(X.left, X.context, TranslationContext.left, wide: true)
    code.load(X.extra, X.context, TranslationContext.extra, wide: true)
    code.load(X.pages, X.context, TranslationContext.pages, wide: true)
    code.jumpIndirect(.rcx)
  }

  mutating func writeReturn() {
    code.pop(.rcx)
    for register in X.kept.reversed() { code.pop(register) }
    code.return()
  }

  mutating func writeSpill() {
    for (number, register) in X.low.enumerated() { code.store(register, X.context, X.place(UInt8(number))) }
    code.store(X.flags, X.context, TranslationContext.flags)
    code.store(X.left, X.context, TranslationContext.left, wide: true)
    code.store(X.extra, X.context, TranslationContext.extra, wide: true)
  }

  mutating func writeWayOut(_ exit: TranslationExit, _ spill: UnsafeRawPointer, bySlot: Bool) {
    if bySlot {
      code.subtractWide(.rcx, X.context, TranslationContext.slots)
      code.shift(.right, .rcx, 3, wide: true)
    }
    code.store(bySlot ? .rcx : .rdx, X.context, TranslationContext.index)
    code.store(exit.rawValue, X.context, TranslationContext.exit)
    code.jump(to: spill, from: origin)
  }

  mutating func writeCall(_ helper: Int32, _ leave: UnsafeRawPointer) {
    writeSpill()
    code.store(.rdx, X.context, TranslationContext.address)
    code.store(.rcx, X.context, TranslationContext.site, wide: true)
    code.push(X.context)
    code.callIndirect(X.context, helper)
    code.pop(X.context)
    code.test(.rax, .rax)
    let goesOn = code.jump(.equal)
    // The registers are where they belong; the block is not returned to.
    code.pop(.rcx)
    code.jump(to: leave, from: origin)
    code.land(goesOn)
    for number in 6...7 { code.load(X.low[number], X.context, X.place(UInt8(number))) }
    code.load(X.flags, X.context, TranslationContext.flags)
    code.load(X.left, X.context, TranslationContext.left, wide: true)
    code.load(X.extra, X.context, TranslationContext.extra, wide: true)
    code.load(X.pages, X.context, TranslationContext.pages, wide: true)
    code.load(.rdx, X.context, TranslationContext.value)
    code.return()
  }

  mutating func writeTimedLoad(_ access: AccessKind, _ call: UnsafeRawPointer) {
    code.push(.rcx)
    code.push(.rax)
    // RAX: the entry of the page, of three pointers.
    code.move(.rax, .rdx)
    code.shift(.right, .rax, 12)
    code.address(.rax, .rax, index: .rax, scale: 1, wide: true)
    code.load(.rcx, X.context, TranslationContext.timedPages, wide: true)
    code.address(.rax, .rcx, index: .rax, scale: 3, wide: true)
    code.load(.rcx, .rax, PageOffsets.bytes, wide: true)
    code.test(.rcx, .rcx, wide: true)
    var others = [code.jump(.equal)]
    if access.misaligned != 0 {
      code.test(.rdx, access.misaligned)
      others.append(code.jump(.notEqual))
    }
    code.move(.rcx, .rdx)
    code.apply(.and, .rcx, 0xFFF)
    code.shift(.right, .rcx, 2)
    code.addWide(.rcx, .rax, PageOffsets.words)
    code.compareByte(at: .rcx, AccessTiming.Presence.held)
    if !PlantedBug.isPlanted(33) { others.append(code.jump(.notEqual)) }
    code.load(.rcx, .rax, PageOffsets.heldLoads, wide: true)
    if !PlantedBug.isPlanted(34) { code.incrementWide(at: .rcx) }
    code.load(.rcx, .rax, PageOffsets.bytes, wide: true)
    code.apply(.and, .rdx, 0xFFF)
    code.load(access, .rdx, .rcx, index: .rdx)
    code.pop(.rax)
    code.pop(.rcx)
    code.return()
    for other in others { code.land(other) }
    code.pop(.rax)
    code.pop(.rcx)
    code.jump(to: call, from: origin)
  }

  /// EDX is the address, ECX the distance of the last word; comes back with the place in RCX, 0 where there is none.
  mutating func writeFindBesideCode(alignment: UInt8) {
    code.push(.rax)
    code.push(.rbx)
    var others: [Jump] = []
    if alignment > 0 {
      code.test(.rdx, UInt32(1) << UInt32(alignment) - 1)
      others.append(code.jump(.notEqual))
    }
    // RAX: the entry of the page, of two words; RBX its granules.
    code.move(.rax, .rdx)
    code.shift(.right, .rax, 12)
    code.address(.rax, .rax, index: .rax, wide: true)
    code.load(.rbx, X.context, TranslationContext.codePages, wide: true)
    code.address(.rax, .rbx, index: .rax, scale: 3, wide: true)
    code.load(.rbx, .rax, PageOffsets.place, wide: true)
    code.test(.rbx, .rbx, wide: true)
    others.append(code.jump(.equal))
    code.load(.rbx, .rax, PageOffsets.granules, wide: true)
    code.apply(.add, .rcx, .rdx)
    for isLast in [true, false] where !PlantedBug.isPlanted(35) {
      if !isLast { code.move(.rcx, .rdx) }
      code.apply(.and, .rcx, 0xFFF)
      code.shift(.right, .rcx, 6)
      code.load(.byte, .rcx, .rbx, index: .rcx)
      code.test(.rcx, .rcx)
      others.append(code.jump(.notEqual))
    }
    code.load(.rcx, .rax, PageOffsets.place, wide: true)
    let found = code.jump()
    for other in others { code.land(other) }
    code.move(.rcx, UInt32(0))
    code.land(found)
    code.pop(.rbx)
    code.pop(.rax)
    code.return()
  }
}
