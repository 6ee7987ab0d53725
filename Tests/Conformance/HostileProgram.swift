import CortexM0
import Machine
import SeededRandom

/// Random bytes as a program on the processor alone, with registers, stacks and vectors that point into the system
/// control space and elsewhere, and random interrupts.
package struct HostileProgram {
  private var random: SplitMix

  package init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// Addresses that firmware might use, and neighbours of edges.
  private static let places: [UInt32] = [
    0x100, 0x1_FFF0, TestBoard.ramBase, TestBoard.stackTop - 16, TestBoard.stackTop, 0xE000_E010, 0xE000_E018,
    0xE000_E100, 0xE000_E200, 0xE000_E280, 0xE000_E400, 0xE000_ED04, 0xE000_ED0C, 0xE000_ED10, 0xE000_ED20,
    0xE00F_FFF0, 0xFFFF_FFF0, 0x0FFF_FFF8, 0x1000_0000, 0x4000_0000, 0, 8, 0xFFFF_FFF9, 0xFFFF_FFF1, 0xFFFF_FFFD,
  ]

  /// Runs it, with a reset at each lockup, and returns the instructions executed. Traps where something is wrong.
  package mutating func run() -> UInt64 {
    let board = makeBoard()
    let cpu = board.cpu
    let lines = cpu.interrupts.map { $0.driver("test") }
    let nmi = cpu.nmi.driver("test")
    let end: Tick = 20_000 * 96
    while board.emulation.now < end {
      let before = board.emulation.now
      board.run(until: min(end, before + 1 + Tick(random.below(40_000))))
      if cpu.condition == .lockedUp {
        if cpu.lastFault?.lockedUp != true { fatalError("locked up without a fault") }
        board.emulation.scheduler.advance(to: before + 1_000)
        begin(board)
      } else if board.emulation.now <= before {
        fatalError("time stands still")
      }
      lines[random.below(32)].value = random.below(2) == 0
      if random.below(64) == 0 { nmi.value = nmi.value != true }
      if random.below(64) == 0 { cpu.clock = ClockRate(hertz: 1 + UInt64(random.below(96_000_000))) }
    }
    return cpu.instructions
  }

  private mutating func makeBoard() -> TestBoard {
    let board = TestBoard(flashWaits: UInt8(random.below(3)))
    let code = (0..<0x800).map { _ in random.halfword() }
    board.place(code, at: 0x100)
    board.place(code.reversed(), at: TestBoard.ramBase)
    for number in 1..<48 {
      let inFlash = UInt32(0x101 + 2 * random.below(0x800))
      board.setVector(number, random.below(20) == 0 ? random.word() : inFlash)
    }
    board.setVector(1, 0x101)
    if random.below(8) != 0 {
      // LDR R0, [SP, #24]; ADDS R0, #2; LDR R1, mask; ANDS R0, R1; STR R0, [SP, #24]; BX LR: on after a fault.
      board.setVector(3, 0x1_0001)
      board.place([0x9806, 0x3002, 0x4901, 0x4008, 0x9006, 0x4770, 0x0FFE, 0x0000], at: 0x1_0000)
    }
    begin(board)
    return board
  }

  /// A reset, and what the program finds in registers and NVIC.
  private mutating func begin(_ board: TestBoard) {
    let cpu = board.cpu
    cpu.reset()
    for index in 0..<15 {
      let place = HostileProgram.places[random.below(HostileProgram.places.count)]
      cpu.setRegister(index, to: random.below(3) == 0 ? random.word() : place &+ UInt32(random.below(4)))
    }
    if random.below(4) != 0 { cpu.setRegister(13, to: TestBoard.stackTop - 64) }
    board.bus.write(0xE000_E100, width: 4, value: random.word())
    board.bus.write(0xE000_E400, width: 4, value: random.word())
    cpu.onSystemReset = { [unowned cpu] in if cpu.instructions & 1 == 0 { cpu.reset() } }
  }
}
