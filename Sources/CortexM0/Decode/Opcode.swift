/// What a decoded instruction does. Encodings that do the same share one operation: operands are resolved in the
/// decoder (a literal's address, PC as a constant), so that the engines have few cases and no special registers.
///
/// `a`, `b`, `c` and `imm` are the fields of `Instruction`. An S at the end means that the flags are set.
public enum Opcode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  // 0 must be `undecoded`: it is what a fresh entry of a code region holds.
  /// Not looked at yet.
  case undecoded
  /// No instruction can be executed here: the end of a code region, or a place whose bytes have to be waited for.
  case regionEnd
  /// An encoding that ARMv6-M does not define; also UDF.
  case undefined

  // a <- imm
  case moveImmediateS, moveConstant
  // a <- b
  case moveS, move
  // SP <- b, PC <- b
  case moveToSP, moveToPC
  // a <- b + imm, b - imm
  case addImmediateS, subtractImmediateS, addImmediate
  // a <- b + c, b - c
  case addS, subtractS
  // a <- a + b
  case add, addToSP, addToPC
  // flags of a - imm, a - b, a + b, a & b
  case compareImmediate, compare, compareNegative, test
  // a <- b shifted by imm: 1 to 31, and 32
  case shiftLeftImmediateS, shiftRightImmediateS, shiftRight32S, arithmeticShiftImmediateS, arithmeticShift32S
  // a <- a shifted by b
  case shiftLeftS, shiftRightS, arithmeticShiftS, rotateRightS
  // a <- a op b
  case andS, exclusiveOrS, orS, bitClearS, addWithCarryS, subtractWithCarryS, multiplyS
  // a <- op b
  case negateS, moveNotS
  case signExtendHalf, signExtendByte, zeroExtendHalf, zeroExtendByte, reverse, reverse16, reverseSignedHalf

  // a <-> memory at b + imm; b may be `Instruction.zeroRegister`
  case loadWord, loadHalf, loadByte, storeWord, storeHalf, storeByte
  // a <-> memory at b + c
  case loadWordIndexed, loadHalfIndexed, loadByteIndexed, loadSignedHalfIndexed, loadSignedByteIndexed
  case storeWordIndexed, storeHalfIndexed, storeByteIndexed
  // imm: register list, bit 14 LR, bit 15 PC; a: base; b: number of registers; c: 1 where the base is written back
  case loadMultiple, storeMultiple, push, pop, popToPC

  // imm: target, or for the near forms its distance in entries of the code region from the next entry
  case branch, branchLink, branchNear, branchLinkNear
  // a: condition; imm: target
  case branchIf
  case branchEQ, branchNE, branchCS, branchCC, branchMI, branchPL, branchVS, branchVC
  case branchHI, branchLS, branchGE, branchLT, branchGT, branchLE
  // to b
  case branchExchange, branchLinkExchange

  // imm: the instruction's number
  case supervisorCall, breakpoint
  // a: 1 enable, 0 disable
  case changeInterrupts
  case noOperation, waitForInterrupt, waitForEvent, sendEvent
  case barrier
  // imm: special register; a <- it, it <- b
  case moveFromSpecial, moveToSpecial

  /// Whether it goes on elsewhere than behind it, or faults.
  var isJump: Bool {
    switch self {
    case .branch, .branchLink, .branchNear, .branchLinkNear, .branchExchange, .branchLinkExchange, .popToPC, .moveToPC,
      .addToPC:
      true
    default: false
    }
  }
}
