import Conformance
import Machine
import Testing

@testable import CortexM0

/// Jumps that are told while code is translated: what is told, when, and what those who are told may do. By both engines.
@Suite(.enabled(if: Engine.obstacle == nil)) struct JumpTests {
  /// What was told, and what the processor had done by then.
  private struct Told: Equatable {
    var transfer: ControlTransfer
    var cycles: UInt64
    var now: Tick
    var instructions: UInt64
    var registers: [UInt32]
  }

  /// Seven jumps that are told and one that is not, ADD to PC within a piece, in 12 instructions and 34 cycles, over and over; pieces
  /// begin at 0x100, 0x200, 0x240, 0x280 and 0x284.
  private final class Rounds {
    static let transfers: [(kind: ControlTransfer.Kind, from: UInt32, to: UInt32, cycles: UInt64, jumps: UInt64)] = [
      (.call, 0x102, 0x200, 5, 1), (.indirect, 0x204, 0x106, 15, 2), (.call, 0x106, 0x240, 18, 3),
      (.indirect, 0x242, 0x108, 22, 4), (.branch, 0x10C, 0x280, 28, 6), (.branch, 0x280, 0x284, 31, 7),
      (.indirect, 0x284, 0x100, 34, 8),
    ]
    let board: TestBoard
    var told: [Told] = []
    var watching: Subscription?
    var action: ((Rounds) -> Void)?

    init(_ engine: Engine, flashWaits: UInt8 = 0) {
      // ADDS R0, #1; BL 0x200; BLX R4; ADD PC, R2; NOP; B 0x280
      board = TestBoard([0x3001, 0xF000, 0xF87D, 0x47A0, 0x4497, 0xBF00, 0xE0B8], flashWaits: flashWaits)
      board.place([0xB510, 0x3101, 0xBD10], at: 0x200)  // PUSH {R4, LR}; ADDS R1, #1; POP {R4, PC}
      board.place([0x3301, 0x4770], at: 0x240)  // ADDS R3, #1; BX LR
      board.place([0x4497, 0xBF00, 0x46AF], at: 0x280)  // ADD PC, R2; NOP; MOV PC, R5
      board.setVector(16, 0x301)
      board.place([0x3601, 0x4770], at: 0x300)  // ADDS R6, #1; BX LR
      board.cpu.reset()
      board.cpu.setRegister(4, to: 0x241)
      board.cpu.setRegister(5, to: 0x100)
      board.bus.write(0xE000_E100, width: 4, value: 1)
      board.cpu.use(engine, patience: 1)
      watch()
    }

    func watch() {
      watching = board.cpu.watchTransfers(between: [0x100, 0x200, 0x240, 0x280, 0x284]) { [unowned self] transfer in
        let cpu = board.cpu
        told.append(
          Told(
            transfer: transfer, cycles: cpu.cycles, now: board.emulation.now, instructions: cpu.instructions,
            registers: (0..<15).map { cpu.register($0) } + [cpu.programCounter]))
        action?(self)
      }
    }

    func run(cycles: UInt64) { board.run(until: 96 * cycles) }
  }

  private static func perform(_ engine: Engine, _ action: @escaping (Rounds) -> Void) -> Rounds {
    let rounds = Rounds(engine)
    rounds.action = { if $0.told.count == 50 { action($0) } }
    rounds.run(cycles: 34 * 40)
    return rounds
  }

  @Test(arguments: [Engine.interpreter, .translator], [UInt8(0), 1])
  func everyKindOfJump(_ engine: Engine, _ flashWaits: UInt8) {
    let rounds = Rounds(engine, flashWaits: flashWaits)
    let length = 34 + 8 * UInt64(flashWaits)
    rounds.run(cycles: 100 * length + 1)
    for (place, told) in rounds.told.enumerated() {
      let (round, step) = (UInt64(place / 7), place % 7)
      let expected = Rounds.transfers[step]
      #expect(told.transfer == ControlTransfer(kind: expected.kind, from: expected.from, to: expected.to))
      #expect(told.cycles == round * length + expected.cycles + expected.jumps * UInt64(flashWaits))
      #expect(told.now == told.cycles * 96)
      #expect(told.registers[15] == expected.to)
    }
    #expect(rounds.told.count == 700)
    #expect(rounds.told[699].instructions == 1_200)
    #expect([0, 1, 3].map { rounds.told[699].registers[$0] } == [100, 100, 100])
    #expect((rounds.board.cpu.translatedInstructions > 300) == (engine == .translator))
  }

  /// Also where the run ends right behind a jump, which is told when it goes on.
  @Test(arguments: [Tick(1), 95, 96, 97, 480, 1_000]) func slicesTellTheSame(_ length: Tick) {
    let whole = Rounds(.interpreter)
    whole.run(cycles: 1_000)
    let sliced = Rounds(.translator)
    var now: Tick = 0
    while now < 96_000 {
      now += length
      sliced.board.run(until: min(now, 96_000))
    }
    #expect(whole.told == sliced.told && whole.told.count == 204)
  }

  /// What is not executed in the midst of translated code: POP across the end of a page, and jumps into another memory.
  @Test func jumpsOfTheInterpreter() {
    var logs: [[Told]] = []
    for engine in [Engine.interpreter, .translator] {
      let rounds = Rounds(engine)
      rounds.board.place([0x3301, 0x4770], at: TestBoard.ramBase + 0x40)
      rounds.board.cpu.setRegister(4, to: TestBoard.ramBase + 0x41)
      rounds.board.cpu.setRegister(13, to: TestBoard.ramBase + 0x1004)
      rounds.run(cycles: 3_400)
      logs.append(rounds.told)
    }
    #expect(logs[0] == logs[1] && logs[0].count == 699)
    #expect(logs[0][2].transfer == ControlTransfer(kind: .call, from: 0x106, to: TestBoard.ramBase + 0x40))
  }

  /// POP of an address that is no Thumb code's faults behind the jump, at its target.
  @Test(arguments: [Engine.interpreter, .translator]) func aJumpThatFaults(_ engine: Engine) {
    let rounds = Self.perform(engine) { rounds in
      // The next POP finds this in the place of LR: the 51st transfer is that of POP.
      rounds.board.bus.write(TestBoard.stackTop - 4, width: 4, value: 0x106)
      rounds.board.cpu.setRegister(14, to: 0x106)
    }
    #expect(rounds.told[49].transfer.to == 0x200)
    #expect(rounds.board.cpu.firstFault?.cause == .notThumb)
    #expect(rounds.board.cpu.firstFault?.programCounter == 0x106)
    #expect(rounds.board.cpu.firstFault?.time == Tick((7 * 34 + 15) * 96))
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatEnds(_ engine: Engine) {
    let rounds = Self.perform(engine) { $0.watching = nil }
    #expect(rounds.told.count == 50)
    #expect(rounds.board.cpu.cycles == 34 * 40 && rounds.board.cpu.instructions == 12 * 40)
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatBeginsAnew(_ engine: Engine) {
    let rounds = Self.perform(engine) { $0.watch() }
    #expect(rounds.told.count == 279)
    #expect(rounds.board.cpu.instructions == 12 * 40)
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatHalts(_ engine: Engine) {
    let rounds = Rounds(engine)
    rounds.action = { if $0.told.count == 51 { $0.board.cpu.halt() } }
    rounds.board.cpu.run(until: 96 * 34 * 40)
    let last = rounds.told.last
    #expect(rounds.told.count == 51 && last?.transfer.to == 0x106)
    #expect(rounds.board.cpu.programCounter == 0x106)
    #expect(rounds.board.cpu.instructions == last?.instructions)
    rounds.run(cycles: 34 * 40)
    #expect(rounds.told.count == 279 && rounds.board.cpu.instructions == 12 * 40)
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatSetsTheProgramCounter(_ engine: Engine) {
    let rounds = Self.perform(engine) { $0.board.cpu.programCounter = 0x108 }
    #expect(rounds.told[50].transfer == ControlTransfer(kind: .outside, from: 0x200, to: 0x108))
    #expect(rounds.told[50].instructions == rounds.told[49].instructions)
    #expect(rounds.told[51].transfer == ControlTransfer(kind: .branch, from: 0x10C, to: 0x280))
  }

  /// Where the same instruction is next, it is told again.
  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatRestarts(_ engine: Engine) {
    let rounds = Self.perform(engine) {
      $0.board.cpu.start(stackPointer: TestBoard.stackTop, programCounter: 0x201)
      $0.board.cpu.setRegister(14, to: 0x281)
      $0.board.cpu.setRegister(5, to: 0x280)
    }
    #expect(rounds.told[50].transfer == ControlTransfer(kind: .reset, from: 0x200, to: 0x200))
    #expect(rounds.told[50].instructions == rounds.told[49].instructions)
    #expect(rounds.told[51].transfer == ControlTransfer(kind: .indirect, from: 0x204, to: 0x280))
    #expect(rounds.told[51].instructions == rounds.told[50].instructions + 3)
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatGoesBack(_ engine: Engine) {
    var saved: Checkpoint?
    let rounds = Rounds(engine)
    rounds.action = {
      if $0.told.count == 50 { saved = $0.board.emulation.checkpoint() }
      if $0.told.count == 60, let saved { $0.board.emulation.restore(saved) }
    }
    rounds.run(cycles: 34 * 40)
    #expect(rounds.told[60].transfer == ControlTransfer(kind: .outside, from: 0x108, to: 0x200))
    #expect(rounds.told[60].cycles == rounds.told[49].cycles && rounds.told[60].registers == rounds.told[49].registers)
    #expect(rounds.told.count == 279 + 11)
    #expect(rounds.board.cpu.cycles == 34 * 40 && rounds.board.cpu.instructions == 12 * 40)
  }

  /// The exception goes before the instruction that was about to be executed.
  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatInterrupts(_ engine: Engine) {
    let rounds = Rounds(engine)
    let line = rounds.board.cpu.interrupts[0].driver("test")
    rounds.action = {
      if $0.told.count == 50 { line.value = true }
      if $0.told.count == 51 { line.value = false }
    }
    rounds.run(cycles: 34 * 40)
    #expect(rounds.told[50].transfer == ControlTransfer(kind: .exceptionEntry, from: 0x200, to: 0x300))
    #expect(rounds.told[50].cycles == rounds.told[49].cycles + UInt64(Timing.exceptionEntry))
    #expect(rounds.told[51].transfer.kind == .exceptionReturn)
    #expect(rounds.board.cpu.register(6) == 1)
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatSetsAnAlarm(_ engine: Engine) {
    let rounds = Rounds(engine)
    var rang: Tick?
    let alarm = rounds.board.emulation.alarm("test") { _ in rang = rounds.board.emulation.now }
    rounds.action = { if $0.told.count == 50 { alarm.set(at: $0.board.emulation.now + 1) } }
    rounds.run(cycles: 34 * 40)
    // At the boundary behind PUSH, which takes three cycles.
    #expect(rang == rounds.told[49].now + 3 * 96)
  }

  @Test(arguments: [Engine.interpreter, .translator]) func aWatcherThatChangesTheNextInstruction(_ engine: Engine) {
    let rounds = Rounds(engine)
    rounds.action = { if $0.told.count == 52 { $0.board.place([0x3307], at: 0x240) } }  // ADDS R3, #7
    rounds.run(cycles: 34 * 40)
    #expect(rounds.told[51].transfer.to == 0x240)
    #expect(rounds.told[278].registers[3] == 7 + 33 * 7)
  }

  @Test func aWatcherThatChoosesTheOtherEngine() {
    let rounds = Self.perform(.translator) { $0.board.cpu.use(.interpreter) }
    #expect(rounds.told.count == 279 && rounds.board.cpu.instructions == 12 * 40)
    let other = Self.perform(.interpreter) { $0.board.cpu.use(.translator, patience: 1) }
    #expect(rounds.told == other.told)
  }
}
