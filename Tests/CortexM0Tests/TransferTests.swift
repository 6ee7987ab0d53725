import Conformance
import Machine
import Testing

@testable import CortexM0

/// What is told of control transfers. Pieces of code begin at 0x100, 0x200, 0x300 and 0x400.
@Suite struct TransferTests {
  private final class Log {
    var told: [ControlTransfer] = []
    var watching: Subscription?

    init(_ cpu: CPU, pieces: [UInt32] = [0x100, 0x200, 0x300, 0x400]) {
      watching = cpu.watchTransfers(between: pieces) { [unowned self] in told.append($0) }
    }
  }

  private func transfer(_ kind: ControlTransfer.Kind, _ from: UInt32, _ to: UInt32) -> ControlTransfer {
    ControlTransfer(kind: kind, from: from, to: to)
  }

  private func step(_ board: TestBoard, _ count: Int) { for _ in 0..<count { board.cpu.step() } }

  @Test func callsReturnsAndBranchesOutOfAPiece() {
    // BL 0x200; B 0x108; NOP; BLX R0; B 0x300
    let board = TestBoard([0xF000, 0xF87E, 0xE000, 0xBF00, 0x4780, 0xE0F9])
    board.place([0x4770], at: 0x200)  // BX LR
    board.place([0xB500, 0xBD00], at: 0x300)  // PUSH {LR}; POP {PC}
    board.cpu.setRegister(0, to: 0x301)
    let log = Log(board.cpu)
    step(board, 1)
    #expect(log.told == [])
    step(board, 8)
    #expect(
      log.told == [
        transfer(.call, 0x100, 0x200), transfer(.indirect, 0x200, 0x104), transfer(.call, 0x108, 0x300),
        transfer(.indirect, 0x302, 0x10A), transfer(.branch, 0x10A, 0x300),
      ])
    // Each was told before the instruction that it leads to.
    #expect(board.cpu.instructions == 9)
  }

  @Test func goingOnIntoTheNextPieceAndBackToItsBeginning() {
    // NOP; NOP; | NOP; B 0x104
    let board = TestBoard([0xBF00, 0xBF00, 0xBF00, 0xE7FD])
    let log = Log(board.cpu, pieces: [0x100, 0x104])
    step(board, 6)
    #expect(log.told == [transfer(.sequential, 0x102, 0x104), transfer(.branch, 0x106, 0x104)])
  }

  @Test func aConditionalBranchAtTheEndOfAPiece() {
    // CMP R0, #0; BNE 0x100; | NOP; B 0x106
    let board = TestBoard([0x2800, 0xD1FD, 0xBF00, 0xE7FE])
    let log = Log(board.cpu, pieces: [0x100, 0x104])
    board.cpu.setRegister(0, to: 1)
    step(board, 3)
    board.cpu.setRegister(0, to: 0)
    step(board, 4)
    let back = transfer(.branch, 0x102, 0x100)
    #expect(log.told == [back, back, transfer(.sequential, 0x102, 0x104)])
  }

  @Test func exceptionsStartsAndWhatIsSetFromOutside() {
    // SVC; NOP; B .
    let board = TestBoard([0xDF00, 0xBF00, 0xE7FE])
    board.setVector(11, 0x401)
    board.place([0x4770], at: 0x400)
    let log = Log(board.cpu)
    board.run(until: 10_000)
    #expect(log.told == [transfer(.exceptionEntry, 0x102, 0x400), transfer(.exceptionReturn, 0x400, 0x102)])
    board.cpu.programCounter = 0x102
    step(board, 1)
    board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: 0x103)
    step(board, 1)
    let saved = board.cpu.saveState()
    step(board, 1)
    board.cpu.restoreState(saved)
    step(board, 1)
    #expect(
      log.told[2...] == [
        transfer(.outside, 0x104, 0x102), transfer(.reset, 0x104, 0x102), transfer(.outside, 0x104, 0x104),
      ])
  }

  @Test func severalWatchAndEachEnds() {
    let board = TestBoard([0xF000, 0xF87E, 0xE7FC])  // BL 0x200; B 0x100
    board.place([0x4770], at: 0x200)
    let (first, second) = (Log(board.cpu), Log(board.cpu))
    step(board, 4)
    #expect(first.told == second.told && first.told.map(\.kind) == [.call, .indirect, .branch])
    first.watching = nil
    step(board, 3)
    #expect(first.told.count == 3 && second.told.count == 6)
    second.watching?.end()
    let before = board.cpu.instructions
    step(board, 30)
    #expect(second.told.count == 6 && board.cpu.instructions == before + 30)
  }

  /// A watcher may begin and end while it is told, and then the next instruction is executed once.
  @Test func watchingMayChangeWhileTold() {
    let board = TestBoard([0xF000, 0xF87E, 0x3001, 0xE7FB])  // BL 0x200; ADDS R0, #1; B 0x100
    board.place([0x4770], at: 0x200)
    var told = 0
    var own: Subscription?
    func begin() {
      own = board.cpu.watchTransfers(between: [0x100, 0x200]) { _ in
        told += 1
        own = nil
        begin()
      }
    }
    begin()
    step(board, 40)
    #expect(board.cpu.instructions == 40 && board.cpu.register(0) == 10 && told > 20)
    own?.end()
  }
}
