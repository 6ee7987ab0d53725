import Conformance
import Machine
import Testing

@testable import CortexM0

/// Cycles of every instruction form, as the Technical Reference Manual counts them, at zero wait states and with them.
@Suite struct TimingTests {
  struct Form: Sendable, CustomTestStringConvertible {
    var name: String
    var code: [UInt16]
    /// Cycles in total.
    var cycles: UInt64
    /// Data accesses to flash and taken branches, each of which costs the flash's wait states once more.
    var flashAccesses: UInt64 = 0

    var testDescription: String { name }
  }

  /// R0 = 0, R1 and R2 in RAM, R3 = 0x201 (code), R4 = 0x200 (flash), R5 = 1; C set, Z and N and V clear.
  static let forms: [Form] = [
    Form(name: "MOVS imm", code: [0x2001], cycles: 1),
    Form(name: "MOVS reg", code: [0x0008], cycles: 1),
    Form(name: "MOV high", code: [0x4688], cycles: 1),
    Form(name: "MOV PC", code: [0x46A7], cycles: 3, flashAccesses: 1),
    Form(name: "ADDS imm3", code: [0x1C40], cycles: 1),
    Form(name: "ADDS reg", code: [0x1840], cycles: 1),
    Form(name: "ADD high", code: [0x4480], cycles: 1),
    Form(name: "ADD SP reg", code: [0x4485], cycles: 1),
    Form(name: "MOV SP", code: [0x468D], cycles: 1),
    Form(name: "ADD PC", code: [0x4487], cycles: 3, flashAccesses: 1),
    Form(name: "ADDS imm8", code: [0x3001], cycles: 1),
    Form(name: "ADCS", code: [0x4148], cycles: 1),
    Form(name: "ADD SP", code: [0xB001], cycles: 1),
    Form(name: "ADD Rd, SP", code: [0xA801], cycles: 1),
    Form(name: "ADR", code: [0xA001], cycles: 1),
    Form(name: "SUBS reg", code: [0x1A40], cycles: 1),
    Form(name: "SUBS imm3", code: [0x1E40], cycles: 1),
    Form(name: "SUBS imm8", code: [0x3801], cycles: 1),
    Form(name: "SBCS", code: [0x4188], cycles: 1),
    Form(name: "SUB SP", code: [0xB081], cycles: 1),
    Form(name: "RSBS", code: [0x4248], cycles: 1),
    Form(name: "MULS", code: [0x4348], cycles: 1),
    Form(name: "CMP", code: [0x4288], cycles: 1),
    Form(name: "CMP imm", code: [0x2801], cycles: 1),
    Form(name: "CMP high", code: [0x4580], cycles: 1),
    Form(name: "CMN", code: [0x42C8], cycles: 1),
    Form(name: "ANDS", code: [0x4008], cycles: 1),
    Form(name: "EORS", code: [0x4048], cycles: 1),
    Form(name: "ORRS", code: [0x4308], cycles: 1),
    Form(name: "BICS", code: [0x4388], cycles: 1),
    Form(name: "MVNS", code: [0x43C8], cycles: 1),
    Form(name: "TST", code: [0x4208], cycles: 1),
    Form(name: "LSLS imm", code: [0x0048], cycles: 1),
    Form(name: "LSLS reg", code: [0x4088], cycles: 1),
    Form(name: "LSRS imm", code: [0x0848], cycles: 1),
    Form(name: "LSRS 32", code: [0x0808], cycles: 1),
    Form(name: "LSRS reg", code: [0x40C8], cycles: 1),
    Form(name: "ASRS imm", code: [0x1048], cycles: 1),
    Form(name: "ASRS 32", code: [0x1008], cycles: 1),
    Form(name: "ASRS reg", code: [0x4108], cycles: 1),
    Form(name: "RORS", code: [0x41C8], cycles: 1),
    Form(name: "LDR RAM", code: [0x6808], cycles: 2),
    Form(name: "LDR flash", code: [0x6820], cycles: 2, flashAccesses: 1),
    Form(name: "LDR literal", code: [0x4801], cycles: 2, flashAccesses: 1),
    Form(name: "LDR SP", code: [0x9800], cycles: 2),
    Form(name: "LDR index", code: [0x5808], cycles: 2),
    Form(name: "LDRH", code: [0x8808], cycles: 2),
    Form(name: "LDRB", code: [0x7808], cycles: 2),
    Form(name: "LDRH index", code: [0x5A08], cycles: 2),
    Form(name: "LDRB index", code: [0x5C08], cycles: 2),
    Form(name: "LDRSH", code: [0x5E08], cycles: 2),
    Form(name: "LDRSB", code: [0x5608], cycles: 2),
    Form(name: "STR", code: [0x6008], cycles: 2),
    Form(name: "STRH", code: [0x8008], cycles: 2),
    Form(name: "STRB", code: [0x7008], cycles: 2),
    Form(name: "STR index", code: [0x5008], cycles: 2),
    Form(name: "STRH index", code: [0x5208], cycles: 2),
    Form(name: "STRB index", code: [0x5408], cycles: 2),
    Form(name: "STR SP", code: [0x9000], cycles: 2),
    Form(name: "LDM 1", code: [0xC901], cycles: 2),
    Form(name: "LDM 8", code: [0xC9FF], cycles: 9),
    Form(name: "LDM flash 2", code: [0xCC03], cycles: 3, flashAccesses: 2),
    Form(name: "STM 1", code: [0xC101], cycles: 2),
    Form(name: "STM 3", code: [0xC10D], cycles: 4),
    Form(name: "PUSH 1", code: [0xB401], cycles: 2),
    Form(name: "PUSH 9", code: [0xB5FF], cycles: 10),
    Form(name: "POP 1", code: [0xBC01], cycles: 2),
    Form(name: "POP 8", code: [0xBCFF], cycles: 9),
    Form(name: "POP PC alone", code: [0xBD00], cycles: 5, flashAccesses: 1),
    Form(name: "POP 8 and PC", code: [0xBDFF], cycles: 13, flashAccesses: 1),
    Form(name: "BEQ not taken", code: [0xD001], cycles: 1),
    Form(name: "BNE taken", code: [0xD101], cycles: 3, flashAccesses: 1),
    Form(name: "B", code: [0xE001], cycles: 3, flashAccesses: 1),
    Form(name: "BL", code: [0xF000, 0xF802], cycles: 4, flashAccesses: 1),
    Form(name: "BX", code: [0x4718], cycles: 3, flashAccesses: 1),
    Form(name: "BLX", code: [0x4798], cycles: 3, flashAccesses: 1),
    Form(name: "SXTH", code: [0xB208], cycles: 1),
    Form(name: "SXTB", code: [0xB248], cycles: 1),
    Form(name: "UXTH", code: [0xB288], cycles: 1),
    Form(name: "UXTB", code: [0xB2C8], cycles: 1),
    Form(name: "REV", code: [0xBA08], cycles: 1),
    Form(name: "REV16", code: [0xBA48], cycles: 1),
    Form(name: "REVSH", code: [0xBAC8], cycles: 1),
    Form(name: "CPSID", code: [0xB672], cycles: 1),
    Form(name: "CPSIE", code: [0xB662], cycles: 1),
    Form(name: "MRS", code: [0xF3EF, 0x8000], cycles: 4),
    Form(name: "MSR", code: [0xF380, 0x8800], cycles: 4),
    Form(name: "SEV", code: [0xBF40], cycles: 1),
    Form(name: "WFE", code: [0xBF20], cycles: 2),
    Form(name: "WFI", code: [0xBF30], cycles: 2),
    Form(name: "YIELD", code: [0xBF10], cycles: 1),
    Form(name: "NOP", code: [0xBF00], cycles: 1),
    Form(name: "ISB", code: [0xF3BF, 0x8F6F], cycles: 4),
    Form(name: "DMB", code: [0xF3BF, 0x8F5F], cycles: 4),
    Form(name: "DSB", code: [0xF3BF, 0x8F4F], cycles: 4),
  ]

