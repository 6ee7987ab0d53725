import Conformance
import Testing

@testable import CortexM0
@testable import Machine

/// Accesses of the processor, by address.
@Suite struct AccessWatchTests {
  private static let ram = TestBoard.ramBase

  /// The bus and the subscription may stay when the processor has gone.
  @Test func watchingFetchesMayOutliveTheProcessor() {
    var board: TestBoard? = TestBoard([0xE7FE])
    let bus = board?.bus
    let watching = bus?.watchAccesses(0x100...0x1FF, [.fetch]) { _ in }
    weak let cpu = board?.cpu
    board = nil
    #expect(cpu == nil)
    watching?.end()
    #expect(bus?.fetchRanges.isEmpty == true)
  }

  @Test func accessesHaveTheInstructionThatDidThem() {
    // LDR R0, [R1]; STR R0, [R1, #4]; LDM R1!, {R2, R3}; STRB R0, [R1, #1]; B .
    let board = TestBoard([0x6808, 0x6048, 0xC90C, 0x7048, 0xE7FE])
    board.ram.store([0x78, 0x56, 0x34, 0x12], at: 0)
    board.cpu.setRegister(1, to: Self.ram)
    var told: [MemoryAccess] = []
    let watching = board.bus.watchAccesses(Self.ram...Self.ram + 0xFF) { told.append($0) }
    defer { watching.end() }
    let plain = TestBoard([0x6808, 0x6048, 0xC90C, 0x7048, 0xE7FE])
    plain.cpu.setRegister(1, to: Self.ram)
    for board in [board, plain] { board.run(until: 3_000) }
    let word: UInt32 = 0x1234_5678
    #expect(
      told == [
        MemoryAccess(kind: .read, address: Self.ram, size: 4, value: word, programCounter: 0x100),
        MemoryAccess(kind: .write, address: Self.ram + 4, size: 4, value: word, programCounter: 0x102),
        MemoryAccess(kind: .read, address: Self.ram, size: 4, value: word, programCounter: 0x104),
        MemoryAccess(kind: .read, address: Self.ram + 4, size: 4, value: word, programCounter: 0x104),
        MemoryAccess(kind: .write, address: Self.ram + 9, size: 1, value: 0x78, programCounter: 0x106),
      ])
    #expect(board.cpu.cycles == plain.cpu.cycles && board.emulation.now == plain.emulation.now)
  }

  @Test func fetchesAreToldBeforeTheInstruction() {
    // MOVS R0, #1; ADDS R0, #1; B 0x102
    let board = TestBoard([0x2001, 0x3001, 0xE7FD])
    var values: [UInt32] = []
    var told: [MemoryAccess] = []
    let watching = board.bus.watchAccesses(0x102...0x102, [.fetch]) { access in
      told.append(access)
      values.append(board.cpu.register(0))
    }
    for _ in 0..<5 { board.cpu.step() }
    #expect(values == [1, 2])
    #expect(
      told.allSatisfy {
        $0 == MemoryAccess(kind: .fetch, address: 0x102, size: 2, value: 0x3001, programCounter: 0x102)
      })
    #expect(board.cpu.instructions == 5 && board.cpu.register(0) == 3)
    watching.end()
    board.run(until: 10_000)
    #expect(values.count == 2)
  }

  @Test func framesOfExceptionsAreAccesses() {
    let board = TestBoard([0xDF00, 0xE7FE])
    board.setVector(11, 0x401)
    board.place([0x4770], at: 0x400)
    var told: [MemoryAccess] = []
    let stack = TestBoard.stackTop - 32...TestBoard.stackTop - 1
    let watching = board.bus.watchAccesses(stack) { told.append($0) }
    defer { watching.end() }
    board.run(until: 10_000)
    #expect(told.map(\.kind) == Array(repeating: .write, count: 8) + Array(repeating: .read, count: 8))
    #expect(told[6].value == 0x102 && told[6].programCounter == 0x102)
  }

  @Test func aMemoryWithATimingTakesItsTime() {
    // LDR R0, [PC, #0]; B .: a literal in the flash itself.
    func board() -> TestBoard {
      let board = TestBoard([0x4800, 0xE7FE, 0x1111, 0x2222], hasTiming: true)
      board.flash.timing?.fetch = { [unowned board] offset, _ in
        board.flash.timing?.set(offset..<offset + 4, to: AccessTiming.Presence.fetched)
        return 5
      }
      board.flash.timing?.load = { [unowned board] offset in
        board.flash.timing?.set(offset..<offset + 4, to: AccessTiming.Presence.held)
        return 7
      }
      return board
    }
    let (watched, plain) = (board(), board())
    var told: [MemoryAccess] = []
    let watching = watched.bus.watchAccesses(0x104...0x107) { told.append($0) }
    defer { watching.end() }
    for board in [watched, plain] { board.run(until: 5_000) }
    #expect(told.map(\.value) == [0x2222_1111])
    #expect(watched.cpu.register(0) == 0x2222_1111 && watched.cpu.cycles == plain.cpu.cycles)
    #expect(watched.flash.timing?.heldLoads.pointee == plain.flash.timing?.heldLoads.pointee)
  }
}
