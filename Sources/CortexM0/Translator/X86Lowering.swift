import Machine

/// Writes the code of a block.
///
/// R10 is less by `cyclesToLast` within the block than the cycles left: one subtraction and a jump at the beginning say whether
/// all of it fits. What leaves the block corrects that by a constant.
struct X86Lowering {
  typealias Register = X86Assembler.Register

  /// What is written behind the block, as it is rarely executed.
  private enum Detour {
    /// The interpreter executes the instruction of a step.
    case interpreter(X86Assembler.Jump, Int)
    case load(X86Assembler.Jump, back: Int, Int)
    case store(X86Assembler.Jump, back: Int, Int)
    /// A branch that is taken.
    case edge(X86Assembler.Jump, Int)
  }

  let region: CodeRegion
  let plan: BlockPlan
  let common: X86CommonCode
  let slots: UnsafeMutablePointer<UnsafeRawPointer>
  let origin: UnsafeRawPointer
  var code: X86Assembler
  /// The host's flags are those of the processor.
  var valid: FlagSet = []
  private var detours: [Detour] = []
  private var start = 0
  private var budgetDetours: [X86Assembler.Jump] = []

  init(
    _ region: CodeRegion, _ plan: BlockPlan, _ common: X86CommonCode,
    _ slots: UnsafeMutablePointer<UnsafeRawPointer>, _ buffer: CodeBuffer
  ) {
    self.region = region
    self.plan = plan
    self.common = common
    self.slots = slots
    origin = buffer.nextAddress
    code = X86Assembler(buffer.free)
  }

  /// Writes all of it; `false` where there was no room.
  mutating func write() -> Bool {
    let limit = plan.cyclesToLast - (PlantedBug.isPlanted(1) ? 1 : 0)
    code.apply(.subtract, X86Registers.left, Int32(limit), wide: true)
    budgetDetours.append(code.jump(.lessOrEqual))
    start = code.count
    for place in plan.steps.indices { write(place) }
    if !plan.endsInJump { writeEdge(to: plan.end, cycles: plan.cycles, extra: plan.extra) }
    writeDetours()
    return code.isComplete
  }

  // MARK: Ways out

  /// Goes on at an entry, after so many cycles of the block.
  private mutating func writeEdge(to target: Int, cycles: Int, extra: Int) {
    if extra != 0 { code.apply(.add, X86Registers.extra, Int32(extra), wide: true) }
    if target == plan.steps[0].index {
      // `cycles` more than at the beginning, of which `cyclesToLast` have been taken off.
      code.apply(.subtract, X86Registers.left, Int32(cycles), wide: true)
      code.jump(.greater, to: start)
      budgetDetours.append(code.jump())
      return
    }
    writeTime(cycles)
    code.moveWide(.rcx, UInt64(UInt(bitPattern: slots + target)))
    code.jumpIndirect(.rcx)
  }

  /// Makes R10 the cycles left after so many of the block.
  private mutating func writeTime(_ cycles: Int) {
    let difference = plan.cyclesToLast - cycles + (PlantedBug.isPlanted(24) ? 1 : 0)
    if difference != 0 { code.apply(.add, X86Registers.left, Int32(difference), wide: true) }
  }

  /// Goes on where RDX says: the distance in bytes from the region's beginning plus 1.
  mutating func writeDynamicEdge(_ step: BlockPlan.Step) {
    let extra = step.extra + step.cost - Timing.simple
    if extra != 0 { code.apply(.add, X86Registers.extra, Int32(extra), wide: true) }
    writeTime(step.cycles + step.cost)
    code.moveWide(.rcx, UInt64(UInt(bitPattern: slots)))
    code.address(.rcx, .rcx, index: .rdx, scale: 2, -4, wide: true)
    code.jumpIndirect(.rcx)
  }

  /// Makes the address in RDX a distance from the region's beginning; where it is not within or not Thumb code, the
  /// interpreter executes the instruction.
  mutating func writeTargetCheck(_ place: Int) {
    if !PlantedBug.isPlanted(2) {
      code.test(.rdx, UInt32(1))
      interpret(place, code.jump(.equal))
    }
    let step = plan.steps[place]
    let (first, length) = region.reach(of: step.instruction.operation, at: step.index)
    code.apply(.subtract, .rdx, Int32(bitPattern: first))
    code.apply(.compare, .rdx, Int32(bitPattern: length))
    interpret(place, code.jump(.aboveOrEqual))
    if first != region.base { code.apply(.add, .rdx, Int32(bitPattern: first &- region.base)) }
  }

  mutating func interpret(_ place: Int, _ jump: X86Assembler.Jump) { detours.append(.interpreter(jump, place)) }

  mutating func detourToLoad(_ place: Int, _ jump: X86Assembler.Jump, back: Int) {
    detours.append(.load(jump, back: back, place))
  }

  mutating func detourToStore(_ place: Int, _ jump: X86Assembler.Jump, back: Int) {
    detours.append(.store(jump, back: back, place))
  }

