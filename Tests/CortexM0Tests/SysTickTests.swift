import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct SysTickTests {
  private static let control: UInt32 = 0xE000_E010
  private static let reload: UInt32 = 0xE000_E014
  private static let value: UInt32 = 0xE000_E018

  private func board(reload: UInt32, control: UInt32, program: [UInt16] = [0xE7FE]) -> TestBoard {
    let board = TestBoard(program)
    board.setVector(15, 0x401)
    board.place([0x3401, 0x4770], at: 0x400)
    board.bus.write(SysTickTests.reload, width: 4, value: reload)
    board.bus.write(SysTickTests.value, width: 4, value: 123)
    board.bus.write(SysTickTests.control, width: 4, value: control)
    return board
  }

  private func read(_ board: TestBoard, _ address: UInt32) -> UInt32 { board.bus.read(address, width: 4) }

  @Test func countsCycles() {
    let board = board(reload: 99, control: 5)
    var seen: [UInt32] = []
    for cycle: Tick in [0, 1, 2, 99, 100, 101, 199, 200, 201] {
      board.emulation.scheduler.advance(to: cycle * 96)
      seen.append(read(board, SysTickTests.value))
    }
    #expect(seen == [0, 99, 98, 1, 0, 99, 1, 0, 99])
  }

  @Test func countFlagIsClearedByReading() {
    let board = board(reload: 9, control: 5)
    board.emulation.scheduler.advance(to: 9 * 96)
    #expect(read(board, SysTickTests.control) == 5)
    board.emulation.scheduler.advance(to: 10 * 96)
    #expect(read(board, SysTickTests.control) == 0x1_0005)
    #expect(read(board, SysTickTests.control) == 5)
    board.emulation.scheduler.advance(to: 1000 * 96)
    #expect(read(board, SysTickTests.control) == 0x1_0005)
    board.emulation.scheduler.advance(to: 2000 * 96)
    board.bus.write(SysTickTests.value, width: 4, value: 1)
    #expect(read(board, SysTickTests.control) == 5)
  }

  @Test func interruptsEveryPeriod() {
    let board = board(reload: 999, control: 7)
    board.run(until: 10_500 * 96)
    #expect(board.cpu.register(4) == 10)
    #expect(read(board, SysTickTests.value) == 1000 - (10_500 % 1000) - UInt32((board.emulation.now / 96) - 10_500))
  }

  @Test func reloadZeroStops() {
    let board = board(reload: 0, control: 7)
    board.run(until: 10_000 * 96)
    #expect(board.cpu.register(4) == 0)
    #expect(read(board, SysTickTests.control) == 7)
  }

  @Test func changedReloadCountsFromTheNextWrap() {
    let board = board(reload: 99, control: 7)
    board.emulation.scheduler.advance(to: 50 * 96)
    board.bus.write(SysTickTests.reload, width: 4, value: 9)
    #expect(read(board, SysTickTests.value) == 50)
    board.emulation.scheduler.advance(to: 101 * 96)
    #expect(read(board, SysTickTests.value) == 9)
  }

  @Test func countsDuringSleepButNotDeepSleep() {
    let board = board(reload: 0xFF_FFFF, control: 5, program: [0xBF30])
    board.cpu.run(until: 9600)
    board.emulation.scheduler.advance(to: 1_000_000 * 96)
    #expect(read(board, SysTickTests.value) == 0xFF_FFFF - 999_999)

    let deep = self.board(reload: 0xFF_FFFF, control: 7, program: [0xBF30, 0xE7FE])
    deep.bus.write(0xE000_ED10, width: 4, value: 4)
    deep.bus.write(0xE000_E100, width: 4, value: 1)
    deep.cpu.run(until: 9600)
    #expect(deep.emulation.scheduler.nextDeadline == .max)
    deep.emulation.scheduler.advance(to: 1_000_000 * 96)
    #expect(read(deep, SysTickTests.value) == 0xFF_FFFF - 1)
    deep.cpu.interrupts[0].driver("test").value = true
    deep.emulation.scheduler.advance(to: 1_000_010 * 96)
    #expect(read(deep, SysTickTests.value) == 0xFF_FFFF - 11)
  }

  @Test func externalReference() {
    let board = TestBoard([0xE7FE])
    #expect(read(board, 0xE000_E01C) == 0x8000_0000)
    board.bus.write(SysTickTests.control, width: 4, value: 0)
    #expect(read(board, SysTickTests.control) == 4)
    board.cpu.sysTickReference = ClockRate(hertz: 32_768)
    #expect(read(board, 0xE000_E01C) == 0)
    board.bus.write(SysTickTests.reload, width: 4, value: 32_767)
    board.bus.write(SysTickTests.control, width: 4, value: 3)
    #expect(board.emulation.scheduler.nextDeadline == .perSecond)
    board.emulation.scheduler.advance(to: .perSecond / 2)
    #expect(read(board, SysTickTests.value) == 16_384)
  }

  @Test func followsTheProcessorsClock() {
    let board = board(reload: 9_999, control: 7)
    board.emulation.scheduler.advance(to: 1_000 * 96)
    board.cpu.clock = ClockRate(hertz: 96_000_000)
    board.emulation.scheduler.advance(to: 1_000 * 96 + 16 * 500)
    #expect(read(board, SysTickTests.value) == 10_000 - 1_500)
    #expect(board.emulation.scheduler.nextDeadline == 1_000 * 96 + 16 * 9_000)
  }

  @Test func pendingBitCanBeSetAndCleared() {
    let board = board(reload: 0, control: 0)
    board.bus.write(0xE000_ED04, width: 4, value: 1 << 26)
    #expect(read(board, 0xE000_ED04) == 1 << 26 | 15 << 12)
    board.bus.write(0xE000_ED04, width: 4, value: 1 << 25)
    #expect(read(board, 0xE000_ED04) == 0)
  }
}
