import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct CoreOptionsTests {
  private static let (setEnable, clearEnable): (UInt32, UInt32) = (0xE000_E100, 0xE000_E180)
  private static let (setPending, clearPending): (UInt32, UInt32) = (0xE000_E200, 0xE000_E280)
  private static let interruptControl: UInt32 = 0xE000_ED04
  private static let priority3: UInt32 = 0xE000_ED20

  private func read(_ board: TestBoard, _ address: UInt32) -> UInt32 { board.bus.read(address, width: 4) }

  @Test func linesAreClamped() {
    #expect(CoreOptions(interruptLines: -1).interruptLines == 0 && CoreOptions(interruptLines: 0).lineMask == 0)
    #expect(CoreOptions(interruptLines: 33).interruptLines == 32 && CoreOptions().lineMask == .max)
    #expect(CoreOptions(interruptLines: 5).lineMask == 0x1F && CoreOptions(interruptLines: 31).lineMask == 0x7FFF_FFFF)
  }

  @Test(arguments: [0, 1, 5, 16, 26, 31, 32])
  func absentLinesReadZeroAndIgnoreWrites(lines: Int) {
    let board = TestBoard([0xE7FE], options: CoreOptions(interruptLines: lines))
    let mask = CoreOptions(interruptLines: lines).lineMask
    #expect(board.cpu.interrupts.count == lines)
    board.bus.write(Self.setEnable, width: 4, value: .max)
    #expect(read(board, Self.setEnable) == mask && read(board, Self.clearEnable) == mask)
    board.bus.write(Self.clearEnable, width: 4, value: .max)
    #expect(read(board, Self.setEnable) == 0)
    board.bus.write(Self.setPending, width: 4, value: .max)
    #expect(read(board, Self.setPending) == mask && read(board, Self.clearPending) == mask)
    #expect(read(board, Self.interruptControl) >> 22 & 1 == (lines > 0 ? 1 : 0))
    board.bus.write(Self.clearPending, width: 4, value: .max)
    #expect(read(board, Self.setPending) == 0)
    for register in 0..<8 {
      let address = 0xE000_E400 + UInt32(4 * register)
      board.bus.write(address, width: 4, value: .max)
      let there = min(max(lines - 4 * register, 0), 4)
      let bits = UInt64(0xC0C0_C0C0) & (UInt64(1) << UInt64(8 * there) - 1)
      #expect(UInt64(read(board, address)) == bits)
    }
  }

  /// Pending without its line, interrupt 5 would be exception 21.
  @Test func absentLinesDoNotInterrupt() {
    let board = TestBoard([0xE7FE], options: CoreOptions(interruptLines: 5))
    board.setVector(16 + 5, 0x401)
    board.bus.write(Self.setEnable, width: 4, value: .max)
    board.bus.write(0xE000_E200, width: 4, value: 1 << 5)
    board.run(until: .microseconds(10))
    #expect(board.cpu.currentException == 0 && board.cpu.faults == 0)
  }

  @Test func withoutSysTickItsRegistersReadZeroAndIgnoreWrites() {
    let board = TestBoard([0xE7FE], options: CoreOptions(hasSysTick: false))
    for address: UInt32 in [0xE000_E010, 0xE000_E014, 0xE000_E018, 0xE000_E01C] {
      board.bus.write(address, width: 4, value: 0x00FF_FFFF)
      #expect(read(board, address) == 0)
      #expect(!board.bus.faulted)
    }
    #expect(board.emulation.scheduler.nextDeadline == .max)
    board.bus.write(Self.priority3, width: 4, value: 0xC0C0_0000)
    #expect(read(board, Self.priority3) == 0x00C0_0000)
    board.bus.write(Self.interruptControl, width: 4, value: 1 << 26)
    #expect(read(board, Self.interruptControl) == 0)
    board.run(until: .milliseconds(1))
    #expect(board.cpu.currentException == 0 && board.cpu.faults == 0)
    // PendSV is there.
    board.bus.write(Self.interruptControl, width: 4, value: 1 << 28)
    #expect(read(board, Self.interruptControl) >> 28 & 1 == 1)
  }

  /// MULS R0, R1; MULS R0, R1; WFI
  @Test func theMultiplierTakesOneCycleOr32() {
    let program: [UInt16] = [0x4348, 0x4348, 0xBF30]
    let fast = TestBoard(program)
    let small = TestBoard(program, options: CoreOptions(multiplier: .small))
    for board in [fast, small] {
      board.cpu.setRegister(0, to: 3)
      board.cpu.setRegister(1, to: 5)
      board.run(until: .microseconds(100))
      #expect(board.cpu.register(0) == 75 && board.cpu.instructions == 3)
    }
    #expect(fast.cpu.cycles == 1 + 1 + 2 && small.cpu.cycles == 32 + 32 + 2)
  }
}
