import Conformance
import Machine
import Testing

@testable import CortexM0

/// Generated code does what the interpreter does, to the cycle. `conformance --engines` compares more and longer.
@Suite(.enabled(if: Engine.obstacle == nil)) struct TranslatorTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func randomPrograms(_ seed: UInt64) {
    var comparison = EngineComparison(seed: seed)
    let result = comparison.run(instructions: 12_000)
    #expect(result.difference == nil)
    #expect(result.instructions > 1_000)
  }

  /// A silent return to the interpreter would be a failure.
  @Test func mostInstructionsAreTranslated() {
    var (executed, translated): (UInt64, UInt64) = (0, 0)
    for seed: UInt64 in 100..<110 {
      var comparison = EngineComparison(seed: seed)
      let result = comparison.run(instructions: 12_000)
      executed += result.instructions
      translated += result.translated
    }
    #expect(translated > executed / 2)
    // ADDS R0, #1; CMP R0, R1; BNE; B .
    let board = TestBoard([0x3001, 0x4288, 0xD1FC, 0xE7FE])
    board.cpu.use(.translator)
    board.cpu.setRegister(1, to: 100_000)
    board.cpu.run(until: .perSecond)
    #expect(board.cpu.register(0) == 100_000)
    #expect(board.cpu.translatedInstructions > board.cpu.instructions / 1_000 * 995)
  }

  /// A loop in RAM writes over an instruction of itself, first before and then behind the store.
  @Test(arguments: [UInt16(0x8008), 0x8048]) func codeThatChangesItself(_ store: UInt16) {
    // The store; MOVS R2, #n; ADDS R3, R3, R2; ADDS R0, #1; B back.
    for engine in [Engine.interpreter, .translator] {
      let board = TestBoard()
      board.cpu.use(engine, patience: 1)
      board.place([store, 0x2201, 0x189B, 0x3001, 0xE7FA], at: TestBoard.ramBase + 0x100)
      board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: TestBoard.ramBase + 0x101)
      board.cpu.setRegister(0, to: 0x2201)
      board.cpu.setRegister(1, to: TestBoard.ramBase + 0x102)
      board.cpu.run(until: 96 * 8 * 50)
      // 50 rounds of 8 cycles; the second store makes the addition a MOVS.
      #expect(board.cpu.cycles == 8 * 50)
      #expect(board.cpu.instructions == 5 * 50)
      if store == 0x8008 { #expect(board.cpu.register(3) == 50 * 51 / 2) }
    }
  }

  /// A call in RAM whose two halves are in different granules of 64 bytes: code in flash changes the second.
  @Test(arguments: [Engine.interpreter, .translator]) func theSecondHalfOfACallIsChanged(_ engine: Engine) {
    // BLX R4; STRH R6, [R5]; STR R7, [R5, #96], beside no code; BLX R4; B .
    let board = TestBoard([0x47A0, 0x802E, 0x662F, 0x47A0, 0xE7FE])
    board.cpu.use(engine, patience: 1)
    let ram = TestBoard.ramBase
    // PUSH {LR}; BL to 0x160, later to 0x180; POP {PC}.
    board.place([0xB500, 0xF000, 0xF80F, 0xBD00], at: ram + 0x13C)
    // ADDS R0, #1; BX LR and ADDS R1, #1; BX LR.
    board.place([0x3001, 0x4770], at: ram + 0x160)
    board.place([0x3101, 0x4770], at: ram + 0x180)
    for (number, value) in [(0, 0), (1, 0), (4, ram + 0x13D), (5, ram + 0x140), (6, 0xF81F), (7, 7)] {
      board.cpu.setRegister(number, to: value)
    }
    board.cpu.run(until: 96 * 100)
    #expect(board.cpu.register(0) == 1 && board.cpu.register(1) == 1)
    #expect(board.bus.read(ram + 0x1A0, width: 4) == 7)
  }

  /// A list of three words that begins 64 bytes' end before a function, or goes on behind it, writes over it.
  @Test(
    arguments: [Engine.interpreter, .translator], [(list: UInt32(0x138), function: UInt32(0x140)), (0x17C, 0x17C)])
  func aListReachesIntoCode(_ engine: Engine, _ places: (list: UInt32, function: UInt32)) {
    // BLX R7; STM R3!, {R0-R2}; ADDS R5, R4, #0; BLX R7; B .
    let board = TestBoard([0x47B8, 0xC307, 0x1C25, 0x47B8, 0xE7FE])
    board.cpu.use(engine, patience: 1)
    let ram = TestBoard.ramBase
    // MOVS R4, #1; BX LR, and then MOVS R4, #2.
    board.place([0x2401, 0x4770], at: ram + places.function)
    for number in 0...2 { board.cpu.setRegister(number, to: 0x4770_2402) }
    board.cpu.setRegister(3, to: ram + places.list)
    board.cpu.setRegister(7, to: ram + places.function + 1)
    board.cpu.run(until: 96 * 100)
    #expect(board.cpu.register(5) == 1 && board.cpu.register(4) == 2)
  }

  /// `MOV LR, PC` is how code calls without BLX.
  @Test(arguments: Array(0...12) + [14]) func theProgramCounterGoesIntoAnyRegister(_ number: Int) {
    let place = UInt16((number & 8) << 4 | number & 7)
    // MOV Rn, PC; NOP; ADD Rn, PC; B back.
    let board = TestBoard([0x4678 | place, 0xBF00, 0x4478 | place, 0xE7FB])
    board.cpu.use(.translator, patience: 1)
    let numbers = Array(0...12) + [14]
    for other in numbers { board.cpu.setRegister(other, to: UInt32(other)) }
    board.cpu.run(until: 96 * 6 * 1_000)
    #expect(board.cpu.translatedInstructions > 3_000)
    #expect(numbers.map { board.cpu.register($0) } == numbers.map { $0 == number ? 0x104 + 0x108 : UInt32($0) })
  }

  @Test func literalsFollowTheirMemory() {
    // LDR R0, literal; ADDS R1, R1, R0; B back.
    let board = TestBoard([0x4801, 0x1809, 0xE7FC, 0xBF00, 5, 0])
    board.cpu.use(.translator, patience: 1)
    board.cpu.run(until: 96 * 6 * 10)
    #expect(board.cpu.register(1) == 50)
    board.flash.store([7], at: 0x108)
    board.cpu.run(until: 96 * 6 * 20)
    #expect(board.cpu.register(1) == 50 + 70)
    // Watched reads are told, also where the word was a constant.
    var told = 0
    let watching = board.bus.watchAccesses(0x108...0x108, [.read]) { _ in told += 1 }
    board.cpu.run(until: 96 * 6 * 30)
    watching.end()
    board.cpu.run(until: 96 * 6 * 40)
    #expect(told == 10)
    #expect(board.cpu.register(1) == 50 + 3 * 70)
  }

  @Test func isFreed() {
    weak var kept: CPU?
    do {
      let board = TestBoard([0xE7FE])
      board.cpu.use(.translator)
      board.cpu.run(until: .perSecond / 100)
      kept = board.cpu
      #expect(board.cpu.translatedInstructions > 0)
    }
    #expect(kept == nil)
  }
}