  static func board(_ code: [UInt16], waits: UInt8) -> TestBoard {
    let board = TestBoard(code, flashWaits: waits)
    board.place([0x0201, 0x0000], at: TestBoard.ramBase + 0x4000)
    board.place([0x0201, 0x0000], at: TestBoard.ramBase + 0x4020)
    let values: [UInt32] = [0, TestBoard.ramBase, TestBoard.ramBase + 4, 0x201, 0x200, 1]
    for (index, value) in values.enumerated() { board.cpu.setRegister(index, to: value) }
    board.cpu.setRegister(13, to: TestBoard.ramBase + 0x4000)
    board.cpu.applicationStatus = 0x2000_0000
    return board
  }

  @Test func everyOperationIsAmongThem() {
    let covered = Set(
      Self.forms.map { InstructionDecoder.decode($0.code[0], $0.code.count > 1 ? $0.code[1] : 0, at: 0x100).operation })
    // Those that are no instructions, forms of branches that the code region makes, and those that end in an exception.
    let others: Set<Opcode> = [
      .undecoded, .regionEnd, .undefined, .branchNear, .branchLinkNear, .supervisorCall, .breakpoint,
    ]
    let near = Opcode.branchEQ.rawValue...Opcode.branchLE.rawValue
    let missing = Opcode.allCases.filter {
      !covered.contains($0) && !others.contains($0) && !near.contains($0.rawValue)
    }
    #expect(missing == [])
  }

