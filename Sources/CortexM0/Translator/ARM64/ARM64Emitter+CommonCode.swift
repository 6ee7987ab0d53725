/// The way in, the ways out, where W9 is the entry, and calls of helpers: W9 is the address, X10 the site; a load comes back with the
/// value in W9.
extension ARM64Emitter {
  private typealias A = ARM64Registers

  static func writeCommonCode(_ buffer: CodeBuffer) -> CommonCode {
    let enter = write(buffer) { writeEntry(&$0) }
    let leave = write(buffer) { writeReturn(&$0) }
    let spill = write(buffer) { code in
      writeSpill(&code)
      writeReturn(&code)
    }
    return CommonCode(
      enter: enter, untranslated: writeExit(buffer, .untranslated, spill, bySlot: true),
      interpreted: writeExit(buffer, .interpreted, spill, bySlot: true),
      absent: writeExit(buffer, .absent, spill, bySlot: true), leaveForBudget: writeExit(buffer, .budget, spill),
      leaveForInterpreter: writeExit(buffer, .interpreted, spill),
      load: writeCall(buffer, TranslationContext.loadHelper, leave),
      store: writeCall(buffer, TranslationContext.storeHelper, leave))
  }

  private static func write(_ buffer: CodeBuffer, _ body: (inout ARM64Assembler) -> Void) -> UnsafeRawPointer {
    let address = buffer.nextAddress
    var code = ARM64Assembler(buffer.free)
    body(&code)
    buffer.take(code.count)
    return address
  }

  /// What the platform's calls keep, in pairs.
  private static let kept = stride(from: UInt32(19), to: 31, by: 2).map { (Register($0), Register($0 + 1)) }

  private static func writeEntry(_ code: inout ARM64Assembler) {
    for (first, second) in kept { code.push(first, second) }
    code.move(A.context, Register(0), wide: true)
    code.move(A.slot, Register(1), wide: true)
    for number in stride(from: UInt8(0), to: 8, by: 2) {
      code.loadPair(low(number), low(number + 1), A.context, A.place(number))
    }
    writeReload(&code)
    code.load(A.other, A.slot, 0, wide: true)
    code.jumpIndirect(A.other)
  }

  /// What a call does not keep.
  private static func writeReload(_ code: inout ARM64Assembler) {
    code.load(A.flags, A.context, TranslationContext.flags)
    code.load(A.left, A.context, TranslationContext.left, wide: true)
    code.load(A.extra, A.context, TranslationContext.extra, wide: true)
    code.load(A.pages, A.context, TranslationContext.pages, wide: true)
    code.moveWide(A.writePages, UInt64(DirectPages.reads * MemoryLayout<Int>.stride))
    code.apply(.add, A.writePages, A.writePages, A.pages, wide: true)
  }

  private static func writeReturn(_ code: inout ARM64Assembler) {
    for (first, second) in kept.reversed() { code.pop(first, second) }
    code.return()
  }

  private static func writeSpill(_ code: inout ARM64Assembler) {
    for number in stride(from: UInt8(0), to: 8, by: 2) {
      code.storePair(low(number), low(number + 1), A.context, A.place(number))
    }
    code.store(A.flags, A.context, TranslationContext.flags)
    code.store(A.left, A.context, TranslationContext.left, wide: true)
    code.store(A.extra, A.context, TranslationContext.extra, wide: true)
  }

  /// A way out: of a block, where W9 is the entry, or by a slot without one, where X16 is the slot that the jump went through.
  private static func writeExit(
    _ buffer: CodeBuffer, _ exit: TranslationExit, _ spill: UnsafeRawPointer, bySlot: Bool = false
  ) -> UnsafeRawPointer {
    let origin = buffer.nextAddress
    return write(buffer) { code in
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
  }

  private static func writeCall(
    _ buffer: CodeBuffer, _ helper: Int32, _ leave: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    let origin = buffer.nextAddress
    return write(buffer) { code in
      writeSpill(&code)
      code.store(A.address, A.context, TranslationContext.address)
      code.store(A.place, A.context, TranslationContext.site, wide: true)
      code.push(.link, .zero)
      code.move(Register(0), A.context, wide: true)
      code.load(A.slot, A.context, helper, wide: true)
      code.callIndirect(A.slot)
      code.pop(.link, A.scratch)
      // Everything is in the context; the block is not returned to.
      code.jumpIfNotZero(Register(0), to: leave, from: origin)
      writeReload(&code)
      code.load(A.address, A.context, TranslationContext.value)
      code.return()
    }
  }
}
