/// The one decoder of ARMv6-M: ARMv6-M Architecture Reference Manual (ARM DDI 0419), chapter A5 and A6.
///
/// UNDEFINED encodings become `.undefined`, and so do the UNPREDICTABLE ones that no compiler makes and that are better
/// noticed: an empty register list, BX and BLX of PC or with bits set that should be zero, CPS of other masks. The
/// other UNPREDICTABLE ones are executed as their fields say.
public enum InstructionDecoder {
  /// Decodes the instruction at `address`; `second` is the halfword after it and matters for 32-bit encodings only.
  public static func decode(_ first: UInt16, _ second: UInt16, at address: UInt32) -> Instruction {
    let h = UInt32(first)
    switch h >> 12 {
    case 0x0, 0x1: return shiftAddSubtract(h)
    case 0x2, 0x3: return immediate(h)
    case 0x4: return h & 0x0800 != 0 ? literal(h, address) : registerOperation(h, address)
    case 0x5: return indexed(h)
    case 0x6: return offset(h, h & 0x0800 != 0 ? .loadWord : .storeWord, scale: 4)
    case 0x7: return offset(h, h & 0x0800 != 0 ? .loadByte : .storeByte, scale: 1)
    case 0x8: return offset(h, h & 0x0800 != 0 ? .loadHalf : .storeHalf, scale: 2)
    case 0x9:
      return Instruction(h & 0x0800 != 0 ? .loadWord : .storeWord, a: bits3(h, 8), b: 13, imm: (h & 0xFF) << 2)
    case 0xA: return addToAddress(h, address)
    case 0xB: return InstructionDecoder16.decode(h)
    case 0xC: return multiple(h)
    case 0xD: return conditional(h, address)
    default: return h < 0xE800 ? unconditional(h, address) : InstructionDecoder32.decode(h, UInt32(second), at: address)
    }
  }