  @Test(arguments: forms) func cyclesOfOneInstruction(_ form: Form) {
    let board = TimingTests.board(form.code, waits: 0)
    board.cpu.step()
    #expect(board.cpu.cycles == form.cycles)
    #expect(board.cpu.instructions == 1)
    #expect(board.cpu.lastFault == nil)
    #expect(board.emulation.now == form.cycles * 96)
  }

  @Test(arguments: forms) func waitStatesOfFlash(_ form: Form) {
    let board = TimingTests.board(form.code, waits: 3)
    board.cpu.step()
    #expect(board.cpu.cycles == form.cycles + 3 * form.flashAccesses)
    #expect(board.cpu.instructions == 1)
  }

  @Test func exceptionEntryAndReturn() {
    // SVC, then its handler: BX LR; after it NOP.
    let board = TestBoard([0xDF00, 0xBF00])
    board.setVector(11, 0x301)
    board.place([0x4770], at: 0x300)
    board.cpu.step()
    #expect(board.cpu.cycles == 1)
    while board.cpu.currentException == 0 { board.cpu.step() }
    #expect(board.cpu.cycles == 1 + 16)
    #expect(board.cpu.programCounter == 0x300)
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    #expect(board.cpu.programCounter == 0x102)
    #expect(board.cpu.cycles == 1 + 16 + 13)
    #expect(board.cpu.instructions == 2)
  }

  @Test func tailChaining() {
    let board = TestBoard([0xBF00, 0xBF00, 0xBF00])
    board.setVector(16, 0x301)
    board.setVector(17, 0x321)
    board.place([0x4770], at: 0x300)
    board.place([0x4770], at: 0x320)
    board.bus.write(0xE000_E100, width: 4, value: 3)
    board.bus.write(0xE000_E200, width: 4, value: 3)
    while board.cpu.currentException == 0 { board.cpu.step() }
    #expect(board.cpu.currentException == 16)
    #expect(board.cpu.cycles == 16)
    board.cpu.step()
    #expect(board.cpu.currentException == 17)
    #expect(board.cpu.cycles == 16 + 3 + 6)
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    #expect(board.cpu.cycles == 16 + 3 + 6 + 13)
    #expect(board.cpu.programCounter == 0x100)
    #expect(board.cpu.register(13) == TestBoard.stackTop)
  }
}
