import Conformance
import Machine
import Testing

@testable import CortexM0

/// What is told of instructions that are reached.
@Suite struct ReachedInstructionTests {
  private final class Log {
    var told: [ReachedInstruction] = []
    var watching: Subscription?

    init(_ cpu: CPU) { watching = cpu.watchReached { [unowned self] in told.append($0) } }

    var addresses: [UInt32] { told.map(\.address) }
  }

  @Test func eachOnceHoweverOften() {
    // CMP R0, #0; BEQ 0x108; BL 0x200; | 0x108: B 0x100
    let board = TestBoard([0x2800, 0xD001, 0xF000, 0xF87C, 0xE7FA])
    board.place([0x4770], at: 0x200)  // BX LR
    let log = Log(board.cpu)
    board.run(until: 10_000)
    #expect(log.addresses == [0x100, 0x102, 0x108])
    board.cpu.setRegister(0, to: 1)
    board.run(until: 20_000)
    #expect(log.addresses == [0x100, 0x102, 0x108, 0x104, 0x200])
    #expect(log.told[3] == ReachedInstruction(address: 0x104, bytes: 0xF87C_F000, size: 4))
  }

  @Test func watchingThatBeginsLaterIsToldOfAllFromThereOn() {
    let board = TestBoard([0x3001, 0xE7FD])  // ADDS R0, #1; B 0x100
    board.run(until: 10_000)
    let log = Log(board.cpu)
    board.run(until: 20_000)
    #expect(Set(log.addresses) == [0x100, 0x102] && log.told.count == 2)
    log.watching = nil
    board.cpu.programCounter = 0x100
    board.run(until: 30_000)
    #expect(log.told.count == 2)
  }

  /// Two machines, one watched: they end in the same state.
  @Test func watchingChangesNothing() {
    let (watched, other) = (TestBoard([0x3001, 0xE7FD]), TestBoard([0x3001, 0xE7FD]))
    let log = Log(watched.cpu)
    for limit in stride(from: Tick(0), to: 100_000, by: 7_001) {
      watched.run(until: limit)
      other.run(until: limit)
    }
    #expect(log.told.count == 2 && watched.cpu.instructions == other.cpu.instructions)
    #expect(watched.cpu.cycles == other.cpu.cycles && watched.cpu.register(0) == other.cpu.register(0))
  }
}
