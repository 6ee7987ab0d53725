import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct ExceptionTests {
  static let enable: UInt32 = 0xE000_E100
  static let clearEnable: UInt32 = 0xE000_E180
  static let pend: UInt32 = 0xE000_E200
  static let unpend: UInt32 = 0xE000_E280
  static let control: UInt32 = 0xE000_ED04

  /// NOPs at the entry; line n's handler, at 0x1000 + 0x20 * n, is `handler`.
  private func board(_ handler: [UInt16] = [0x4770], lines: UInt32 = 0xFFFF_FFFF) -> TestBoard {
    let board = TestBoard([UInt16](repeating: 0xBF00, count: 64))
    for line in 0..<32 {
      board.setVector(16 + line, 0x1001 + UInt32(line) * 0x20)
      board.place(handler, at: 0x1000 + UInt32(line) * 0x20)
    }
    for number in [2, 3, 11, 14, 15] {
      board.setVector(number, 0x2001 + UInt32(number) * 0x20)
      board.place(handler, at: 0x2000 + UInt32(number) * 0x20)
    }
    board.bus.write(ExceptionTests.enable, width: 4, value: lines)
    return board
  }

  private func enter(_ board: TestBoard) {
    board.cpu.step()
    board.cpu.step()
  }

  @Test func frameOfAnInterrupt() {
    let board = board()
    for index in 0..<13 { board.cpu.setRegister(index, to: 0x1111_1111 * UInt32(index)) }
    board.cpu.setRegister(14, to: 0x1234_5679)
    board.cpu.applicationStatus = 0xA000_0000
    let line = board.cpu.interrupts[5].driver("test")
    line.value = true
    enter(board)
    #expect(board.cpu.currentException == 21)
    #expect(board.cpu.programCounter == 0x10A0)
    #expect(board.cpu.register(14) == 0xFFFF_FFF9)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 32)
    let words = (0..<8).map { board.ram.word(at: 0x8000 - 32 + 4 * $0) }
    #expect(words == [0, 0x1111_1111, 0x2222_2222, 0x3333_3333, 0xCCCC_CCCC, 0x1234_5679, 0x100, 0xA100_0000])
    #expect(board.cpu.xPSR == 0xA100_0015)
  }

  @Test func frameIsAlignedToEightBytes() {
    let board = board()
    board.cpu.setRegister(13, to: TestBoard.stackTop - 4)
    board.cpu.interrupts[0].driver("test").value = true
    enter(board)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 40)
    #expect(board.ram.word(at: 0x8000 - 12) == 0x0100_0200)
    board.cpu.interrupts[0].pull = false
    board.bus.write(ExceptionTests.clearEnable, width: 4, value: 1)
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 4)
    #expect(board.cpu.xPSR == 0x0100_0000)
  }

  @Test func lineStillHighIsTakenAgain() {
    let board = board()
    let line = board.cpu.interrupts[3].driver("test")
    line.value = true
    enter(board)
    #expect(board.bus.read(ExceptionTests.pend, width: 4) == 0)
    board.cpu.step()
    #expect(board.cpu.currentException == 19)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 32)
    line.value = false
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    #expect(board.cpu.programCounter == 0x100)
  }

  @Test func pulseStaysPending() {
    let board = board(lines: 0)
    let line = board.cpu.interrupts[31].driver("test")
    line.value = true
    line.value = false
    #expect(board.bus.read(ExceptionTests.pend, width: 4) == 0x8000_0000)
    #expect(board.bus.read(ExceptionTests.control, width: 4) == 0x0040_0000)
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    board.bus.write(ExceptionTests.enable, width: 4, value: 0x8000_0000)
    #expect(board.bus.read(ExceptionTests.control, width: 4) == 0x0042_F000)
    enter(board)
    #expect(board.cpu.currentException == 47)
  }

  @Test func clearingPendingOfAHighLineDoesNothing() {
    let board = board(lines: 0)
    board.cpu.interrupts[1].driver("test").value = true
    board.bus.write(ExceptionTests.pend, width: 4, value: 4)
    board.bus.write(ExceptionTests.unpend, width: 4, value: 6)
    #expect(board.bus.read(ExceptionTests.pend, width: 4) == 2)
  }

  @Test func prioritiesNest() {
    // Line 0 has priority 3, line 1 priority 1: 1 preempts 0, and 2 (priority 1) waits.
    let board = board([0xBF00, 0xBF00, 0x4770])
    board.bus.write(0xE000_E400, width: 4, value: 0x0040_40C0)
    #expect(board.bus.read(0xE000_E400, width: 4) == 0x0040_40C0)
    board.bus.write(ExceptionTests.pend, width: 4, value: 1)
    enter(board)
    #expect(board.cpu.currentException == 16)
    board.bus.write(ExceptionTests.pend, width: 4, value: 6)
    enter(board)
    #expect(board.cpu.currentException == 17)
    #expect(board.cpu.register(14) == 0xFFFF_FFF1)
    for _ in 0..<3 { board.cpu.step() }
    #expect(board.cpu.currentException == 18)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 64)
    for _ in 0..<3 { board.cpu.step() }
    #expect(board.cpu.currentException == 16)
    #expect(board.cpu.programCounter == 0x1000)
    for _ in 0..<3 { board.cpu.step() }
    #expect(board.cpu.currentException == 0)
  }

  @Test func lowestNumberFirstAmongEquals() {
    let board = board()
    board.bus.write(ExceptionTests.pend, width: 4, value: 0x0000_0030)
    board.bus.write(ExceptionTests.control, width: 4, value: 1 << 28 | 1 << 26)
    var order: [Int] = []
    for _ in 0..<12 {
      board.cpu.step()
      let current = board.cpu.currentException
      if current != 0, order.last != current { order.append(current) }
    }
    #expect(order == [14, 15, 20, 21])
  }

  @Test func lateArrivalTakesThePlace() {
    let board = board()
    board.bus.write(0xE000_E400, width: 4, value: 0x0000_00C0)
    let late = board.cpu.interrupts[1].driver("test")
    let alarm = board.emulation.alarm("late") { _ in late.value = true }
    board.bus.write(ExceptionTests.pend, width: 4, value: 1)
    alarm.set(at: 5 * 96)
    board.run(until: 13 * 96)
    #expect(board.cpu.currentException == 17)
    #expect(board.cpu.cycles == 16)
    #expect(board.bus.read(ExceptionTests.pend, width: 4) == 1)
    late.value = false
    board.run(until: 20 * 96)
    #expect(board.cpu.currentException == 16)
    #expect(board.cpu.cycles == 16 + 3 + 6)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 32)
  }

  @Test func tooLateArrivalPreempts() {
    let board = board([0xBF00, 0x4770])
    board.bus.write(0xE000_E400, width: 4, value: 0x0000_00C0)
    let late = board.cpu.interrupts[1].driver("test")
    let alarm = board.emulation.alarm("late") { _ in late.value = true }
    board.bus.write(ExceptionTests.pend, width: 4, value: 1)
    alarm.set(at: 13 * 96)
    board.run(until: 17 * 96)
    #expect(board.ram.word(at: 0x8000 - 64 + 24) == 0x1000)
    #expect(board.cpu.cycles == 16 + 12)
    board.run(until: 29 * 96)
    #expect(board.cpu.currentException == 17)
    #expect(board.cpu.register(14) == 0xFFFF_FFF1)
  }

  @Test func primaskHoldsOffAndReleasesAtOnce() {
    // CPSID; NOP; NOP; CPSIE; NOP
    let board = board()
    board.place([0xB672, 0xBF00, 0xBF00, 0xB662, 0xBF00], at: 0x100)
    board.cpu.step()
    board.bus.write(ExceptionTests.control, width: 4, value: 1 << 28)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    board.cpu.step()
    enter(board)
    #expect(board.cpu.currentException == 14)
    #expect(board.ram.word(at: 0x8000 - 8) == 0x108)
  }

  @Test func nmiIgnoresPrimaskAndBeatsEverything() {
    let board = board([0xBF00, 0x4770])
    board.place([0xB672], at: 0x100)
    board.cpu.step()
    let nmi = board.cpu.nmi.driver("test")
    nmi.value = true
    enter(board)
    #expect(board.cpu.currentException == 2)
    #expect(board.cpu.register(14) == 0xFFFF_FFF9)
    nmi.value = false
    nmi.value = true
    board.cpu.step()
    #expect(board.cpu.currentException == 2)
    board.cpu.step()
    #expect(board.cpu.currentException == 2)
    #expect(board.cpu.programCounter == 0x2040)
  }

  @Test func processStackInThreadMode() {
    // MSR PSP, R0; MOVS R1, #2; MSR CONTROL, R1; NOP
    let board = board()
    board.place([0xF380, 0x8809, 0x2102, 0xF381, 0x8814, 0xBF00], at: 0x100)
    board.cpu.setRegister(0, to: TestBoard.ramBase + 0x1000)
    for _ in 0..<3 { board.cpu.step() }
    #expect(board.cpu.register(13) == TestBoard.ramBase + 0x1000)
    #expect(board.cpu.control == 2)
    board.cpu.interrupts[2].driver("test").value = true
    enter(board)
    #expect(board.cpu.register(14) == 0xFFFF_FFFD)
    #expect(board.cpu.register(13) == TestBoard.stackTop)
    #expect(board.cpu.processStackPointer == TestBoard.ramBase + 0x1000 - 32)
    #expect(board.cpu.control == 0)
    board.bus.write(ExceptionTests.clearEnable, width: 4, value: 4)
    board.cpu.step()
    #expect(board.cpu.register(13) == TestBoard.ramBase + 0x1000)
    #expect(board.cpu.control == 2)
    #expect(board.cpu.programCounter == 0x10A)
  }

  @Test func controlIsReadOnlyInHandlers() {
    let board = board([0x2002, 0xF380, 0x8814, 0x4770])
    board.cpu.interrupts[0].driver("test").value = true
    enter(board)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.control == 0)
    #expect(board.cpu.register(13) == TestBoard.stackTop - 32)
  }

  @Test func supervisorCallReturnsAfterIt() {
    let board = board()
    board.place([0xDF2A, 0x2007], at: 0x100)
    board.bus.write(0xE000_ED1C, width: 4, value: 0x4000_0000)
    board.cpu.step()
    enter(board)
    #expect(board.cpu.currentException == 11)
    #expect(board.ram.word(at: 0x8000 - 8) == 0x102)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.register(0) == 7)
  }

  @Test func returnThroughPop() {
    // PUSH {R4, LR}; POP {R4, PC}
    let board = board([0xB510, 0xBD10])
    board.cpu.interrupts[0].driver("test").value = true
    enter(board)
    board.bus.write(ExceptionTests.clearEnable, width: 4, value: 1)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.currentException == 0)
    #expect(board.cpu.cycles == 16 + 3 + 6 + 10)
    #expect(board.cpu.register(13) == TestBoard.stackTop)
  }

  @Test func systemResetIsReported() {
    // STR R0, [R1]; NOP
    let board = board()
    board.place([0x6008, 0x2505], at: 0x100)
    board.cpu.setRegister(0, to: 0x05FA_0004)
    board.cpu.setRegister(1, to: 0xE000_ED0C)
    var resets = 0
    board.cpu.onSystemReset = { [unowned board] in
      resets += 1
      board.cpu.reset()
    }
    board.cpu.step()
    #expect(resets == 1)
    #expect(board.cpu.programCounter == 0x100)
    #expect(board.cpu.register(0) == 0)
    board.cpu.setRegister(0, to: 0x1234_0004)
    board.cpu.setRegister(1, to: 0xE000_ED0C)
    board.cpu.step()
    #expect(resets == 1)
    #expect(board.cpu.programCounter == 0x102)
  }

  @Test func systemRegistersReadAsDocumented() {
    let board = board(lines: 0x8000_0001)
    #expect(board.bus.read(0xE000_ED00, width: 4) == 0x410C_C200)
    #expect(board.bus.read(0xE000_ED0C, width: 4) == 0xFA05_0000)
    #expect(board.bus.read(0xE000_ED14, width: 4) == 0x208)
    #expect(board.bus.read(0xE000_E100, width: 4) == 0x8000_0001)
    #expect(board.bus.read(0xE000_E180, width: 4) == 0x8000_0001)
    #expect(board.bus.read(0xE000_ED08, width: 4) == 0)
    #expect(board.bus.read(0xE000_F000, width: 4) == 0)
    board.bus.write(0xE000_ED10, width: 4, value: 0xFFFF_FFFF)
    #expect(board.bus.read(0xE000_ED10, width: 4) == 0x16)
    #expect(board.cpu.isSleepDeep)
    board.bus.write(0xE000_ED20, width: 4, value: 0xFFFF_FFFF)
    #expect(board.bus.read(0xE000_ED20, width: 4) == 0xC0C0_0000)
    board.bus.write(0xE000_ED22, width: 1, value: 0x40)
    #expect(board.bus.read(0xE000_ED20, width: 4) == 0xC040_0000)
    #expect(board.bus.read(0xE000_ED23, width: 1) == 0xC0)
    #expect(!board.bus.faulted)
  }
}
