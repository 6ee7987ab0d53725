import Conformance
import Machine
import Testing

@testable import CortexM0

/// The translator's arm64 code does what the interpreter does, to the cycle, executed by Unicorn where the host is another one.
/// `conformance --engines --arm64` compares more and longer.
@Suite struct ARM64TranslatorTests {
  @Test(arguments: 1...24 as ClosedRange<UInt64>) func randomPrograms(_ seed: UInt64) throws {
    let unicorn = try ARM64Unicorn()
    var comparison = EngineComparison(seed: seed, foreign: unicorn)
    let result = comparison.run(instructions: 12_000)
    #expect(result.difference == nil)
    #expect(result.instructions > 1_000)
    #expect(result.translated > 0 && unicorn.calls > 0)
  }

  @Test func mostInstructionsAreTranslated() throws {
    // ADDS R0, #1; CMP R0, R1; BNE; B .
    let board = TestBoard([0x3001, 0x4288, 0xD1FC, 0xE7FE])
    board.cpu.use(.translator, foreign: try ARM64Unicorn())
    board.cpu.setRegister(1, to: 100_000)
    board.cpu.run(until: .perSecond)
    #expect(board.cpu.register(0) == 100_000)
    #expect(board.cpu.translatedInstructions > board.cpu.instructions / 1_000 * 995)
  }

  /// Every condition, of flags that the host has no more.
  @Test(arguments: [
    // The branch, and whether it is taken after 5 - 7.
    (UInt16(0xD000), false), (0xD100, true), (0xD200, false), (0xD300, true), (0xD400, true), (0xD500, false),
    (0xD600, false), (0xD700, true), (0xD800, false), (0xD900, true), (0xDA00, false), (0xDB00, true),
    (0xDC00, false), (0xDD00, true),
  ])
  func branches(_ branch: UInt16, _ isTaken: Bool) throws {
    // MOVS R0, #5; CMP R0, #7; LDR R1, [R4]: what was the host's flags is forgotten; Bcc over ADDS R2, #1; ADDS R3, #1; B back.
    let board = TestBoard([0x2005, 0x2807, 0x6821, branch, 0x3201, 0x3301, 0xE7F8])
    board.cpu.use(.translator, patience: 1, foreign: try ARM64Unicorn())
    for (number, value) in [(2, 0), (3, 0), (4, TestBoard.ramBase)] { board.cpu.setRegister(number, to: value) }
    board.cpu.run(until: .perSecond / 1_000)
    #expect(board.cpu.translatedInstructions > 1_000)
    let rounds = board.cpu.register(3)
    #expect(isTaken ? board.cpu.register(2) == 0 : board.cpu.register(2) - rounds <= 1)
    #expect(rounds > 100)
  }

  @Test func isFreed() throws {
    weak var kept: ARM64Unicorn?
    do {
      let unicorn = try ARM64Unicorn()
      kept = unicorn
      let board = TestBoard([0xE7FE])
      board.cpu.use(.translator, foreign: unicorn)
      board.cpu.run(until: .perSecond / 100)
      #expect(board.cpu.translatedInstructions > 0)
    }
    #expect(kept == nil)
  }
}
