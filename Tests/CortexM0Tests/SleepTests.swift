import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct SleepTests {
  private static let cycle: Tick = 96

  /// The program, with line 0's handler BX LR at 0x400.
  private func board(_ program: [UInt16], enabled: UInt32 = 1) -> TestBoard {
    let board = TestBoard(program)
    board.setVector(16, 0x401)
    board.setVector(15, 0x401)
    board.place([0x4770], at: 0x400)
    board.bus.write(0xE000_E100, width: 4, value: enabled)
    return board
  }

  @Test func interruptEndsWFI() {
    // WFI; MOVS R0, #1; WFI
    let board = board([0xBF30, 0x2001, 0xBF30])
    let line = board.cpu.interrupts[0].driver("test")
    var sleeps: [Tick] = []
    var wakes: [Tick] = []
    board.cpu.onSleep = { sleeps.append(board.emulation.now) }
    board.cpu.onWake = { wakes.append(board.emulation.now) }
    let rise = board.emulation.alarm("rise") { _ in line.value = true }
    let fall = board.emulation.alarm("fall") { _ in line.value = false }
    rise.set(at: 1000)
    fall.set(at: 1000 + 17 * SleepTests.cycle)
    board.run(until: 100 * SleepTests.cycle)
    // It wakes in mid-cycle and goes on at the next edge, 11 cycles after 0.
    let again: Tick = 11 + 16 + 13 + 1 + 2
    #expect(sleeps == [2 * SleepTests.cycle, again * SleepTests.cycle])
    #expect(wakes == [1000])
    #expect(board.cpu.cycles == 2 + 16 + 13 + 1 + 2)
    #expect(board.cpu.register(0) == 1)
    #expect(board.cpu.instructions == 4)
    board.cpu.onSleep = nil
    board.cpu.onWake = nil
  }

  @Test func maskedInterruptEndsWFIWithoutBeingTaken() {
    // CPSID; WFI; MOVS R0, #1; B .
    let board = board([0xB672, 0xBF30, 0x2001, 0xE7FE])
    let line = board.cpu.interrupts[0].driver("test")
    board.emulation.alarm("rise") { _ in line.value = true }.set(at: 9600)
    board.run(until: 9600 + 5 * 96)
    #expect(board.cpu.condition == .running)
    #expect(board.cpu.register(0) == 1)
    #expect(board.cpu.currentException == 0)
    #expect(board.cpu.cycles == 1 + 2 + 1 + 6)
  }

  @Test func pendingInterruptKeepsWFIAwake() {
    let board = board([0xB672, 0xBF30, 0x2001])
    board.cpu.interrupts[0].driver("test").value = true
    for _ in 0..<3 { board.cpu.step() }
    // The interrupt was pending before CPSID, so it was taken first; its line is still high.
    #expect(board.cpu.condition == .running)
    #expect(board.cpu.currentException == 16)
  }

  @Test func disabledInterruptDoesNotWake() {
    let board = board([0xBF30], enabled: 0)
    board.cpu.run(until: 9600)
    board.cpu.interrupts[0].driver("test").value = true
    #expect(board.cpu.condition == .sleeping)
  }

  @Test func eventRegisterPassesOneWFE() {
    // SEV; WFE; WFE; MOVS R0, #1
    let board = board([0xBF40, 0xBF20, 0xBF20, 0x2001])
    board.cpu.run(until: 9600)
    #expect(board.cpu.condition == .sleeping)
    #expect(board.cpu.programCounter == 0x106)
    #expect(board.cpu.cycles == 1 + 2 + 2)
  }

  @Test func pendingWithSEVONPENDEndsWFE() {
    let board = board([0xBF20, 0x2001, 0xBF20], enabled: 0)
    board.bus.write(0xE000_ED10, width: 4, value: 16)
    board.cpu.run(until: 9600)
    #expect(board.cpu.condition == .sleeping)
    let line = board.cpu.interrupts[9].driver("test")
    line.value = true
    #expect(board.cpu.condition == .running)
    board.cpu.run(until: 19200)
    #expect(board.cpu.register(0) == 1)
    #expect(board.cpu.condition == .sleeping)
    line.value = false
    line.value = true
    #expect(board.cpu.condition == .sleeping)
  }

  @Test func handledInterruptIsAnEvent() {
    // WFE; WFE; MOVS R0, #1; WFE: the interrupt ends the first, its return leaves an event for the second.
    let board = board([0xBF20, 0xBF20, 0x2001, 0xBF20])
    let line = board.cpu.interrupts[0].driver("test")
    board.emulation.alarm("rise") { _ in line.value = true }.set(at: 9600)
    board.emulation.alarm("fall") { _ in line.value = false }.set(at: 9600 + 10 * 96)
    board.run(until: 96000)
    #expect(board.cpu.register(0) == 1)
    #expect(board.cpu.condition == .sleeping)
    #expect(board.cpu.instructions == 5)
  }

  @Test func sleepOnExitSkipsTheThread() {
    // NOP; MOVS R0, #1: runs only once the sleep on exit is switched off by the second handler.
    let board = board([0xBF00, 0x2001, 0xBF30], enabled: 3)
    board.setVector(17, 0x421)
    // STR R2, [R1]; BX LR
    board.place([0x600A, 0x4770], at: 0x420)
    board.cpu.setRegister(1, to: 0xE000_ED10)
    board.bus.write(0xE000_ED10, width: 4, value: 2)
    let first = board.cpu.interrupts[0].driver("test")
    let second = board.cpu.interrupts[1].driver("test")
    first.value = true
    board.emulation.alarm("fall") { _ in first.value = false }.set(at: 10 * 96)
    board.run(until: 1000 * 96)
    #expect(board.cpu.condition == .sleeping)
    #expect(board.cpu.register(0) == 0)
    #expect(board.cpu.cycles == 16 + 3)
    second.value = true
    board.emulation.alarm("fall 2") { _ in second.value = false }.set(at: 1004 * 96)
    board.run(until: 2000 * 96)
    #expect(board.cpu.register(0) == 1)
    #expect(board.cpu.cycles == 16 + 3 + 6 + 2 + 13 + 1 + 1 + 2)
  }

  @Test func sleepDeepIsShown() {
    let board = board([0xBF30])
    board.bus.write(0xE000_ED10, width: 4, value: 4)
    #expect(board.cpu.isSleepDeep)
    board.bus.write(0xE000_ED10, width: 4, value: 0)
    #expect(!board.cpu.isSleepDeep)
  }

  @Test func spuriousWakeOfMovedTimeCostsNothing() {
    let board = board([0xBF30, 0x2001])
    board.cpu.run(until: 9600)
    board.emulation.scheduler.advance(to: 1_000_001)
    board.cpu.run(until: 2_000_000)
    #expect(board.cpu.condition == .sleeping)
    #expect(board.emulation.now == 1_000_001)
    #expect(board.cpu.cycles == 2)
  }
}
