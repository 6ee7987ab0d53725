import Machine

extension CPU {
  /// Executes until `scheduler.now` >= min(`limit`, `scheduler.nextDeadline`), or until asleep or locked up.
  ///
  /// `scheduler.now` ends at the boundary of an instruction, so it may be past the limit by the rest of one. Alarms are
  /// not fired here: the caller fires what is due and calls again. Where the caller has moved time on, as during a
  /// sleep, execution resumes at the first edge of the clock at or after `scheduler.now`.
  public func run(until limit: Tick) {
    guard !isExecuting else { return }
    self.limit = limit
    isHalting = false
    if condition == .running { alignToClock() }
    while condition == .running, !isHalting, scheduler.now < min(limit, scheduler.nextDeadline) {
      if !startException() {
        _ = executeSome()
        if watch.isSuspicious { skipBusyWait() }
      }
    }
  }

  /// Leaves `run` at the next boundary of an instruction; for those who are told of something meanwhile. Whoever is told before
  /// an instruction, of its fetch or of the transfer to it, keeps it from being executed.
  public func halt() {
    isHalting = true
    mustLeave = true
  }

  /// Executes one instruction, with the exception return it may be, or one of the two stages of an exception's entry,
  /// whatever alarms are due; for debuggers.
  public func step() {
    guard !isExecuting, condition == .running else { return }
    alignToClock()
    isHalting = false
    isSingleStep = true
    while !startException() && !executeSome() {}
    if case .returning(let value) = stage { returnFromException(value) }
    isSingleStep = false
  }

  /// Skips the edges that passed while something else moved time.
  func alignToClock() {
    guard time < scheduler.now else { return }
    let edge = rate.firstEdge(atOrAfter: scheduler.now &- anchor)
    origin = cycles &- edge
    scheduler.advance(to: time)
  }

  /// Takes the next step of exception handling, if one is due at this boundary.
  private func startException() -> Bool {
    switch stage {
    case .none:
      if ready == 0 { return false }
      stackRegisters()
    case .entering: enterHandler(refill: Timing.vectoring)
    case .returning(let value): returnFromException(value)
    case .resuming(let value): finishReturn(value, sleeps: false)
    }
    return true
  }

  /// Executes instructions; `false` where it waited for the first one's bytes instead, after which exceptions go first.
  func executeSome() -> Bool {
    wasRestarted = false
    guard isThumb else {
      fault(.notThumb, at: pc, address: nil)
      return true
    }
    guard select(pc), let present else {
      fault(.fetch, at: pc, address: pc)
      return true
    }
    // The region is kept until another is selected, with which this ends.
    return present._withUnsafeGuaranteedRef { region in
      if region.present != nil && waitForInstruction(region) { return false }
      if isWatched, needsCare(region) {
        // Those who are told may have another one selected.
        let kept = Unmanaged.passRetained(region)
        executeWatched(region)
        kept.release()
      } else {
        execute(region)
      }
      return true
    }
  }

  /// Executes instructions of `region` from PC on.
  @inline(__always)
  func execute(_ region: CodeRegion) {
    mustLeave = false
    isExecuting = true
    setBudget()
    let exit =
      if translates, !isSingleStep, !watchesInstructions {
        executeTranslated(region)
      } else {
        execute(region, Int(end &- cycles))
      }
    isExecuting = false
    scheduler.advance(to: time)
    if !wasRestarted { handle(exit, region) }
  }

  private func handle(_ exit: Exit, _ region: CodeRegion) {
    switch exit {
    case .budget, .regionEnd: break
    case .branch: branch(from: pc &- 2, region)
    case .call: branch(from: pc &- 4, region, isCall: true)
    case .exceptionReturn:
      transferOrigin = pc &- 2
      stage = .returning(nextAddress)
    case .aborted: fault(abort ?? .fetch, at: pc, address: abortAddress)
    case .special(let instruction): perform(instruction)
    }
  }

  /// Goes on at `nextAddress`; `region` has what branched there.
  private func branch(from place: UInt32, _ region: CodeRegion, isCall: Bool = false) {
    pc = nextAddress & ~1
    isThumb = nextAddress & 1 != 0
    if tellsTransfers, let kind = isCall ? .call : region.transferKind(at: place, to: pc) {
      noteTransfer(kind, from: place)
    }
    let isWithin = generation == bus.generation && region.contains(pc)
    let wait = isWithin ? Int(region.memory.waitStates) : fetchWait(pc)
    if wait > 0 { spend(wait) }
  }

  /// What the interpreter leaves to us; PC is that of the next instruction, for undefined ones and BKPT their own.
  private func perform(_ instruction: Instruction) {
    switch instruction.operation {
    case .undefined:
      onUndefinedInstruction?()
      fault(.undefinedInstruction, at: pc)
    case .supervisorCall: supervisorCall()
    case .breakpoint: breakpoint(instruction)
    case .changeInterrupts:
      isMasked = false
      reassess()
    case .waitForInterrupt: waitForInterrupt()
    case .waitForEvent: waitForEvent()
    case .moveFromSpecial: if instruction.a < 15 { setRegister(Int(instruction.a), to: readSpecial(instruction.imm)) }
    case .moveToSpecial: writeSpecial(instruction.imm, instruction.b < 15 ? r[Int(instruction.b)] : 0)
    default: break
    }
  }

  private func supervisorCall() {
    guard nvic.priority(of: NVIC.supervisorCall) < executionPriority else {
      return fault(.supervisorCallBlocked, at: pc &- 2)
    }
    request(NVIC.supervisorCall)
  }

  private func breakpoint(_ instruction: Instruction) {
    let question = BreakpointQuestion(UInt8(truncatingIfNeeded: instruction.imm))
    breakpointWatchers.tell(question) { !question.isHandled }
    if question.isHandled {
      if !wasRestarted { pc &+= 2 }
    } else {
      fault(.breakpoint, at: pc)
    }
  }
}
