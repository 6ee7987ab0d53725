/// The instructions that have a mnemonic and operands by rule: data processing, loads and stores.
enum DisassemblerOperands {
  static func text(_ i: Instruction) -> String {
    if let mnemonic = twoRegisters[i.operation] { return "\(mnemonic) \(name(i.a)), \(name(i.b))" }
    if let mnemonic = destructive[i.operation] { return "\(mnemonic) \(name(i.a)), \(name(i.b))" }
    if let mnemonic = immediates[i.operation] { return "\(mnemonic) \(name(i.a)), #\(i.imm)" }
    if let mnemonic = threeRegisters[i.operation] { return "\(mnemonic) \(name(i.a)), \(name(i.b)), \(name(i.c))" }
    if let mnemonic = withImmediate[i.operation] { return "\(mnemonic) \(name(i.a)), \(name(i.b)), #\(amount(i))" }
    if let mnemonic = accesses[i.operation] {
      if i.b == Instruction.zeroRegister { return "\(mnemonic) \(name(i.a)), [\(Disassembler.hex(i.imm))]" }
      return "\(mnemonic) \(name(i.a)), [\(name(i.b))\(i.imm == 0 ? "" : ", #\(i.imm)")]"
    }
    if let mnemonic = indexed[i.operation] { return "\(mnemonic) \(name(i.a)), [\(name(i.b)), \(name(i.c))]" }
    return "\(i.operation)"
  }

  private static func name(_ register: UInt8) -> String { Disassembler.name(register) }

  private static func amount(_ i: Instruction) -> UInt32 {
    i.operation == .shiftRight32S || i.operation == .arithmeticShift32S ? 32 : i.imm
  }

  private static let twoRegisters: [Opcode: String] = [
    .moveS: "movs", .move: "mov", .moveToSP: "mov", .moveToPC: "mov", .compare: "cmp", .compareNegative: "cmn",
    .test: "tst", .moveNotS: "mvns", .signExtendHalf: "sxth", .signExtendByte: "sxtb", .zeroExtendHalf: "uxth",
    .zeroExtendByte: "uxtb", .reverse: "rev", .reverse16: "rev16", .reverseSignedHalf: "revsh",
  ]

  private static let destructive: [Opcode: String] = [
    .add: "add", .addToSP: "add", .addToPC: "add", .shiftLeftS: "lsls", .shiftRightS: "lsrs",
    .arithmeticShiftS: "asrs", .rotateRightS: "rors", .andS: "ands", .exclusiveOrS: "eors", .orS: "orrs",
    .bitClearS: "bics", .addWithCarryS: "adcs", .subtractWithCarryS: "sbcs",
  ]

  private static let immediates: [Opcode: String] = [.moveImmediateS: "movs", .compareImmediate: "cmp"]

  private static let threeRegisters: [Opcode: String] = [.addS: "adds", .subtractS: "subs"]

  private static let withImmediate: [Opcode: String] = [
    .addImmediateS: "adds", .subtractImmediateS: "subs", .shiftLeftImmediateS: "lsls", .shiftRightImmediateS: "lsrs",
    .shiftRight32S: "lsrs", .arithmeticShiftImmediateS: "asrs", .arithmeticShift32S: "asrs",
  ]

  private static let accesses: [Opcode: String] = [
    .loadWord: "ldr", .loadHalf: "ldrh", .loadByte: "ldrb", .storeWord: "str", .storeHalf: "strh", .storeByte: "strb",
  ]

  private static let indexed: [Opcode: String] = [
    .loadWordIndexed: "ldr", .loadHalfIndexed: "ldrh", .loadByteIndexed: "ldrb", .loadSignedHalfIndexed: "ldrsh",
    .loadSignedByteIndexed: "ldrsb", .storeWordIndexed: "str", .storeHalfIndexed: "strh", .storeByteIndexed: "strb",
  ]
}
