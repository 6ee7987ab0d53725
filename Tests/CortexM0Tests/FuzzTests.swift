import Conformance
import Foundation
import Machine
import Testing

@testable import CortexM0

/// Random bytes as firmware, with registers, stacks and vectors that point into the system control space and elsewhere,
/// and random interrupts: nothing may crash or hang. BANDBOX_CPU_FUZZ_RUNS sets how many (default 60).
@Suite struct FuzzTests {
  private static let runs = ProcessInfo.processInfo.environment["BANDBOX_CPU_FUZZ_RUNS"].flatMap { UInt64($0) } ?? 60

  /// Addresses that firmware might use, and neighbours of edges.
  private static let places: [UInt32] = [
    0x100, 0x1_FFF0, TestBoard.ramBase, TestBoard.stackTop - 16, TestBoard.stackTop, 0xE000_E010, 0xE000_E018,
    0xE000_E100, 0xE000_E200, 0xE000_E280, 0xE000_E400, 0xE000_ED04, 0xE000_ED0C, 0xE000_ED10, 0xE000_ED20,
    0xE00F_FFF0, 0xFFFF_FFF0, 0x0FFF_FFF8, 0x1000_0000, 0x4000_0000, 0, 8, 0xFFFF_FFF9, 0xFFFF_FFF1, 0xFFFF_FFFD,
  ]

  private func board(_ random: inout SplitMix) -> TestBoard {
    let board = TestBoard()
    let code = (0..<0x800).map { _ in random.halfword() }
    board.place(code, at: 0x100)
    board.place(code.reversed(), at: TestBoard.ramBase)
    for number in 1..<48 {
      let inFlash = UInt32(0x101 + 2 * random.below(0x800))
      board.setVector(number, random.below(20) == 0 ? random.word() : inFlash)
    }
    board.setVector(1, 0x101)
    let cpu = board.cpu
    cpu.reset()
    for index in 0..<15 {
      let place = FuzzTests.places[random.below(FuzzTests.places.count)]
      cpu.setRegister(index, to: random.below(3) == 0 ? random.word() : place &+ UInt32(random.below(4)))
    }
    if random.below(4) != 0 { cpu.setRegister(13, to: TestBoard.stackTop - 64) }
    board.bus.write(0xE000_E100, width: 4, value: random.word())
    board.bus.write(0xE000_E400, width: 4, value: random.word())
    cpu.onSystemReset = { [unowned cpu] in if cpu.instructions & 1 == 0 { cpu.reset() } }
    return board
  }

  @Test func randomFirmware() {
    var locked = 0
    for seed in 0..<FuzzTests.runs {
      var random = SplitMix(seed: seed &+ 1000)
      let board = board(&random)
      let lines = board.cpu.interrupts.map { $0.driver() }
      let end: Tick = 20_000 * 96
      while board.emulation.now < end, board.cpu.condition != .lockedUp {
        let before = board.emulation.now
        board.run(until: min(end, board.emulation.now + 1 + Tick(random.below(40_000))))
        lines[random.below(32)].value = random.below(2) == 0
        if board.cpu.condition != .lockedUp { #expect(board.emulation.now > before) }
      }
      if board.cpu.condition == .lockedUp {
        locked += 1
        #expect(board.cpu.lastFault?.lockedUp == true)
      }
    }
    #expect(locked > 0)
  }
}
