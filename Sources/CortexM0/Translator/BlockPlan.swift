import Machine

/// Instructions that are translated together: those that execution comes to when no branch among them is taken.
struct BlockPlan {
  struct Step {
    /// The region's entry, and how many entries the instruction has.
    var index: Int
    var size: Int
    var instruction: Instruction
    /// Cycles, and those beside one an instruction, from the block's beginning to the instruction's.
    var cycles: Int
    var extra: Int
    /// Flags that somebody may see after it.
    var live = FlagSet.all
    /// What its taken branch takes, or else what it takes.
    var cost: Int
  }

  /// The most instructions in a block: the budget has to have room for all of them.
  static let longest = 32

  var steps: [Step] = []
  /// The last one always goes elsewhere.
  var endsInJump = false
  /// The entry behind the last one.
  var end: Int
  /// Cycles of all, and those beside one an instruction, where no branch is taken.
  var cycles = 0
  var extra = 0
  /// Byte offsets in the memory of words that were read when translated.
  var literals: [Int] = []

  /// Cycles from the beginning to the last instruction's beginning.
  var cyclesToLast: Int { steps.last?.cycles ?? 0 }

  /// What begins at an entry of a region, as far as it is decoded; no steps where its first instruction is the interpreter's.
  init(_ region: CodeRegion, at start: Int, multiplyExtra: Int) {
    end = start
    let fetchWait = PlantedBug.isPlanted(27) ? 0 : Int(region.memory.waitStates)
    while steps.count < BlockPlan.longest {
      let instruction = region.decoded(end)
      guard let kind = Kind(instruction.operation) else { break }
      let size = instruction.operation.isWide ? 2 : 1
      let cost = BlockPlan.cost(instruction, fetchWait: fetchWait, multiplyExtra: multiplyExtra)
      steps.append(
        Step(index: end, size: size, instruction: instruction, cycles: cycles, extra: extra, cost: cost))
      end += size
      let passed = kind == .branch ? Timing.simple : cost
      cycles += passed
      extra += passed - Timing.simple
      if kind == .jump {
        endsInJump = true
        break
      }
    }
    findLiveFlags()
  }

  private mutating func findLiveFlags() {
    var live = FlagSet.all
    for place in steps.indices.reversed() {
      let operation = steps[place].instruction.operation
      steps[place].live = live
      if Kind(operation) != .simple {
        // The block may be left there.
        live = .all
      } else {
        live = live.subtracting(.set(by: operation)).union(.read(by: operation))
      }
    }
  }

  /// What an instruction is to a block; `nil` for those that the interpreter executes.
  enum Kind {
    /// Registers and flags only.
    case simple
    case access
    /// A branch on a condition within the region.
    case branch
    /// Goes elsewhere.
    case jump

    init?(_ operation: Opcode) {
      switch operation {
      case .undecoded, .regionEnd, .undefined, .branch, .branchLink, .branchIf, .supervisorCall, .breakpoint,
        .changeInterrupts, .waitForInterrupt, .waitForEvent, .sendEvent, .moveFromSpecial, .moveToSpecial:
        return nil
      case .loadWord, .loadHalf, .loadByte, .storeWord, .storeHalf, .storeByte, .loadWordIndexed, .loadHalfIndexed,
        .loadByteIndexed, .loadSignedHalfIndexed, .loadSignedByteIndexed, .storeWordIndexed, .storeHalfIndexed,
        .storeByteIndexed, .loadMultiple, .storeMultiple, .push, .pop:
        self = .access
      case .branchEQ, .branchNE, .branchCS, .branchCC, .branchMI, .branchPL, .branchVS, .branchVC, .branchHI, .branchLS,
        .branchGE, .branchLT, .branchGT, .branchLE:
        self = .branch
      case .popToPC, .moveToPC, .addToPC, .branchNear, .branchLinkNear, .branchExchange, .branchLinkExchange:
        self = .jump
      default: self = .simple
      }
    }
  }

  /// Notes the literals that nothing but a change of their memory can change: the block has them as constants.
  mutating func findLiterals(_ region: CodeRegion, _ pages: DirectPages, _ bus: Bus) {
    guard !region.memory.isWritable else { return }
    for step in steps where step.instruction.operation == .loadWord {
      let address = step.instruction.imm
      guard step.instruction.b == Instruction.zeroRegister, address & 3 == 0, address &- region.base < region.length,
        pages.leanOn(Int(address >> 12), of: bus)
      else { continue }
      literals.append(region.offset + Int(address &- region.base))
    }
  }

  private static func cost(_ instruction: Instruction, fetchWait: Int, multiplyExtra: Int) -> Int {
    switch instruction.operation {
    case .loadMultiple, .storeMultiple, .push, .pop: Timing.multiple + (instruction.imm & 0x7FFF).nonzeroBitCount
    case .popToPC: Timing.popToPC + instruction.imm.nonzeroBitCount + fetchWait
    case .branchExchange, .branchLinkExchange: Timing.branchExchange + fetchWait
    case .moveToPC, .addToPC, .branchNear: Timing.branch + fetchWait
    case .branchLinkNear: Timing.branchLink + fetchWait
    case .barrier: Timing.special
    case .multiplyS: Timing.simple + multiplyExtra
    default:
      switch Kind(instruction.operation) {
      case .branch: Timing.branch + fetchWait
      case .access: Timing.access
      default: Timing.simple
      }
    }
  }
}

extension Opcode {
  /// Whether it has 32 bits.
  var isWide: Bool {
    switch self {
    case .branchLink, .branchLinkNear, .barrier, .moveFromSpecial, .moveToSpecial: true
    default: false
    }
  }
}
