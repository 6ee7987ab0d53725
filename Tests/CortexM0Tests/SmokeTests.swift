import Conformance
import Machine
import Testing

@testable import CortexM0

@Test func countsALoop() {
  let board = TestBoard([0x2000, 0x3001, 0x2864, 0xD1FC, 0xBF30])
  board.cpu.run(until: Tick.perSecond)
  #expect(board.cpu.condition == .sleeping)
  #expect(board.cpu.register(0) == 100)
  #expect(board.cpu.instructions == 1 + 300 + 1)
  #expect(board.cpu.cycles == 1 + 100 * 2 + 99 * 3 + 1 + 2)
}
