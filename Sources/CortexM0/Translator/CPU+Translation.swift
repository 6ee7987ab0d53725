import Machine

/// Execution by generated code, and by the interpreter where there is none.
extension CPU {
  /// Cycles that the interpreter goes on where nothing is translated yet.
  private static let stretch = 64
  /// Instructions before anything is translated.
  private static let start: UInt64 = 20_000
  /// Cycles until it is looked at again whether that many were executed.
  private static let trial = 8_192

  /// Executes from PC on until the budget is used up, as the interpreter's `execute` does.
  @inline(never)
  func executeTranslated(_ region: CodeRegion) -> Exit {
    // Until there is one, the interpreter must not have all of a budget, which may be without end.
    guard let translating = translating ?? makeTranslator() else { return interpret(region, CPU.trial) ?? .budget }
    return translating._withUnsafeGuaranteedRef { translator in
      (region.table ?? makeTable(region, translator))._withUnsafeGuaranteedRef { execute(region, $0, translator) }
    }
  }

  @inline(__always)
  private func execute(_ region: CodeRegion, _ table: BlockTable, _ translator: Translator) -> Exit {
    let context = UnsafeMutableRawPointer(r)
    while true {
      let place = Int((pc &- region.base) / 2)
      let exit = table.obstacle(place) ?? runBlocks(region, table, translator, context)
      if exit == .aborted { return .aborted }
      let left = Int(bitPattern: UInt(truncatingIfNeeded: end &- cycles))
      if left <= 0 || mustLeave || ready != 0 || bus.generation != generation { return .budget }
      let index = Int((pc &- region.base) / 2)
      let rest: Exit?
      switch exit {
      case .interrupted, .aborted: rest = nil
      case .budget: rest = interpret(region, left)
      case .absent: rest = table.reveal(index) ? nil : interpret(region, CPU.stretch)
      case .interpreted:
        rest =
          if tellsTransfers, jump(region, index) { tellJump(region) ? nil : .budget } else { interpret(region, 1) }
      case .untranslated:
        if table.isHot(index, patience: translator.patience) {
          if !translator.translate(region, table, index) { forgetBlocks(region) }
          rest = table.slots[index] == translator.common.untranslated ? interpret(region, CPU.stretch) : nil
        } else {
          rest = interpret(region, CPU.stretch)
        }
      }
      if let rest { return rest }
    }
  }

  /// Executes generated code, and takes over what it leaves.
  private func runBlocks(
    _ region: CodeRegion, _ table: BlockTable, _ translator: Translator, _ context: UnsafeMutableRawPointer
  ) -> TranslationExit {
    firstCycle = cycles
    toldInstructions = 0
    context.storeBytes(
      of: Int(bitPattern: UInt(truncatingIfNeeded: end &- cycles)), toByteOffset: Int(TranslationContext.left),
      as: Int.self)
    context.storeBytes(of: 0, toByteOffset: Int(TranslationContext.extra), as: Int.self)
    context.storeBytes(
      of: translator.instructionSet.flags(applicationStatus), toByteOffset: Int(TranslationContext.flags),
      as: UInt32.self)
    translator.run(context, table, Int((pc &- region.base) / 2))
    let left = context.load(fromByteOffset: Int(TranslationContext.left), as: Int.self)
    let extra = context.load(fromByteOffset: Int(TranslationContext.extra), as: Int.self)
    cycles = end &- UInt64(bitPattern: Int64(left))
    let executed = cycles &- firstCycle &- UInt64(bitPattern: Int64(extra))
    instructions &+= executed
    translator.instructions &+= executed
    if let count = region.instructions { count.pointee &+= executed &- toldInstructions }
    if !wasRestarted {
      pc = region.base &+ 2 &* context.load(fromByteOffset: Int(TranslationContext.index), as: UInt32.self)
      if !PlantedBug.isPlanted(20) {
        applicationStatus = translator.instructionSet.status(
          context.load(fromByteOffset: Int(TranslationContext.flags), as: UInt32.self))
      }
    }
    let exit = context.load(fromByteOffset: Int(TranslationContext.exit), as: UInt32.self)
    return TranslationExit(rawValue: exit) ?? .budget
  }

  /// Has the interpreter execute for at most so many cycles; `nil` where nothing came in between and there is budget left.
  private func interpret(_ region: CodeRegion, _ count: Int) -> Exit? {
    let (whole, deadline) = (end, deadlineSeen)
    let left = Int(bitPattern: UInt(truncatingIfNeeded: whole &- cycles))
    let stop = cycles &+ UInt64(truncatingIfNeeded: min(left, count))
    end = stop
    isStretch = true
    let exit = execute(region, Int(bitPattern: UInt(truncatingIfNeeded: stop &- cycles)))
    isStretch = false
    guard case .budget = exit else { return exit }
    guard end == stop, !mustLeave, ready == 0, bus.generation == generation, condition == .running, !wasRestarted,
      deadlineSeen == deadline, scheduler.nextDeadline == deadline
    else { return .budget }
    end = whole
    return Int64(bitPattern: whole &- cycles) <= 0 ? .budget : nil
  }

  /// Instructions that were executed as generated code; not part of the state.
  public var translatedInstructions: UInt64 { translator?.instructions ?? 0 }

  // MARK: Blocks

  private func makeTable(_ region: CodeRegion, _ translator: Translator) -> Unmanaged<BlockTable> {
    let made = BlockTable(region, translator.common, translator.changes)
    region.blocks = made
    return Unmanaged.passUnretained(made)
  }

  /// Forgets all blocks, as there is no room for more; also those of the present region, which may be none of ours any more.
  private func forgetBlocks(_ present: CodeRegion) {
    for region in regions { region.blocks?.removeAll() }
    present.blocks?.removeAll()
    translator?.forgetCode()
  }

  /// Chooses who executes instructions from the next run on; `patience` is how often the interpreter does before an
  /// instruction is translated, at least once. `foreign` executes code of another instruction set than the host's.
  package func use(_ engine: Engine, patience: UInt8 = 3, foreign: (any ForeignCode)? = nil) {
    bus.onPagesChanged = nil
    for region in regions { region.blocks = nil }
    region?.blocks = nil
    translator = nil
    translates = engine != .interpreter
    translationPatience = patience
    foreignCode = foreign
    mustLeave = true
  }

  /// Makes the translator once a program runs for longer: most machines of tests and short scenarios do not.
  private func makeTranslator() -> Unmanaged<Translator>? {
    if translationPatience > 1 && instructions < CPU.start { return nil }
    let context = UnsafeMutableRawPointer(r)
    guard let made = Translator(bus, multiplyExtra: multiplyExtra, context: context, foreign: foreignCode) else {
      translates = false
      return nil
    }
    TranslationHelpers.serve(context, of: self)
    made.patience = translationPatience
    bus.onPagesChanged = { [unowned self] in self.pagesChanged($0) }
    translator = made
    return translating
  }

  private func pagesChanged(_ pages: ClosedRange<Int>) {
    guard let translator, translator.pagesChanged(pages) else { return }
    for region in regions { region.blocks?.removeAll() }
    region?.blocks?.removeAll()
  }
}
