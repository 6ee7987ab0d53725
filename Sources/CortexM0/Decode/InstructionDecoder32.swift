/// The 32-bit encodings (ARMv6-M ARM, A5.3): BL, MSR, MRS and the barriers. Everything else is UNDEFINED.
enum InstructionDecoder32 {
  static func decode(_ first: UInt32, _ second: UInt32, at address: UInt32) -> Instruction {
    guard first & 0xF800 == 0xF000, second & 0x8000 != 0 else { return Instruction(.undefined) }
    if second & 0x5000 == 0x5000 { return branchLink(first, second, address) }
    guard second & 0x5000 == 0 else { return Instruction(.undefined) }
    switch first & 0xFFF0 {
    case 0xF380, 0xF390: return toSpecial(first, second)
    case 0xF3B0: return barrier(second)
    case 0xF3E0, 0xF3F0: return fromSpecial(second)
    default: return Instruction(.undefined)
    }
  }

  private static func branchLink(_ first: UInt32, _ second: UInt32, _ address: UInt32) -> Instruction {
    let sign = first >> 10 & 1
    let i1 = ~(second >> 13 ^ sign) & 1
    let i2 = ~(second >> 11 ^ sign) & 1
    let bits = sign << 24 | i1 << 23 | i2 << 22 | (first & 0x3FF) << 12 | (second & 0x7FF) << 1
    let distance = UInt32(bitPattern: Int32(bitPattern: bits << 7) >> 7)
    return Instruction(.branchLink, imm: address &+ 4 &+ distance)
  }

  private static func toSpecial(_ first: UInt32, _ second: UInt32) -> Instruction {
    Instruction(.moveToSpecial, b: UInt8(truncatingIfNeeded: first & 15), imm: second & 0xFF)
  }

  private static func fromSpecial(_ second: UInt32) -> Instruction {
    Instruction(.moveFromSpecial, a: UInt8(truncatingIfNeeded: second >> 8 & 15), imm: second & 0xFF)
  }

  private static func barrier(_ second: UInt32) -> Instruction {
    switch second >> 4 & 15 {
    case 4, 5, 6: Instruction(.barrier, imm: second >> 4 & 15)
    default: Instruction(.undefined)
    }
  }
}
