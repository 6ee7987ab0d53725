import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct DisassemblerTests {
  /// What LLVM's assembler takes for these encodings.
  static let texts: [(code: [UInt16], text: String)] = [
    ([0x0151], "lsls r1, r2, #5"),
    ([0x0811], "lsrs r1, r2, #32"),
    ([0x11E3], "asrs r3, r4, #7"),
    ([0x1888], "adds r0, r1, r2"),
    ([0x1FC8], "subs r0, r1, #7"),
    ([0x30C8], "adds r0, #200"),
    ([0x25FF], "movs r5, #255"),
    ([0x2D11], "cmp r5, #17"),
    ([0x4348], "muls r0, r1, r0"),
    ([0x4248], "rsbs r0, r1, #0"),
    ([0x43C8], "mvns r0, r1"),
    ([0x4148], "adcs r0, r1"),
    ([0x41C8], "rors r0, r1"),
    ([0x4208], "tst r0, r1"),
    ([0x4588], "cmp r8, r1"),
    ([0x4488], "add r8, r1"),
    ([0x4479], "add r1, pc"),
    ([0x46F1], "mov r9, lr"),
    ([0x468D], "mov sp, r1"),
    ([0x468F], "mov pc, r1"),
    ([0x4770], "bx lr"),
    ([0x4798], "blx r3"),
    ([0x6808], "ldr r0, [r1]"),
    ([0x6FC8], "ldr r0, [r1, #124]"),
    ([0x98FF], "ldr r0, [sp, #1020]"),
    ([0x87C8], "strh r0, [r1, #62]"),
    ([0x7FC8], "ldrb r0, [r1, #31]"),
    ([0x5088], "str r0, [r1, r2]"),
    ([0x5E88], "ldrsh r0, [r1, r2]"),
    ([0x5688], "ldrsb r0, [r1, r2]"),
    ([0xA804], "add r0, sp, #16"),
    ([0xB07F], "add sp, #508"),
    ([0xB0FF], "sub sp, #508"),
    ([0xB208], "sxth r0, r1"),
    ([0xB2C8], "uxtb r0, r1"),
    ([0xBAC8], "revsh r0, r1"),
    ([0xB581], "push {r0, r7, lr}"),
    ([0xBD81], "pop {r0, r7, pc}"),
    ([0xC10C], "stm r1!, {r2, r3}"),
    ([0xC90C], "ldm r1!, {r2, r3}"),
    ([0xC90A], "ldm r1, {r1, r3}"),
    ([0xB672], "cpsid i"),
    ([0xB662], "cpsie i"),
    ([0xBEAB], "bkpt #171"),
    ([0xDF03], "svc #3"),
    ([0xDE09], "udf #9"),
    ([0xBF00], "nop"),
    ([0xBF10], "yield"),
    ([0xBF20], "wfe"),
    ([0xBF30], "wfi"),
    ([0xBF40], "sev"),
    ([0xF3BF, 0x8F4F], "dsb sy"),
    ([0xF3BF, 0x8F5F], "dmb sy"),
    ([0xF3BF, 0x8F6F], "isb sy"),
    ([0xF3EF, 0x8010], "mrs r0, primask"),
    ([0xF3EF, 0x8303], "mrs r3, xpsr"),
    ([0xF381, 0x8814], "msr control, r1"),
    ([0xF382, 0x8809], "msr psp, r2"),
    ([0x4801], "ldr r0, [0x108]"), ([0xA001], "adr r0, 0x108"), ([0xD0FE], "beq 0x100"), ([0xE7FE], "b 0x100"),
    ([0xF000, 0xF802], "bl 0x108"), ([0x467A], "mov r2, pc"), ([0xB100], ".short 0xb100"),
    ([0xF8D0, 0x1000], ".short 0xf8d0, 0x1000"),
  ]

  @Test func textIsThatOfLLVM() {
    for (code, text) in DisassemblerTests.texts {
      #expect(Disassembler.text(code[0], code.count > 1 ? code[1] : 0, at: 0x100) == text)
    }
  }

  @Test func everyHalfwordHasAText() {
    let opcodes = Set(Opcode.allCases.map { "\($0)" })
    for halfword in UInt16.min...UInt16.max {
      let text = Disassembler.text(halfword, 0xF800, at: 0x100)
      #expect(!opcodes.contains(text), "\(halfword)")
    }
  }

  @Test func readsFromMemoryOnly() {
    let board = TestBoard([0x2001])
    #expect(board.cpu.disassembly(at: 0x100) == "movs r0, #1")
    #expect(board.cpu.disassembly(at: 0x101) == "movs r0, #1")
    #expect(board.cpu.disassembly(at: 0x0900_0000) == nil)
    #expect(board.cpu.disassembly(at: 0xE000_E010) == nil)
    #expect(!board.bus.faulted)
  }
}
