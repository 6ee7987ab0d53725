import Machine

/// Writes the code of a block.
///
/// The cycles left are less by `cyclesToLast` within the block: one subtraction and a jump at the beginning say whether
/// all of it fits. What leaves the block corrects that by a constant.
struct Lowering<Code: Emitter> {
  /// What is written behind the block, as it is rarely executed.
  private enum Detour {
    /// The interpreter executes the instruction of a step.
    case interpreter(Code.Jump, Int)
    case load(AccessKind, [Code.Jump], back: Int, Int)
    case store(AccessKind, [Code.Jump], back: Int, Int)
    /// Several registers, so many bytes from the first to the last.
    case storeList([Code.Jump], back: Int, Int, distance: Int)
    /// A branch that is taken.
    case edge(Code.Jump, Int)
  }

  let region: CodeRegion
  let plan: BlockPlan
  let common: CommonCode
  let slots: UnsafeMutablePointer<UnsafeRawPointer>
  var code: Code
  private var detours: [Detour] = []
  private var start = 0
  private var budgetDetours: [Code.Jump] = []

  init(
    _ region: CodeRegion, _ plan: BlockPlan, _ common: CommonCode,
    _ slots: UnsafeMutablePointer<UnsafeRawPointer>, _ buffer: CodeBuffer
  ) {
    self.region = region
    self.plan = plan
    self.common = common
    self.slots = slots
    code = Code(buffer)
  }

  /// Writes all of it; `false` where there was no room.
  mutating func write() -> Bool {
    budgetDetours.append(code.take(taken))
    start = code.count
    for place in plan.steps.indices { write(place) }
    if !plan.endsInJump { writeEdge(to: plan.end, cycles: plan.cycles, extra: plan.extra) }
    writeDetours()
    return code.isComplete
  }

  /// Cycles that are taken off at the beginning.
  private var taken: Int { plan.cyclesToLast - (PlantedBug.isPlanted(1) ? 1 : 0) }

  /// One instruction.
  private mutating func write(_ place: Int) {
    let step = plan.steps[place]
    switch BlockPlan.Kind(step.instruction.operation) {
    case nil: break
    case .simple: code.write(step.instruction, step.live)
    case .access:
      code.forgetHostFlags()
      writeAccess(place)
    case .branch: writeBranch(place)
    case .jump:
      code.forgetHostFlags()
      switch step.instruction.operation {
      case .popToPC: pop(place)
      case .branchNear, .branchLinkNear: writeNearJump(step)
      default: writeRegisterJump(place)
      }
    }
  }

  // MARK: Ways out

  /// Goes on at an entry, after so many cycles of the block.
  private mutating func writeEdge(to target: Int, cycles: Int, extra: Int) {
    code.addExtra(extra)
    if target == plan.steps[0].index {
      // `cycles` more than at the beginning, of which `cyclesToLast` have been taken off.
      code.take(cycles, andRepeat: start)
      budgetDetours.append(code.jump())
      return
    }
    writeTime(cycles)
    code.goOn(through: UnsafeRawPointer(slots + target))
  }

  /// Makes the cycles left those after so many of the block.
  private mutating func writeTime(_ cycles: Int) {
    code.addLeft(plan.cyclesToLast - cycles + (PlantedBug.isPlanted(24) ? 1 : 0))
  }

  /// Goes on where the address says: the distance in bytes from the region's beginning plus 1.
  mutating func writeDynamicEdge(_ step: BlockPlan.Step) {
    code.addExtra(step.extra + step.cost - Timing.simple)
    writeTime(step.cycles + step.cost)
    code.goOnAtAddress(through: UnsafeRawPointer(slots))
  }

  /// Makes the address a distance from the region's beginning; where it is not within or not Thumb code, the
  /// interpreter executes the instruction.
  mutating func writeTargetCheck(_ place: Int) {
    if !PlantedBug.isPlanted(2) { interpret(place, code.jumpIfEven()) }
    let step = plan.steps[place]
    let (first, length) = region.reach(of: step.instruction.operation, at: step.index)
    interpret(place, code.makeDistance(from: first, below: length))
    if first != region.base { code.addToAddress(first &- region.base) }
  }