  private mutating func writeDetours() {
    for detour in detours {
      switch detour {
      case .interpreter(let jump, let place):
        code.land(jump)
        let step = plan.steps[place]
        writeTime(step.cycles)
        if step.extra != 0 { code.apply(.add, X86Registers.extra, Int32(step.extra), wide: true) }
        code.move(.rdx, UInt32(step.index))
        code.jump(to: common.leaveForInterpreter, from: origin)
      case .load(let jump, let back, let place):
        code.land(jump)
        code.moveWide(.rcx, site(place).word)
        code.call(common.load, from: origin)
        code.move(X86Registers.low[Int(plan.steps[place].instruction.a)], .rdx)
        code.jump(to: back)
      case .store(let jump, let back, let place):
        code.land(jump)
        code.moveWide(.rcx, site(place).word)
        code.call(common.store, from: origin)
        code.jump(to: back)
      case .edge(let jump, let place):
        code.land(jump)
        writeTakenEdge(plan.steps[place])
      }
    }
    for jump in budgetDetours { code.land(jump) }
    code.apply(.add, X86Registers.left, Int32(plan.cyclesToLast - (PlantedBug.isPlanted(1) ? 1 : 0)), wide: true)
    code.move(.rdx, UInt32(plan.steps[0].index))
    code.jump(to: common.leaveForBudget, from: origin)
  }

  private func site(_ place: Int) -> Site {
    let step = plan.steps[place]
    return Site(
      step.instruction, index: step.index, rest: plan.cyclesToLast - step.cycles,
      extra: step.extra - (PlantedBug.isPlanted(3) ? 1 : 0),
      isLast: place == plan.steps.count - 1)
  }

  // MARK: Branches

  /// The entry that a near branch goes to.
  private func target(_ step: BlockPlan.Step) -> Int {
    step.index + step.size + Int(Int32(bitPattern: step.instruction.imm))
  }

  private mutating func writeTakenEdge(_ step: BlockPlan.Step) {
    writeEdge(
      to: target(step), cycles: step.cycles + step.cost,
      extra: step.extra + step.cost - (PlantedBug.isPlanted(4) ? 0 : Timing.simple))
  }

  /// A branch on a condition; the next instruction follows.
  mutating func writeBranch(_ place: Int, _ condition: X86Assembler.Condition, needs: FlagSet) {
    let step = plan.steps[place]
    if !valid.isSuperset(of: needs) { restoreFlags(needs) }
    if target(step) <= step.index, let opposite = X86Assembler.Condition(rawValue: condition.rawValue ^ 1) {
      // A loop, most likely: the next round is straight on.
      let skip = code.jump(opposite)
      writeTakenEdge(step)
      code.land(skip)
    } else {
      detours.append(.edge(code.jump(condition), place))
    }
  }

  /// Brings the flags back to the host's.
  private mutating func restoreFlags(_ needs: FlagSet) {
    if needs.contains(.overflow) {
      code.move(.rdx, X86Registers.flags)
      code.overflowFromLowRDX()
      valid = .all
    } else {
      valid = [.result, .carry]
    }
    code.storeFlags()
  }

  mutating func writeNearJump(_ step: BlockPlan.Step) {
    if step.instruction.operation == .branchLinkNear {
      code.store(returnAddress(step), X86Registers.context, X86Registers.place(14))
    }
    writeTakenEdge(step)
  }

  func returnAddress(_ step: BlockPlan.Step) -> UInt32 {
    region.base &+ UInt32(truncatingIfNeeded: 2 * (step.index + step.size)) | 1
  }

  /// BX, BLX, and MOV and ADD to PC.
  mutating func writeRegisterJump(_ place: Int) {
    let step = plan.steps[place]
    let i = step.instruction
    switch i.operation {
    case .moveToPC, .addToPC:
      if i.b == 15 { code.move(.rdx, i.imm) } else { get(.rdx, i.b) }
      if i.operation == .addToPC { code.apply(.add, .rdx, Int32(bitPattern: i.imm)) }
      code.apply(.or, .rdx, 1)
    default: get(.rdx, i.b)
    }
    writeTargetCheck(place)
    if i.operation == .branchLinkExchange {
      code.store(returnAddress(step), X86Registers.context, X86Registers.place(14))
    }
    writeDynamicEdge(step)
  }

  // MARK: Registers

  /// Copies a register of the processor.
  mutating func get(_ to: Register, _ number: UInt8) {
    if number < 8 {
      code.move(to, X86Registers.low[Int(number)])
    } else {
      code.load(to, X86Registers.context, X86Registers.place(number))
    }
  }

  mutating func put(_ number: UInt8, _ from: Register) {
    if number < 8 {
      code.move(X86Registers.low[Int(number)], from)
    } else {
      code.store(from, X86Registers.context, X86Registers.place(number))
    }
  }

  /// The host register that holds a register of the processor, or `spare`, into which it is copied.
  mutating func register(_ number: UInt8, spare: Register) -> Register {
    if number < 8 { return X86Registers.low[Int(number)] }
    get(spare, number)
    return spare
  }
}
