import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct InstructionWatchTests {
  @Test func severalAreToldBeforeEachInstruction() {
    let board = TestBoard([0x3001, 0x3001, 0xE7FC])
    var (first, second): ([UInt32], [UInt32]) = ([], [])
    let watching = board.cpu.watchInstructions { first.append($0.programCounter) }
    var other: Subscription?
    other = board.cpu.watchInstructions { cpu in
      second.append(cpu.register(0))
      if second.count == 4 { other = nil }
    }
    #expect(other != nil)
    board.run(until: 2_000)
    #expect(Array(first.prefix(5)) == [0x100, 0x102, 0x104, 0x100, 0x102])
    #expect(second == [0, 1, 2, 2] && UInt64(first.count) == board.cpu.instructions)
    watching.end()
    let count = first.count
    board.run(until: 20_000)
    #expect(first.count == count)
  }

  @Test func theFirstThatHandlesABreakpointWins() {
    let board = TestBoard([0xBE01, 0xBE02, 0xBE03])
    var heard: [String] = []
    let first = board.cpu.answerBreakpoints { number in
      heard.append("first \(number)")
      return number == 1
    }
    let second = board.cpu.answerBreakpoints { number in
      heard.append("second \(number)")
      return number == 2
    }
    for _ in 0..<3 { board.cpu.step() }
    #expect(heard == ["first 1", "first 2", "second 2", "first 3", "second 3"])
    #expect(board.cpu.lastFault?.cause == .breakpoint)
    first.end()
    second.end()
  }
}
