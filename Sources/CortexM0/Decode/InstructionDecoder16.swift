/// The 16-bit encodings that begin with 1011 (ARMv6-M ARM, A5.2.5).
enum InstructionDecoder16 {
  static func decode(_ h: UInt32) -> Instruction {
    switch h >> 8 & 15 {
    case 0x0:
      let value = (h & 0x7F) << 2
      return Instruction(.addImmediate, a: 13, b: 13, imm: h & 0x80 != 0 ? 0 &- value : value)
    case 0x2: return extend(h)
    case 0x4, 0x5: return push(h)
    case 0x6: return changeInterrupts(h)
    case 0xA: return reverse(h)
    case 0xC, 0xD: return pop(h)
    case 0xE: return Instruction(.breakpoint, imm: h & 0xFF)
    case 0xF: return hint(h)
    default: return Instruction(.undefined)
    }
  }

  private static func extend(_ h: UInt32) -> Instruction {
    let operations: [Opcode] = [.signExtendHalf, .signExtendByte, .zeroExtendHalf, .zeroExtendByte]
    return Instruction(
      operations[Int(h >> 6 & 3)], a: InstructionDecoder.bits3(h, 0), b: InstructionDecoder.bits3(h, 3))
  }

  private static func reverse(_ h: UInt32) -> Instruction {
    let operations: [Opcode] = [.reverse, .reverse16, .undefined, .reverseSignedHalf]
    let operation = operations[Int(h >> 6 & 3)]
    if operation == .undefined { return Instruction(.undefined) }
    return Instruction(operation, a: InstructionDecoder.bits3(h, 0), b: InstructionDecoder.bits3(h, 3))
  }

  private static func push(_ h: UInt32) -> Instruction {
    let list = h & 0xFF | (h & 0x100) << 6
    if list == 0 { return Instruction(.undefined) }
    return Instruction(.push, a: 13, b: UInt8(truncatingIfNeeded: list.nonzeroBitCount), c: 1, imm: list)
  }

  private static func pop(_ h: UInt32) -> Instruction {
    let list = h & 0xFF | (h & 0x100) << 7
    let count = UInt8(truncatingIfNeeded: list.nonzeroBitCount)
    if list == 0 { return Instruction(.undefined) }
    return Instruction(h & 0x100 != 0 ? .popToPC : .pop, a: 13, b: count, c: 1, imm: list)
  }

  /// CPSIE i and CPSID i; the A and F bits do not exist in ARMv6-M.
  private static func changeInterrupts(_ h: UInt32) -> Instruction {
    switch h {
    case 0xB662: Instruction(.changeInterrupts, a: 1)
    case 0xB672: Instruction(.changeInterrupts, a: 0)
    default: Instruction(.undefined)
    }
  }

  /// Hints without a meaning are no operations; a non-zero low nibble is IT, which ARMv6-M does not have.
  private static func hint(_ h: UInt32) -> Instruction {
    guard h & 15 == 0 else { return Instruction(.undefined) }
    switch h >> 4 & 15 {
    case 2: return Instruction(.waitForEvent)
    case 3: return Instruction(.waitForInterrupt)
    case 4: return Instruction(.sendEvent)
    default: return Instruction(.noOperation)
    }
  }
}
