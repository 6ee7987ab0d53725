/// The way in, the ways out, where EDX is the entry, and calls of helpers: EDX is the address, RCX the site; a load comes back with
/// the value in EDX.
extension X86Emitter {
  private typealias X = X86Registers

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

  private static func write(_ buffer: CodeBuffer, _ body: (inout X86Assembler) -> Void) -> UnsafeRawPointer {
    let address = buffer.nextAddress
    var code = X86Assembler(buffer.free)
    body(&code)
    buffer.take(code.count)
    return address
  }

  private static func writeEntry(_ code: inout X86Assembler) {
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

  private static func writeReturn(_ code: inout X86Assembler) {
    code.pop(.rcx)
    for register in X.kept.reversed() { code.pop(register) }
    code.return()
  }

  private static func writeSpill(_ code: inout X86Assembler) {
    for (number, register) in X.low.enumerated() { code.store(register, X.context, X.place(UInt8(number))) }
    code.store(X.flags, X.context, TranslationContext.flags)
    code.store(X.left, X.context, TranslationContext.left, wide: true)
    code.store(X.extra, X.context, TranslationContext.extra, wide: true)
  }

  /// A way out: of a block, where EDX is the entry, or by a slot without one, where RCX is the slot that the jump went through.
  private static func writeExit(
    _ buffer: CodeBuffer, _ exit: TranslationExit, _ spill: UnsafeRawPointer, bySlot: Bool = false
  ) -> UnsafeRawPointer {
    let origin = buffer.nextAddress
    return write(buffer) { code in
      if bySlot {
        code.subtractWide(.rcx, X.context, TranslationContext.slots)
        code.shift(.right, .rcx, 3, wide: true)
      }
      code.store(bySlot ? .rcx : .rdx, X.context, TranslationContext.index)
      code.store(exit.rawValue, X.context, TranslationContext.exit)
      code.jump(to: spill, from: origin)
    }
  }

  private static func writeCall(
    _ buffer: CodeBuffer, _ helper: Int32, _ leave: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    let origin = buffer.nextAddress
    return write(buffer) { code in
      writeSpill(&code)
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
  }
}
