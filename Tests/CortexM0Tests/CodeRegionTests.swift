import Conformance
import Machine
import Testing

@testable import CortexM0

/// Decoded code follows its memory: stores by the program, changes from outside, and changes of the map.
@Suite struct CodeRegionTests {
  @Test func programChangesItsOwnCode() {
    // In RAM: STRH R0, [R1]; MOVS R2, #1 (changed to MOVS R2, #9); B back to the start.
    let board = TestBoard()
    board.place([0x8008, 0x2201, 0xE7FC], at: TestBoard.ramBase + 0x100)
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: TestBoard.ramBase + 0x101)
    board.cpu.setRegister(0, to: 0x2201)
    board.cpu.setRegister(1, to: TestBoard.ramBase + 0x102)
    board.cpu.run(until: 20 * 96)
    #expect(board.cpu.register(2) == 1)
    board.cpu.setRegister(0, to: 0x2209)
    board.cpu.run(until: 40 * 96)
    #expect(board.cpu.register(2) == 9)
  }

  @Test func secondHalfOfABranchChanges() {
    // In RAM: BL +4 over one halfword, which is then made BL +8.
    let board = TestBoard()
    board.place(
      [0x800B, 0xF000, 0xF802, 0xBF00, 0xE7FA, 0x2501, 0xE7F8, 0x2502, 0xE7F6], at: TestBoard.ramBase + 0x100)
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: TestBoard.ramBase + 0x101)
    board.cpu.setRegister(1, to: TestBoard.ramBase + 0x104)
    board.cpu.setRegister(3, to: 0xF802)
    for _ in 0..<12 { board.cpu.step() }
    #expect(board.cpu.register(5) == 1)
    board.cpu.setRegister(3, to: 0xF804)
    for _ in 0..<12 { board.cpu.step() }
    #expect(board.cpu.register(5) == 2)
  }

  @Test func changesFromOutside() {
    let board = TestBoard([0x2001, 0xE7FD])
    board.cpu.run(until: 20 * 96)
    #expect(board.cpu.register(0) == 1)
    board.flash.store([0x05], at: 0x100)
    board.cpu.run(until: 40 * 96)
    #expect(board.cpu.register(0) == 5)
    board.flash.fill(0x100..<0x102, with: 0)
    board.cpu.setRegister(0, to: 6)
    board.cpu.run(until: 60 * 96)
    #expect(board.cpu.register(0) == 6)
  }

  @Test func dataBesideCodeIsWritable() {
    // In RAM: STR R0, [R1]; LDR R2, [R1]; B .
    let board = TestBoard()
    board.place([0x6008, 0x680A, 0xE7FE], at: TestBoard.ramBase + 0x100)
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: TestBoard.ramBase + 0x101)
    board.cpu.setRegister(0, to: 0xCAFE_F00D)
    board.cpu.setRegister(1, to: TestBoard.ramBase + 0x200)
    board.cpu.run(until: 4 * 96)
    #expect(board.cpu.register(2) == 0xCAFE_F00D)
    #expect(board.ram.word(at: 0x200) == 0xCAFE_F00D)
    #expect(board.cpu.cycles == 4)
  }

  @Test func remappingSelectsOtherCode() {
    // MOVS R0, #1; B start in flash; MOVS R0, #2; B start in RAM, laid over the first 0x200 bytes.
    let board = TestBoard([0x2001, 0xE7FD])
    board.place([0x2002, 0xE7FD], at: TestBoard.ramBase + 0x100)
    board.cpu.run(until: 20 * 96)
    #expect(board.cpu.register(0) == 1)
    board.bus.setOverlays([Mapping(board.ram, at: 0, offset: 0, length: 0x200)])
    board.cpu.run(until: 40 * 96)
    #expect(board.cpu.register(0) == 2)
    board.bus.setOverlays([])
    board.cpu.run(until: 60 * 96)
    #expect(board.cpu.register(0) == 1)
  }

  @Test func executionRunsOnAcrossMappings() {
    // The overlay ends at 0x102: NOP there, and flash goes on with MOVS R0, #7.
    let board = TestBoard([0x2001, 0x2007, 0xBF30])
    board.place([0xBF00], at: TestBoard.ramBase + 0x100)
    board.bus.setOverlays([Mapping(board.ram, at: 0x100, offset: 0x100, length: 2)])
    board.cpu.run(until: 9600)
    #expect(board.cpu.register(0) == 7)
    #expect(board.cpu.instructions == 3)
  }

  @Test func runningOffTheEndIsAFault() {
    let board = TestBoard()
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: 0x1_FFFF)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.lastFault?.cause == .fetch)
    #expect(board.cpu.lastFault?.programCounter == 0x2_0000)
  }

  @Test func wideInstructionAcrossTheEndIsUndefined() {
    let board = TestBoard()
    board.flash.store([0x00, 0xF0], at: 0x1_FFFE)
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: 0x1_FFFF)
    board.cpu.step()
    #expect(board.cpu.lastFault?.cause == .undefinedInstruction)
  }

  @Test func oneMemoryAtTwoPlaces() {
    // ADR R0 shows where it runs.
    let board = TestBoard()
    board.bus.map(Mapping(board.ram, at: 0x40_0000))
    board.place([0xA000, 0xE7FD], at: TestBoard.ramBase + 0x100)
    for base in [TestBoard.ramBase, 0x40_0000, TestBoard.ramBase] as [UInt32] {
      board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: base + 0x101)
      board.cpu.step()
      #expect(board.cpu.register(0) == base + 0x104)
    }
    board.bus.write(0x40_0100, width: 2, value: 0x2033)
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: TestBoard.ramBase + 0x101)
    board.cpu.step()
    #expect(board.cpu.register(0) == 0x33)
  }
}
