/// The registers that count the rounds of a busy-wait: careful firmware lets every wait have an end.
///
/// They change by the same in every round, by additions of constants, and nothing else looks at them but comparisons with what does
/// not change. While no value comes to or past a border of such a comparison, where a flag of its result changes, every
/// round goes the same way.
struct RoundCounters {
  /// What a round adds to each register, modulo 2^32; 0 to those that do not count.
  let steps: SIMD16<UInt32>
  /// Rounds from the latest on, that one not counted, that certainly go its way: without end where nothing counts.
  private(set) var rounds = UInt64.max

  /// Those of a round whose instructions were `code`, from which the registers came `from` one value `to` another; `nil` where
  /// what changes does not only count.
  init?(_ code: [Instruction], from before: SIMD16<UInt32>, to after: SIMD16<UInt32>) {
    steps = after &- before
    var moved = SIMD16<UInt32>()
    let counting = (0..<15).filter { steps[$0] != 0 }
    guard !counting.isEmpty else { return }
    for instruction in code {
      guard let counter = counting.first(where: { instruction.uses($0) }) else { continue }
      let value = before[counter] &+ moved[counter]
      let limit: UInt32
      switch instruction.operation {
      case .addImmediateS where instruction.a == instruction.b:
        limit = 0 &- instruction.imm
        moved[counter] &+= instruction.imm
      case .subtractImmediateS where instruction.a == instruction.b:
        limit = instruction.imm
        moved[counter] &-= instruction.imm
      case .compareImmediate: limit = instruction.imm
      case .compare:
        // The other one has to be a constant.
        let other = Int(instruction.a) == counter ? Int(instruction.b) : Int(instruction.a)
        guard other < 15, other != counter, steps[other] == 0,
          !code.contains(where: { $0.operation != .compare && $0.uses(other) })
        else { return nil }
        limit = before[other]
      default: return nil
      }
      rounds = min(rounds, Self.rounds(from: value, by: steps[counter], between: limit))
    }
    guard moved == steps else { return nil }
  }

  /// After how many steps a value has last neither come to nor past what changes a flag of its difference from `limit`: zero, where it
  /// carries, and the sign, of both.
  private static func rounds(from value: UInt32, by step: UInt32, between limit: UInt32) -> UInt64 {
    let sign = UInt32(1) << 31
    let isDown = step & sign != 0
    let size = isDown ? 0 &- step : step
    return [0, sign, limit, limit &+ sign].map { border in
      let distance = isDown ? value &- border : border &- value
      return distance == 0 ? 0 : UInt64((distance - 1) / size)
    }.min() ?? 0
  }
}

extension Instruction {
  /// Whether it reads or writes a register, R0 to R14, as far as a busy-wait's round has it; also where that is not certain.
  func uses(_ register: Int) -> Bool {
    switch operation {
    case .noOperation, .barrier, .branchNear, .branchEQ, .branchNE, .branchCS, .branchCC, .branchMI, .branchPL,
      .branchVS,
      .branchVC, .branchHI, .branchLS, .branchGE, .branchLT, .branchGT, .branchLE, .branch, .branchIf:
      false
    case .branchLink, .branchLinkNear: register == 14
    case .moveImmediateS, .moveConstant, .compareImmediate: register == Int(a)
    case .addS, .subtractS, .loadWordIndexed, .loadHalfIndexed, .loadByteIndexed, .loadSignedHalfIndexed,
      .loadSignedByteIndexed, .storeWordIndexed, .storeHalfIndexed, .storeByteIndexed:
      register == Int(a) || register == Int(b) || register == Int(c)
    case .loadMultiple, .storeMultiple, .push, .pop, .popToPC:
      register == Int(a) || register == 13 || imm >> UInt32(register) & 1 != 0
    case .branchExchange, .branchLinkExchange: register == Int(b) || register == 14
    default: register == Int(a) || register == Int(b)
    }
  }
}
