import Conformance
import Machine
import Testing

@testable import CortexM0

/// Results and flags of each instruction, worked out by hand from the architecture manual.
@Suite struct InstructionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var code: [UInt16]
    /// R0, R1, R2 and the flags NZCV before.
    var before: (UInt32, UInt32, UInt32, UInt32)
    /// R0 and the flags after.
    var after: (UInt32, UInt32)

    init(
      _ name: String, _ code: [UInt16], _ before: (UInt32, UInt32, UInt32, UInt32), _ after: (UInt32, UInt32)
    ) {
      (self.name, self.code, self.before, self.after) = (name, code, before, after)
    }

    var testDescription: String { name }
  }

  static let arithmetic: [Case] = [
    Case("ADDS wraps to zero", [0x1840], (0xFFFF_FFFF, 1, 0, 0), (0, 0b0110)),
    Case("ADDS overflows", [0x1840], (0x7FFF_FFFF, 1, 0, 0), (0x8000_0000, 0b1001)),
    Case("ADDS both negative", [0x1840], (0x8000_0000, 0x8000_0000, 0, 0), (0, 0b0111)),
    Case("ADDS imm3", [0x1DC8], (0, 5, 0, 0b1111), (12, 0)),
    Case("ADDS imm8", [0x30FF], (1, 0, 0, 0), (0x100, 0)),
    Case("SUBS equal", [0x1A40], (7, 7, 0, 0), (0, 0b0110)),
    Case("SUBS borrows", [0x1A40], (0, 1, 0, 0b0010), (0xFFFF_FFFF, 0b1000)),
    Case("SUBS overflows", [0x1A40], (0x8000_0000, 1, 0, 0), (0x7FFF_FFFF, 0b0011)),
    Case("SUBS imm3", [0x1FC8], (0, 7, 0, 0), (0, 0b0110)),
    Case("SUBS imm8", [0x3801], (0, 0, 0, 0), (0xFFFF_FFFF, 0b1000)),
    Case("ADCS with carry", [0x4148], (0xFFFF_FFFF, 0, 0, 0b0010), (0, 0b0110)),
    Case("ADCS carry overflows", [0x4148], (0x7FFF_FFFF, 0, 0, 0b0010), (0x8000_0000, 0b1001)),
    Case("SBCS without borrow", [0x4188], (5, 3, 0, 0b0010), (2, 0b0010)),
    Case("SBCS with borrow", [0x4188], (5, 5, 0, 0), (0xFFFF_FFFF, 0b1000)),
    Case("RSBS of the least", [0x4248], (0, 0x8000_0000, 0, 0), (0x8000_0000, 0b1001)),
    Case("RSBS of zero", [0x4248], (1, 0, 0, 0), (0, 0b0110)),
    Case("MULS keeps C and V", [0x4348], (0x1_0001, 0xFFFF_FFFF, 0, 0b0011), (0xFFFE_FFFF, 0b1011)),
    Case("CMP", [0x4288], (3, 4, 0, 0), (3, 0b1000)),
    Case("CMP imm", [0x2803], (3, 0, 0, 0), (3, 0b0110)),
    Case("CMP high", [0x4548], (9, 0, 0, 0), (9, 0b0010)),
    Case("CMN", [0x42C8], (1, 0xFFFF_FFFF, 0, 0), (1, 0b0110)),
    Case("ADD high keeps flags", [0x4408], (0xFFFF_FFFF, 1, 0, 0b1011), (0, 0b1011)),
    Case("ADD PC", [0x4478], (0x10, 0, 0, 0), (0x114, 0)),
    Case("MOV PC read", [0x4678], (0, 0, 0, 0), (0x104, 0)),
    Case("ADR", [0xA001], (0, 0, 0, 0), (0x108, 0)),
    Case("ADD Rd, SP", [0xA802], (0, 0, 0, 0), (TestBoard.stackTop + 8, 0)),
  ]

  static let logic: [Case] = [
    Case("MOVS imm keeps C and V", [0x2000], (5, 0, 0, 0b1011), (0, 0b0111)),
    Case("MOVS reg", [0x0008], (5, 0x8000_0000, 0, 0b0011), (0x8000_0000, 0b1011)),
    Case("MOV keeps flags", [0x4608], (5, 0, 0, 0b1011), (0, 0b1011)),
    Case("ANDS", [0x4008], (0xF0F0, 0xFF00, 0, 0b0011), (0xF000, 0b0011)),
    Case("EORS", [0x4048], (0xFFFF_FFFF, 1, 0, 0), (0xFFFF_FFFE, 0b1000)),
    Case("ORRS", [0x4308], (0xF0, 0x0F, 0, 0b0100), (0xFF, 0)),
    Case("BICS", [0x4388], (0xFF, 0xFF, 0, 0), (0, 0b0100)),
    Case("MVNS", [0x43C8], (0, 0, 0, 0), (0xFFFF_FFFF, 0b1000)),
    Case("TST", [0x4208], (2, 1, 0, 0), (2, 0b0100)),
    Case("LSLS imm", [0x0048], (0, 0x8000_0001, 0, 0), (2, 0b0010)),
    Case("LSLS imm 31", [0x07C8], (0, 3, 0, 0), (0x8000_0000, 0b1010)),
    Case("LSRS imm", [0x0848], (0, 3, 0, 0), (1, 0b0010)),
    Case("LSRS 32", [0x0808], (0, 0x8000_0000, 0, 0), (0, 0b0110)),
    Case("ASRS imm", [0x1048], (0, 0x8000_0001, 0, 0), (0xC000_0000, 0b1010)),
    Case("ASRS 32", [0x1008], (0, 0x8000_0000, 0, 0), (0xFFFF_FFFF, 0b1010)),
    Case("LSLS by 0 keeps C", [0x4088], (1, 0, 0, 0b0010), (1, 0b0010)),
    Case("LSLS by 32", [0x4088], (1, 32, 0, 0), (0, 0b0110)),
    Case("LSLS by 33", [0x4088], (0xFFFF_FFFF, 33, 0, 0b0010), (0, 0b0100)),
    Case("LSLS by 256 is by 0", [0x4088], (1, 256, 0, 0), (1, 0)),
    Case("LSRS by 32", [0x40C8], (0x8000_0000, 32, 0, 0), (0, 0b0110)),
    Case("LSRS by 33", [0x40C8], (0x8000_0000, 33, 0, 0b0010), (0, 0b0100)),
    Case("ASRS by 255", [0x4108], (0x8000_0000, 255, 0, 0), (0xFFFF_FFFF, 0b1010)),
    Case("ASRS by 4", [0x4108], (0x18, 4, 0, 0), (1, 0b0010)),
    Case("RORS by 8", [0x41C8], (0x1234_56F8, 8, 0, 0), (0xF812_3456, 0b1010)),
    Case("RORS by 32", [0x41C8], (0x8000_0000, 32, 0, 0), (0x8000_0000, 0b1010)),
    Case("RORS by 0", [0x41C8], (0x8000_0000, 0, 0, 0), (0x8000_0000, 0b1000)),
    Case("SXTH", [0xB208], (0, 0x1_8000, 0, 0), (0xFFFF_8000, 0)),
    Case("SXTB", [0xB248], (0, 0x180, 0, 0), (0xFFFF_FF80, 0)),
    Case("UXTH", [0xB288], (0, 0x1_8000, 0, 0), (0x8000, 0)),
    Case("UXTB", [0xB2C8], (0, 0x180, 0, 0), (0x80, 0)),
    Case("REV", [0xBA08], (0, 0x1122_3344, 0, 0), (0x4433_2211, 0)),
    Case("REV16", [0xBA48], (0, 0x1122_3344, 0, 0), (0x2211_4433, 0)),
    Case("REVSH", [0xBAC8], (0, 0x1122_3384, 0, 0), (0xFFFF_8433, 0)),
    Case("MRS APSR", [0xF3EF, 0x8000], (0, 0, 0, 0b1010), (0xA000_0000, 0b1010)),
    Case("MRS XPSR hides T", [0xF3EF, 0x8003], (0, 0, 0, 0b0101), (0x5000_0000, 0b0101)),
    Case("MRS IPSR", [0xF3EF, 0x8005], (7, 0, 0, 0b0101), (0, 0b0101)),
    Case("MRS MSP", [0xF3EF, 0x8008], (0, 0, 0, 0), (TestBoard.stackTop, 0)),
    Case("MSR APSR", [0xF381, 0x8800], (0, 0xDFFF_FFFF, 0, 0b0010), (0, 0b1101)),
  ]

  @Test(arguments: arithmetic + logic) func resultAndFlags(_ item: Case) {
    let board = TestBoard(item.code)
    board.cpu.setRegister(0, to: item.before.0)
    board.cpu.setRegister(1, to: item.before.1)
    board.cpu.setRegister(2, to: item.before.2)
    board.cpu.applicationStatus = item.before.3 << 28
    board.cpu.step()
    #expect(board.cpu.register(0) == item.after.0)
    #expect(board.cpu.applicationStatus == item.after.1 << 28)
    #expect(board.cpu.programCounter == 0x100 + 2 * UInt32(item.code.count))
  }

  /// Each condition over all sixteen states of the flags.
  @Test(arguments: 0..<14) func conditions(_ condition: Int) {
    for flags in UInt32(0)..<16 {
      let (n, z, c, v) = (flags & 8 != 0, flags & 4 != 0, flags & 2 != 0, flags & 1 != 0)
      let expected = [z, !z, c, !c, n, !n, v, !v, c && !z, !c || z, n == v, n != v, !z && n == v, z || n != v]
      let board = TestBoard([0xD000 | UInt16(condition) << 8 | 0x10])
      board.cpu.applicationStatus = flags << 28
      #expect(board.cpu.applicationStatus == flags << 28)
      board.cpu.step()
      #expect(board.cpu.programCounter == (expected[condition] ? 0x124 : 0x102))
      #expect(board.cpu.cycles == (expected[condition] ? 3 : 1))
    }
  }

  /// The same conditions as branches to outside the code region use them.
  @Test(arguments: 0..<14) func conditionsOfFarBranches(_ condition: Int) {
    for flags in UInt32(0)..<16 {
      let board = TestBoard()
      // At the end of flash, so that the branch forward leaves the region.
      board.place([0xD000 | UInt16(condition) << 8 | 0x10], at: 0x1_FFFC)
      board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: 0x1_FFFD)
      board.cpu.applicationStatus = flags << 28
      let near = TestBoard([0xD000 | UInt16(condition) << 8 | 0x10])
      near.cpu.applicationStatus = flags << 28
      board.cpu.step()
      near.cpu.step()
      #expect(board.cpu.programCounter &- 0x1_FFFC == near.cpu.programCounter &- 0x100)
      #expect(board.cpu.cycles == near.cpu.cycles)
    }
  }

  @Test func loadsAndStores() {
    // STR, STRH, STRB with offsets, then every load of what they left.
    let board = TestBoard([
      0x6048, 0x8148, 0x73C8, 0x684B, 0x894C, 0x7BCD, 0x2702, 0x5FCE, 0x57CF, 0x588A,
    ])
    board.cpu.setRegister(0, to: 0x8899_AABB)
    board.cpu.setRegister(1, to: TestBoard.ramBase)
    board.cpu.setRegister(2, to: 4)
    board.ram.store([0x01, 0x02, 0x80, 0xFF], at: 0)
    for _ in 0..<10 { board.cpu.step() }
    let values = (2..<8).map { board.cpu.register($0) }
    #expect(values == [0x8899_AABB, 0x8899_AABB, 0xAABB, 0xBB, 0xFFFF_FF80, 0xFFFF_FF80])
    #expect(board.ram.contents[4..<16] == [0xBB, 0xAA, 0x99, 0x88, 0, 0, 0xBB, 0xAA, 0, 0, 0, 0xBB])
  }

  @Test func multipleLoadsAndStores() {
    // STM R1!, {R2, R3}; SUBS R1, #8; LDM R1!, {R4, R5}; SUBS R1, #8; LDM R1, {R1, R6}
    let board = TestBoard([0xC10C, 0x3908, 0xC930, 0x3908, 0xC942])
    board.cpu.setRegister(1, to: TestBoard.ramBase + 0x40)
    board.cpu.setRegister(2, to: 0x0102_0304)
    board.cpu.setRegister(3, to: 0x0506_0708)
    for _ in 0..<3 { board.cpu.step() }
    #expect(board.cpu.register(1) == TestBoard.ramBase + 0x48)
    #expect(board.cpu.register(4) == 0x0102_0304)
    #expect(board.cpu.register(5) == 0x0506_0708)
    for _ in 0..<2 { board.cpu.step() }
    #expect(board.cpu.register(1) == 0x0102_0304)
    #expect(board.cpu.register(6) == 0x0506_0708)
  }

  @Test func pushAndPop() {
    // PUSH {R0, R7, LR}; POP {R1, R2}; POP {PC}
    let board = TestBoard([0xB581, 0xBC06, 0xBD00])
    board.cpu.setRegister(0, to: 1)
    board.cpu.setRegister(7, to: 2)
    board.cpu.setRegister(14, to: 0x301)
    board.cpu.step()
    #expect(board.cpu.register(13) == TestBoard.stackTop - 12)
    #expect([0x7FF4, 0x7FF8, 0x7FFC].map { board.ram.word(at: $0) } == [1, 2, 0x301])
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.register(1) == 1 && board.cpu.register(2) == 2)
    #expect(board.cpu.programCounter == 0x300)
    #expect(board.cpu.register(13) == TestBoard.stackTop)
  }

  @Test func branchesWithLink() {
    // BL 0x110; at 0x110 BLX R0 to 0x121; at 0x120 BX LR
    let board = TestBoard([0xF000, 0xF806])
    board.place([0x4780], at: 0x110)
    board.place([0x4770], at: 0x120)
    board.cpu.setRegister(0, to: 0x121)
    board.cpu.step()
    #expect(board.cpu.programCounter == 0x110 && board.cpu.register(14) == 0x105)
    board.cpu.step()
    #expect(board.cpu.programCounter == 0x120 && board.cpu.register(14) == 0x113)
    board.cpu.step()
    #expect(board.cpu.programCounter == 0x112)
  }

  @Test func stackPointerStaysAligned() {
    // MOV SP, R0; ADD SP, R1; MSR PSP, R0
    let board = TestBoard([0x4685, 0x448D, 0xF380, 0x8809])
    board.cpu.setRegister(0, to: 0x20_1003)
    board.cpu.setRegister(1, to: 7)
    board.cpu.step()
    #expect(board.cpu.register(13) == 0x20_1000)
    board.cpu.step()
    #expect(board.cpu.register(13) == 0x20_1004)
    board.cpu.step()
    #expect(board.cpu.processStackPointer == 0x20_1000)
  }
}
