import Machine

/// Busy-waits: rounds of a loop that read a register until it changes are not executed one by one.
///
/// Two rounds are executed and watched. Where the second leaves everything as it found it, registers, RAM and the blocks
/// that it asked (`BusTarget.hashSteadyState`), and nothing but an alarm can change that, all rounds up to the next alarm do the
/// same: they are counted, in cycles, instructions and time, and left out. A register that counts the rounds, as of a wait that has an
/// end, may go on (`RoundCounters`). The machine cannot tell; every count is exact.
extension CPU {
  /// Instructions that a round may have.
  private static let longest = 200

  private struct Registers: Equatable {
    var values: SIMD16<UInt32>
    var flags: UInt32
    var pc: UInt32
    var otherStackPointer: UInt32
  }

  private struct Round: Equatable {
    var accesses: [UInt64]
    var cycles: UInt64
    /// Edges of the clock: the cycles, and those that passed while the bus waited.
    var edges: UInt64
    var instructions: UInt64
    /// Of each memory with a timing.
    var heldLoads: [UInt64]
    var stores: Bool
    var code: [Instruction]

    /// The registers accessed, one of each block.
    var blocks: [UInt32] { Set(accesses.map { UInt32($0 >> 1) & ~0xFF }).sorted() }
  }

  private var registers: Registers {
    var values = SIMD16<UInt32>()
    for place in 0..<15 { values[place] = r[place] }
    return Registers(values: values, flags: applicationStatus, pc: pc, otherStackPointer: otherStackPointer)
  }

  private var heldLoads: [UInt64] { bus.timings.map(\.heldLoads.pointee) }

  /// Looks at what may be a busy-wait, and leaves out its rounds if it is one. Executes some instructions in any case.
  @inline(never)
  func skipBusyWait() {
    watch.isSuspicious = false
    guard !watchesInstructions, !isSingleStep else { return }
    watch.isTracing = true
    isSingleStep = true
    let round = steadyRound()
    isSingleStep = false
    watch.isTracing = false
    watch.note(isRight: round != nil, stores: round?.stores ?? false)
  }

  /// Executes two rounds and, where they change nothing, leaves out those after them. Returns such a round; `nil` where that
  /// is not certain, and where somebody watches what the rounds do.
  private func steadyRound() -> Round? {
    let told = notedTransfers &+ bus.toldAccesses
    guard let first = executeRound(), !first.stores || watch.toleratesStores else { return nil }
    let before = registers
    guard let state = steadyState(first.accesses) else { return nil }
    let counts = first.blocks.map(bus.roundCount)
    let memories = first.stores ? bus.writableMemories.map(\.contents) : []
    guard let second = executeRound(), second == first, steadyState(second.accesses) == state else { return nil }
    guard notedTransfers &+ bus.toldAccesses == told else { return nil }
    var expected = registers
    let counters = RoundCounters(second.code, from: before.values, to: expected.values)
    expected.values = before.values
    guard let counters, expected == before else { return nil }
    if first.stores {
      for (memory, old) in zip(bus.writableMemories, memories) where !memory.holds(old) { return nil }
    }
    skip(second, counts, counters)
    return second
  }

  /// Executes from here to the same place; `nil` where something else comes in between.
  private func executeRound() -> Round? {
    watch.accesses.removeAll(keepingCapacity: true)
    watch.instructions.removeAll(keepingCapacity: true)
    let (start, stack, home) = (pc, r[13], selectRegion(pc))
    let (firstCycle, firstEdge, firstInstruction) = (cycles, cycles &- origin, instructions)
    let firstLoads = heldLoads
    var stores = false
    for _ in 0..<CPU.longest {
      guard condition == .running, ready == 0, case .none = stage, isThumb,
        scheduler.now < min(limit, scheduler.nextDeadline), let region = selectRegion(pc), region === home
      else { return nil }
      let place = Int((pc &- region.base) / 2)
      guard executeSome() else { return nil }
      watch.instructions.append(region.entries[place])
      switch region.entries[place].operation {
      case .storeWord, .storeHalf, .storeByte, .storeWordIndexed, .storeHalfIndexed, .storeByteIndexed, .storeMultiple,
        .push:
        stores = true
      case .undecoded, .regionEnd, .undefined, .supervisorCall, .breakpoint, .changeInterrupts, .waitForInterrupt,
        .waitForEvent, .sendEvent, .moveToSpecial:
        return nil
      default: break
      }
      guard pc == start, r[13] == stack else { continue }
      return Round(
        accesses: watch.accesses, cycles: cycles &- firstCycle, edges: cycles &- origin &- firstEdge,
        instructions: instructions &- firstInstruction, heldLoads: zip(heldLoads, firstLoads).map { $0 &- $1 },
        stores: stores, code: watch.instructions)
    }
    return nil
  }

  /// What decides the accesses of a round; `nil` where time itself may, or nobody knows.
  private func steadyState(_ accesses: [UInt64]) -> Int? {
    var hasher = Hasher()
    for access in accesses {
      guard bus.hashSteadyState(at: UInt32(access >> 1), isWrite: access & 1 != 0, into: &hasher) else { return nil }
    }
    return hasher.finalize()
  }

  /// Leaves out all rounds that end before the next alarm and the run's limit, but for the last.
  private func skip(_ round: Round, _ counts: [Int], _ counters: RoundCounters) {
    let target = min(limit, scheduler.nextDeadline)
    let edge = cycles &- origin
    let end = target > anchor ? min(rate.firstEdge(atOrAfter: target &- anchor), 1 << 62) : 0
    guard round.edges > 0, end > edge else { return }
    let left = (end &- edge) / round.edges
    let count = min(left, counters.rounds) &- 1
    guard left > 1, counters.rounds > 1 else { return }
    for place in 0..<15 { r[place] &+= counters.steps[place] &* UInt32(truncatingIfNeeded: count) }
    cycles &+= count &* round.cycles
    origin = cycles &- (edge &+ count &* round.edges)
    instructions &+= count &* round.instructions
    skippedInstructions &+= count &* round.instructions
    region?.instructions?.pointee &+= count &* round.instructions
    for (timing, loads) in zip(bus.timings, round.heldLoads) { timing.heldLoads.pointee &+= count &* loads }
    for (address, before) in zip(round.blocks, counts) {
      let now = bus.roundCount(at: address)
      if now != before { bus.setRoundCount(now &+ Int(count) &* (now &- before), at: address) }
    }
    scheduler.advance(to: time)
  }
}
