import Machine

/// What of the processor can be watched.
extension CPU {
  /// Tells `action` before each instruction. Execution is slower meanwhile: each leaves the interpreter's loop.
  public func watchInstructions(_ action: @escaping (CPU) -> Void) -> Subscription { instructionWatchers.add(action) }

  /// Tells `action` of control transfers: calls, jumps by register or stack, exceptions, starts; and where code leaves
  /// one of the `pieces`, or comes back to its beginning, by a branch, by ADD to PC or by going straight on. Pieces are given by their first
  /// addresses, such as those of functions; other branches are not told, so that loops run at their speed. It may hear
  /// of pieces that only others asked for.
  ///
  /// Told when the next instruction is about to be executed and its bytes have come. Of several transfers without an
  /// instruction in between, as when an interrupt comes right behind a call, only the last is told.
  public func watchTransfers(
    between pieces: [UInt32] = [], _ action: @escaping (ControlTransfer) -> Void
  ) -> Subscription {
    let key = watchedPieces.add(pieces)
    let watching = transferWatchers.add(action)
    return Subscription { [watchedPieces] in
      watchedPieces.remove(key)
      watching.end()
    }
  }

  /// Tells `action` of each instruction that execution comes to, the first time from now on; again where its bytes may have
  /// changed, or what else is watched has. It costs nothing when the instruction is executed again. Told in the midst of
  /// execution: the processor's registers are not those of the moment.
  public func watchReached(_ action: @escaping (ReachedInstruction) -> Void) -> Subscription {
    reachedWatchers.add(action)
  }

  /// Asks `answer` at each BKPT, with its number: `true` means that it was handled and execution goes on after it. Those who
  /// came first are asked first, and nobody after one that handled it.
  public func answerBreakpoints(_ answer: @escaping (UInt8) -> Bool) -> Subscription {
    breakpointWatchers.add { $0.isHandled = answer($0.number) }
  }

  /// Tells `action` of every fault, at which PC stands at the instruction that did it, before the handler is entered.
  public func watchFaults(_ action: @escaping (Fault) -> Void) -> Subscription { faultWatchers.add(action) }

  /// Hears of those who come and go.
  func connectWatchers() {
    instructionWatchers.onChange = { [unowned self] in self.instructionWatchersChanged() }
    transferWatchers.onChange = { [unowned self] in self.codeWatchersChanged() }
    reachedWatchers.onChange = { [unowned self] in self.decodeAnew() }
    bus.onFetchRanges = { [unowned self] in self.codeWatchersChanged() }
    bus.programCounter = { [unowned self] in self.accessingInstruction }
  }

  private func instructionWatchersChanged() {
    watchesInstructions = !instructionWatchers.isEmpty
    isWatched = watchesInstructions || codeWatch != nil
    mustLeave = true
  }

  /// All code is decoded anew, from the next instruction on; where only fetches came or went, the code that they are of.
  private func codeWatchersChanged() {
    tellsTransfers = !transferWatchers.isEmpty
    let next =
      tellsTransfers || !bus.fetchRanges.isEmpty
      ? CodeWatch(
        tellsTransfers: tellsTransfers, starts: watchedPieces.values.flatMap(\.self), fetches: bus.fetchRanges) : nil
    if let next, let codeWatch, codeWatch.tellsSameTransfers(as: next) {
      let changed = codeWatch.takeFetches(of: next)
      for region in regions { for range in changed { region.forget(range) } }
      mustLeave = true
      return
    }
    codeWatch = next
    if !tellsTransfers { isTransferUntold = false }
    isWatched = watchesInstructions || codeWatch != nil
    decodeAnew()
  }

  /// Has all code decoded anew, from the next instruction on.
  private func decodeAnew() {
    // Memories know them without keeping them.
    for region in regions { region.memory.timing?.changed = nil }
    // The present region stays until the instruction has been executed.
    regions.removeAll()
    generation = bus.generation &- 1
    mustLeave = true
  }

  /// The address of the instruction that accesses memory now; outside of instructions, as for the frame of an exception, that
  /// of the next one.
  private var accessingInstruction: UInt32 {
    guard isExecuting, let region, let accessPlace else { return pc }
    return region.base &+ UInt32(truncatingIfNeeded: 2 &* (accessPlace - region.entries)) &- 2
  }

  // MARK: Telling

  func noteTransfer(_ kind: ControlTransfer.Kind, from: UInt32) {
    guard tellsTransfers else { return }
    isTransferUntold = true
    transfer = ControlTransfer(kind: kind, from: from, to: pc)
    notedTransfers &+= 1
  }

  /// Whether somebody is told before the instruction at PC, or may be.
  @inline(__always)
  func needsCare(_ region: CodeRegion) -> Bool {
    if isTransferUntold || watchesInstructions { return true }
    switch region.entries[Int((pc &- region.base) / 2)].operation {
    case .undecoded, .regionEnd: return true
    default: return false
    }
  }

  /// Executes as `execute` does, with those who watch told before.
  @inline(never)
  func executeWatched(_ present: CodeRegion) {
    guard isTransferUntold || watchesInstructions else { return executeDecoded(present) }
    let start = pc
    if isTransferUntold {
      isTransferUntold = false
      transferWatchers.tell(transfer)
    }
    if watchesInstructions { instructionWatchers.tell(self) }
    guard pc == start, isThumb, condition == .running, ready == 0, !isHalting, !isTransferUntold else { return }
    // Who is told may begin or end watching, and with that the region is another one.
    if generation == bus.generation { return executeDecoded(present) }
    if let region = selectRegion(start) { executeDecoded(region) }
  }

  /// Has the instruction decoded before, to see whether it is to be executed by itself.
  private func executeDecoded(_ region: CodeRegion) {
    let index = Int((pc &- region.base) / 2)
    switch region.entries[index].operation {
    case .undecoded:
      region.decode(index)
      if region.isStop(index) { executeAlone(region, index) } else { execute(region) }
    case .regionEnd where region.isStop(index): executeAlone(region, index)
    default: execute(region)
    }
  }

  /// Executes one instruction whose fetch is told, or behind which another piece begins.
  private func executeAlone(_ region: CodeRegion, _ index: Int) {
    let start = pc
    let size = region.size(of: index)
    if let codeWatch, codeWatch.tellsFetch(of: start, size: size) {
      bus.tellFetch(start, width: Int(size), value: region.bytes(of: index))
    }
    guard pc == start, isThumb, condition == .running, !isHalting else { return }
    let wasSingleStep = isSingleStep
    isSingleStep = true
    region.release(index)
    execute(region)
    region.retain(index)
    isSingleStep = wasSingleStep
    // What jumped there has been noted.
    if !isTransferUntold, pc == start &+ size, let codeWatch, codeWatch.isAcross(start, pc) {
      noteTransfer(.sequential, from: start)
    }
  }
}