  static func bits3(_ h: UInt32, _ place: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: h >> place & 7) }

  private static func shiftAddSubtract(_ h: UInt32) -> Instruction {
    let (d, m, amount) = (bits3(h, 0), bits3(h, 3), h >> 6 & 31)
    switch h >> 11 {
    case 0:
      return amount == 0
        ? Instruction(.moveS, a: d, b: m) : Instruction(.shiftLeftImmediateS, a: d, b: m, imm: amount)
    case 1: return Instruction(amount == 0 ? .shiftRight32S : .shiftRightImmediateS, a: d, b: m, imm: amount)
    case 2: return Instruction(amount == 0 ? .arithmeticShift32S : .arithmeticShiftImmediateS, a: d, b: m, imm: amount)
    default:
      let subtracts = h & 0x0200 != 0
      if h & 0x0400 != 0 {
        return Instruction(subtracts ? .subtractImmediateS : .addImmediateS, a: d, b: m, imm: h >> 6 & 7)
      }
      return Instruction(subtracts ? .subtractS : .addS, a: d, b: m, c: bits3(h, 6))
    }
  }

  private static func immediate(_ h: UInt32) -> Instruction {
    let (d, value) = (bits3(h, 8), h & 0xFF)
    switch h >> 11 & 3 {
    case 0: return Instruction(.moveImmediateS, a: d, imm: value)
    case 1: return Instruction(.compareImmediate, a: d, imm: value)
    case 2: return Instruction(.addImmediateS, a: d, b: d, imm: value)
    default: return Instruction(.subtractImmediateS, a: d, b: d, imm: value)
    }
  }

  private static let dataProcessing: [Opcode] = [
    .andS, .exclusiveOrS, .shiftLeftS, .shiftRightS, .arithmeticShiftS, .addWithCarryS, .subtractWithCarryS,
    .rotateRightS, .test, .negateS, .compare, .compareNegative, .orS, .multiplyS, .bitClearS, .moveNotS,
  ]

  private static func registerOperation(_ h: UInt32, _ address: UInt32) -> Instruction {
    if h & 0x0400 == 0 {
      return Instruction(dataProcessing[Int(h >> 6 & 15)], a: bits3(h, 0), b: bits3(h, 3))
    }
    let d = UInt8(truncatingIfNeeded: h & 7 | h >> 4 & 8)
    let m = UInt8(truncatingIfNeeded: h >> 3 & 15)
    let pc = address &+ 4
    switch h >> 8 & 3 {
    case 0:
      if d == 15 { return Instruction(.addToPC, a: d, b: m, imm: pc) }
      if d == 13 { return Instruction(.addToSP, a: d, b: m, imm: pc) }
      return m == 15 ? Instruction(.addImmediate, a: d, b: d, imm: pc) : Instruction(.add, a: d, b: m)
    case 1:
      // CMP with PC is UNPREDICTABLE: as a second operand PC reads as elsewhere, as a first one 0.
      let first = d == 15 ? Instruction.zeroRegister : d
      return m == 15 ? Instruction(.compareImmediate, a: first, imm: pc) : Instruction(.compare, a: first, b: m)
    case 2:
      if d == 15 { return Instruction(.moveToPC, a: d, b: m, imm: pc) }
      if d == 13 { return Instruction(.moveToSP, a: d, b: m, imm: pc) }
      return m == 15 ? Instruction(.moveConstant, a: d, imm: pc) : Instruction(.move, a: d, b: m)
    default:
      if m == 15 || h & 7 != 0 { return Instruction(.undefined) }
      return Instruction(h & 0x80 != 0 ? .branchLinkExchange : .branchExchange, b: m)
    }
  }

  private static func literal(_ h: UInt32, _ address: UInt32) -> Instruction {
    let place = (address &+ 4) & ~3 &+ (h & 0xFF) << 2
    return Instruction(.loadWord, a: bits3(h, 8), b: Instruction.zeroRegister, imm: place)
  }

  private static let indexedOperations: [Opcode] = [
    .storeWordIndexed, .storeHalfIndexed, .storeByteIndexed, .loadSignedByteIndexed, .loadWordIndexed,
    .loadHalfIndexed, .loadByteIndexed, .loadSignedHalfIndexed,
  ]

  private static func indexed(_ h: UInt32) -> Instruction {
    Instruction(indexedOperations[Int(h >> 9 & 7)], a: bits3(h, 0), b: bits3(h, 3), c: bits3(h, 6))
  }

  private static func offset(_ h: UInt32, _ operation: Opcode, scale: UInt32) -> Instruction {
    Instruction(operation, a: bits3(h, 0), b: bits3(h, 3), imm: (h >> 6 & 31) &* scale)
  }

  private static func addToAddress(_ h: UInt32, _ address: UInt32) -> Instruction {
    let value = (h & 0xFF) << 2
    return h & 0x0800 != 0
      ? Instruction(.addImmediate, a: bits3(h, 8), b: 13, imm: value)
      : Instruction(.moveConstant, a: bits3(h, 8), imm: (address &+ 4) & ~3 &+ value)
  }

  private static func multiple(_ h: UInt32) -> Instruction {
    let (base, list) = (bits3(h, 8), h & 0xFF)
    let count = UInt8(truncatingIfNeeded: list.nonzeroBitCount)
    if list == 0 { return Instruction(.undefined) }
    if h & 0x0800 == 0 { return Instruction(.storeMultiple, a: base, b: count, c: 1, imm: list) }
    return Instruction(.loadMultiple, a: base, b: count, c: list >> UInt32(base) & 1 == 0 ? 1 : 0, imm: list)
  }

  private static func conditional(_ h: UInt32, _ address: UInt32) -> Instruction {
    switch h >> 8 & 15 {
    case 14: return Instruction(.undefined)
    case 15: return Instruction(.supervisorCall, imm: h & 0xFF)
    default:
      let distance = UInt32(bitPattern: Int32(bitPattern: h << 24) >> 23)
      return Instruction(.branchIf, a: UInt8(truncatingIfNeeded: h >> 8 & 15), imm: address &+ 4 &+ distance)
    }
  }

  private static func unconditional(_ h: UInt32, _ address: UInt32) -> Instruction {
    let distance = UInt32(bitPattern: Int32(bitPattern: h << 21) >> 20)
    return Instruction(.branch, imm: address &+ 4 &+ distance)
  }
}
