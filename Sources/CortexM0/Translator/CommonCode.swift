/// What all blocks share: the way in, the ways out, and calls of helpers.
struct CommonCode {
  /// Called as a C function of the context and the address of a slot.
  let enter: UnsafeRawPointer
  /// What slots without a block hold.
  let untranslated: UnsafeRawPointer
  let interpreted: UnsafeRawPointer
  let absent: UnsafeRawPointer
  /// The ways out of a block, jumped to by `Emitter.leave`.
  let leaveForBudget: UnsafeRawPointer
  let leaveForInterpreter: UnsafeRawPointer
  /// Calls of the helpers, by `Emitter.load` and `Emitter.store`; those for loads by `AccessKind`.
  private let loads: [UnsafeRawPointer]
  let store: UnsafeRawPointer
  /// Called by `Emitter.findBesideCode`, by the alignment.
  private let besideCode: [UnsafeRawPointer]

  /// Writes it to the beginning of a buffer.
  init<Code: Emitter>(_: Code.Type, _ buffer: CodeBuffer) {
    func write(_ body: (inout Code) -> Void) -> UnsafeRawPointer {
      let address = buffer.nextAddress
      var code = Code(buffer)
      body(&code)
      buffer.take(code.count)
      return address
    }
    enter = write { $0.writeWayIn() }
    let leave = write { $0.writeReturn() }
    let spill = write {
      $0.writeSpill()
      $0.writeReturn()
    }
    untranslated = write { $0.writeWayOut(.untranslated, spill, bySlot: true) }
    interpreted = write { $0.writeWayOut(.interpreted, spill, bySlot: true) }
    absent = write { $0.writeWayOut(.absent, spill, bySlot: true) }
    leaveForBudget = write { $0.writeWayOut(.budget, spill, bySlot: false) }
    leaveForInterpreter = write { $0.writeWayOut(.interpreted, spill, bySlot: false) }
    let load = write { $0.writeCall(TranslationContext.loadHelper, leave) }
    loads = AccessKind.allCases.map { access in write { $0.writeTimedLoad(access, load) } }
    store = write { $0.writeCall(TranslationContext.storeHelper, leave) }
    besideCode = (UInt8(0)...2).map { alignment in write { $0.writeFindBesideCode(alignment: alignment) } }
  }

  func besideCode(alignment: UInt8) -> UnsafeRawPointer { besideCode[Int(alignment)] }
  func load(_ access: AccessKind) -> UnsafeRawPointer { loads[access.rawValue] }
}
