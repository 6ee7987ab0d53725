import Testing

@testable import Debugger

/// Programs as GDB compiles them, and as nobody would.
@Suite struct AgentExpressionTests {
  @Test func constantsAndArithmetic() throws {
    let machine = try DebuggedRun("rtos").machine
    func value(_ code: [UInt8]) -> Int64? { AgentExpression(code: code + [0x27]).value(in: machine) }
    #expect(value([0x22, 7]) == 7)
    #expect(value([0x23, 1, 0]) == 256)
    #expect(value([0x24, 0, 1, 0, 0]) == 65_536)
    #expect(value([0x22, 7, 0x22, 5, 0x03]) == 2)
    #expect(value([0x22, 7, 0x22, 5, 0x04]) == 35)
    #expect(value([0x22, 0xFF, 0x16, 8]) == -1)
    #expect(value([0x23, 0xFF, 0xFF, 0x2A, 8]) == 255)
    #expect(value([0x22, 7, 0x22, 5, 0x14]) == 0)
    #expect(value([0x22, 5, 0x22, 7, 0x15]) == 1)
    #expect(value([0x22, 1, 0x22, 63, 0x09, 0x22, 1, 0x05]) == Int64.min)
    // The lowest number divided by -1 does not trap.
    #expect(value([0x22, 1, 0x22, 63, 0x09, 0x22, 0xFF, 0x16, 8, 0x05]) == Int64.min)
    #expect(value([0x22, 1, 0x22, 0, 0x05]) == nil)
    #expect(value([0x22, 1, 0x22, 0, 0x08]) == nil)
    #expect(value([0x22, 3, 0x28, 0x02]) == 6)
    #expect(value([0x22, 3, 0x22, 4, 0x2B, 0x03]) == 1)
    // The numbers of GDB's ax.def.
    #expect(value([0x22, 12, 0x22, 10, 0x0F]) == 8)
    #expect(value([0x22, 12, 0x22, 10, 0x10]) == 14)
    #expect(value([0x22, 12, 0x22, 10, 0x11]) == 6)
    #expect(value([0x22, 12, 0x12]) == -13)
    #expect(value([0x22, 12, 0x0E]) == 0)
    // Over the next constant.
    #expect(value([0x22, 1, 0x20, 0, 7, 0x22, 9, 0x22, 8]) == 8)
  }

  @Test func registersAndMemory() throws {
    let machine = try DebuggedRun("rtos").machine
    func value(_ code: [UInt8]) -> Int64? { AgentExpression(code: code + [0x27]).value(in: machine) }
    #expect(value([0x26, 0, 15]) == Int64(machine.cpu.programCounter))
    let word = machine.read(0x0800_0000, 4).reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
    #expect(value([0x24, 0x08, 0, 0, 0, 0x19]) == word)
    #expect(value([0x24, 0x08, 0, 0, 0, 0x17]) == word & 255)
    #expect(value([0x24, 0x30, 0, 0, 0, 0x19]) == nil)
    #expect(value([0x26, 1, 0]) == nil)
  }

  @Test func whatIsWrongIsTrue() throws {
    let machine = try DebuggedRun("rtos").machine
    let wrong: [[UInt8]] = [
      [], [0x27], [0x02, 0x27], [0x26], [0x22], [0x21, 0, 0], [0x21, 0xFF, 0xFF], [0xFF], [0x28], [0x29], [0x2B],
      [0x32, 9],
      [UInt8](repeating: 0, count: 10), [UInt8](repeating: 0x22, count: 600),
    ]
    for code in wrong {
      #expect(AgentExpression(code: code).value(in: machine) == nil)
      #expect(AgentExpression(code: code).isTrue(in: machine))
    }
  }
}
