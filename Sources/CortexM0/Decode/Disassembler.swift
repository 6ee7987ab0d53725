/// Instructions as assembler text in ARM's unified syntax, for traces and fault reports.
public enum Disassembler {
  /// The text of the instruction at `address`; `second` is the halfword after it.
  public static func text(_ first: UInt16, _ second: UInt16, at address: UInt32) -> String {
    let i = InstructionDecoder.decode(first, second, at: address)
    switch i.operation {
    case .undecoded, .regionEnd, .undefined: return undefined(first, second)
    case .moveConstant: return first & 0xF800 == 0xA000 ? "adr \(name(i.a)), \(hex(i.imm))" : "mov \(name(i.a)), pc"
    case .addImmediate: return addition(first, i)
    case .addImmediateS where first >> 13 == 1: return "adds \(name(i.a)), #\(i.imm)"
    case .subtractImmediateS where first >> 13 == 1: return "subs \(name(i.a)), #\(i.imm)"
    case .multiplyS: return "muls \(name(i.a)), \(name(i.b)), \(name(i.a))"
    case .negateS: return "rsbs \(name(i.a)), \(name(i.b)), #0"
    case .compareImmediate where first & 0xFC00 == 0x4400: return "cmp \(name(i.a)), pc"
    case .loadMultiple, .storeMultiple, .push, .pop, .popToPC: return multiple(i)
    case .branchIf: return "b\(conditions[Int(i.a) % conditions.count]) \(hex(i.imm))"
    case .branch, .branchNear: return "b \(hex(i.imm))"
    case .branchLink, .branchLinkNear: return "bl \(hex(i.imm))"
    case .branchExchange: return "bx \(name(i.b))"
    case .branchLinkExchange: return "blx \(name(i.b))"
    case .supervisorCall: return "svc #\(i.imm)"
    case .breakpoint: return "bkpt #\(i.imm)"
    case .changeInterrupts: return i.a != 0 ? "cpsie i" : "cpsid i"
    case .noOperation: return first == 0xBF10 ? "yield" : "nop"
    case .waitForInterrupt: return "wfi"
    case .waitForEvent: return "wfe"
    case .sendEvent: return "sev"
    case .barrier: return i.imm == 4 ? "dsb sy" : i.imm == 5 ? "dmb sy" : "isb sy"
    case .moveFromSpecial: return "mrs \(name(i.a)), \(special(i.imm))"
    case .moveToSpecial: return "msr \(special(i.imm)), \(name(i.b))"
    default: return DisassemblerOperands.text(i)
    }
  }

  static let conditions = ["eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"]

  static func name(_ register: UInt8) -> String {
    switch register {
    case 13: "sp"
    case 14: "lr"
    case 15: "pc"
    default: "r\(register)"
    }
  }

  static func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16) }

  private static func undefined(_ first: UInt16, _ second: UInt16) -> String {
    if first & 0xFF00 == 0xDE00 { return "udf #\(first & 0xFF)" }
    return Instruction.isWide(first)
      ? ".short \(hex(UInt32(first))), \(hex(UInt32(second)))" : ".short \(hex(UInt32(first)))"
  }

  /// ADD and SUB of SP, and ADD of a register and PC.
  private static func addition(_ first: UInt16, _ i: Instruction) -> String {
    if first >> 12 == 4 { return "add \(name(i.a)), pc" }
    if i.a != 13 { return "add \(name(i.a)), sp, #\(i.imm)" }
    return first & 0x80 != 0 ? "sub sp, #\(0 &- i.imm)" : "add sp, #\(i.imm)"
  }

  private static func multiple(_ i: Instruction) -> String {
    let list = "{" + (UInt8(0)..<16).filter { i.imm >> UInt32($0) & 1 != 0 }.map(name).joined(separator: ", ") + "}"
    switch i.operation {
    case .push: return "push \(list)"
    case .pop, .popToPC: return "pop \(list)"
    case .storeMultiple: return "stm \(name(i.a))!, \(list)"
    default: return "ldm \(name(i.a))\(i.c != 0 ? "!" : ""), \(list)"
    }
  }

  private static func special(_ number: UInt32) -> String {
    let names: [UInt32: String] = [
      0: "apsr", 1: "iapsr", 2: "eapsr", 3: "xpsr", 5: "ipsr", 6: "epsr", 7: "iepsr", 8: "msp", 9: "psp",
      16: "primask", 20: "control",
    ]
    return names[number] ?? "\(number)"
  }
}