  mutating func interpret(_ place: Int, _ jump: Code.Jump) { detours.append(.interpreter(jump, place)) }

  mutating func detourToLoad(_ access: AccessKind, _ place: Int, _ jumps: [Code.Jump]) {
    detours.append(.load(access, jumps, back: code.count, place))
  }

  mutating func detourToStore(_ access: AccessKind, _ place: Int, _ jumps: [Code.Jump]) {
    detours.append(.store(access, jumps, back: code.count, place))
  }

  mutating func detourToStoreList(_ place: Int, _ jumps: [Code.Jump], distance: Int) {
    detours.append(.storeList(jumps, back: code.count, place, distance: distance))
  }

  private mutating func writeDetours() {
    for detour in detours {
      switch detour {
      case .interpreter(let jump, let place):
        code.land(jump)
        writeLeave(for: place)
      case .load(let access, let jumps, let back, let place):
        for jump in jumps { code.land(jump) }
        code.load(plan.steps[place].instruction.a, by: common.load(access), site(place).word)
        code.jump(to: back)
      case .store(let access, let jumps, let back, let place):
        for jump in jumps { code.land(jump) }
        let way = common.besideCode(alignment: access.alignment)
        let helper = code.findBesideCode(by: way, distance: 0)
        code.store(access, plan.steps[place].instruction.a)
        code.jump(to: back)
        code.land(helper)
        code.store(by: common.store, site(place).word)
        code.jump(to: back)
      case .storeList(let jumps, let back, let place, let distance):
        for jump in jumps { code.land(jump) }
        let none = code.findBesideCode(by: common.besideCode(alignment: 2), distance: distance)
        code.jump(to: back)
        code.land(none)
        writeLeave(for: place)
      case .edge(let jump, let place):
        code.land(jump)
        writeTakenEdge(plan.steps[place])
      }
    }
    for jump in budgetDetours { code.land(jump) }
    code.addLeft(taken)
    code.leave(by: common.leaveForBudget, at: plan.steps[0].index)
  }

  /// Has the interpreter execute the instruction of a step.
  private mutating func writeLeave(for place: Int) {
    let step = plan.steps[place]
    writeTime(step.cycles)
    code.addExtra(step.extra)
    code.leave(by: common.leaveForInterpreter, at: step.index)
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
  private mutating func writeBranch(_ place: Int) {
    let step = plan.steps[place]
    if target(step) <= step.index {
      // A loop, most likely: the next round is straight on.
      let skip = code.branch(step.instruction.operation, opposite: true)
      writeTakenEdge(step)
      code.land(skip)
    } else {
      detours.append(.edge(code.branch(step.instruction.operation, opposite: false), place))
    }
  }

  private mutating func writeNearJump(_ step: BlockPlan.Step) {
    if step.instruction.operation == .branchLinkNear { code.set(14, to: returnAddress(step)) }
    writeTakenEdge(step)
  }

  private func returnAddress(_ step: BlockPlan.Step) -> UInt32 {
    region.base &+ UInt32(truncatingIfNeeded: 2 * (step.index + step.size)) | 1
  }

  /// BX, BLX, and MOV and ADD to PC.
  private mutating func writeRegisterJump(_ place: Int) {
    let step = plan.steps[place]
    let i = step.instruction
    switch i.operation {
    case .moveToPC, .addToPC:
      let offset = i.operation == .addToPC ? i.imm : 0
      if i.b == 15 { code.setAddress(i.imm &+ offset) } else { code.setAddress(i.b, plus: offset) }
      code.makeAddressOdd()
    default: code.setAddress(i.b, plus: 0)
    }
    writeTargetCheck(place)
    if i.operation == .branchLinkExchange { code.set(14, to: returnAddress(step)) }
    writeDynamicEdge(step)
  }
}
