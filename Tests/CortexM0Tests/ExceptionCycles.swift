import Conformance
import Machine

@testable import CortexM0

/// The cycles that exceptions and sleep take, measured: one row of `docs/accuracy.md` each.
struct ExceptionCycles {
  /// What is measured, from where to where.
  var name: String
  /// Where the expected number comes from.
  var basis: String
  var expected: UInt64
  var got: UInt64

  static let manual = "ARM: 16 cycles of latency"
  static let chosen = "chosen"
  private static let handler: UInt32 = 0x1000

  /// NOPs at the entry; every exception's handler is `handler`, and all lines are enabled.
  private static func board(_ program: [UInt16] = [], handler: [UInt16] = [0x4770], waits: UInt8 = 0) -> TestBoard {
    let board = TestBoard(program + [UInt16](repeating: 0xBF00, count: 16), flashWaits: waits)
    for number in 2..<48 { board.setVector(number, Self.handler + UInt32(number) * 0x20 + 1) }
    for number in 2..<48 { board.place(handler, at: Self.handler + UInt32(number) * 0x20) }
    board.bus.write(0xE000_E100, width: 4, value: 0xFFFF_FFFF)
    // Line n has priority 3, line 0 to 3 priority 3, 2, 1, 0.
    for word: UInt32 in 0..<8 { board.bus.write(0xE000_E400 + 4 * word, width: 4, value: 0xC0C0_C0C0) }
    board.bus.write(0xE000_E400, width: 4, value: 0x0040_80C0)
    return board
  }

  private static func pend(_ board: TestBoard, line: UInt32) {
    board.bus.write(0xE000_E200, width: 4, value: 1 << line)
  }

  /// Cycles until `isDone`, or a number that is never right.
  private static func count(_ board: TestBoard, until isDone: (CPU) -> Bool) -> UInt64 {
    let first = board.cpu.cycles
    for _ in 0..<100 {
      if isDone(board.cpu) { return board.cpu.cycles - first }
      board.cpu.step()
    }
    return .max
  }

  private static func entry(_ board: TestBoard, _ exception: Int) -> UInt64 {
    count(board) { $0.currentException == exception && $0.programCounter == handler + UInt32(exception) * 0x20 }
  }

  static let rows: [ExceptionCycles] = entries + returns + chains + sleeps + waits

  private static var entries: [ExceptionCycles] {
    func entry(_ name: String, _ exception: Int, _ board: TestBoard, _ request: (TestBoard) -> Void) -> Self {
      request(board)
      return Self(name: name, basis: manual, expected: 16, got: Self.entry(board, exception))
    }
    let process = board()
    process.cpu.processStackPointer = TestBoard.ramBase + 0x1000
    process.cpu.selectStack(process: true)
    let odd = board()
    odd.cpu.setRegister(13, to: TestBoard.stackTop - 4)
    let nested = board()
    pend(nested, line: 0)
    _ = Self.entry(nested, 16)
    let call = board([0xDF00])
    call.cpu.step()
    let undefined = board([0xDE00])
    undefined.cpu.step()
    return [
      entry("entry: an external interrupt, main stack", 18, board()) { pend($0, line: 2) },
      entry("entry: an external interrupt, process stack", 18, process) { pend($0, line: 2) },
      entry("entry: an external interrupt, stack not aligned to 8", 18, odd) { pend($0, line: 2) },
      entry("entry: an external interrupt preempts a handler", 19, nested) { pend($0, line: 3) },
      entry("entry: NMI", 2, board()) { $0.cpu.nmi.driver("test").value = true },
      entry("entry: HardFault, after the instruction at fault", 3, undefined) { _ in },
      entry("entry: SVCall, after SVC", 11, call) { _ in },
      entry("entry: PendSV", 14, board()) { $0.bus.write(0xE000_ED04, width: 4, value: 1 << 28) },
      entry("entry: SysTick", 15, board()) { $0.bus.write(0xE000_ED04, width: 4, value: 1 << 26) },
    ]
  }

  private static var returns: [ExceptionCycles] {
    func back(_ name: String, _ expected: UInt64, _ handler: [UInt16], instructions: Int) -> Self {
      let board = board(handler: handler)
      pend(board, line: 2)
      _ = entry(board, 18)
      for _ in 1..<instructions { board.cpu.step() }
      return Self(
        name: name, basis: chosen, expected: expected,
        got: count(board) { $0.currentException == 0 && $0.programCounter == TestBoard.entry })
    }
    // PUSH {LR}, POP {PC}; PUSH {R4, LR}, POP {R4, PC}
    return [
      back("return: BX LR, 3 and 10", 13, [0x4770], instructions: 1),
      back("return: POP {PC}, 5 and 10", 15, [0xB500, 0xBD00], instructions: 2),
      back("return: POP {R4, PC}, 6 and 10", 16, [0xB510, 0xBD10], instructions: 2),
    ]
  }

  private static var chains: [ExceptionCycles] {
    let chained = board()
    pend(chained, line: 0)
    _ = entry(chained, 16)
    pend(chained, line: 4)
    let late = board()
    pend(late, line: 0)
    let before = late.cpu.cycles
    late.cpu.step()
    pend(late, line: 3)
    _ = entry(late, 19)
    let atLate = late.cpu.cycles - before
    let afterwards = count(late) { $0.currentException == 16 }
    return [
      Self(
        name: "tail-chaining: BX LR to the next handler, 3 and 6", basis: chosen, expected: 9, got: entry(chained, 20)),
      Self(
        name: "late arrival while registers are saved: first request to the later one's handler", basis: manual,
        expected: 16, got: atLate),
      Self(
        name: "the earlier one, tail-chained: BX LR to its handler, 3 and 6", basis: chosen, expected: 9,
        got: afterwards),
    ]
  }

  /// Cycles by the clock, asleep or not, from a rise of line 2 at cycle 100 until `isDone`.
  private static func wake(_ program: [UInt16], until isDone: (CPU) -> Bool) -> UInt64 {
    let board = board(program)
    let line = board.cpu.interrupts[2].driver("test")
    let rise = board.emulation.alarm("rise") { _ in line.value = true }
    rise.set(at: 100 * 96)
    board.run(until: 100 * 96)
    guard board.cpu.condition == .running else { return .max }
    for _ in 0..<20 {
      if isDone(board.cpu) { return (board.emulation.now - 100 * 96) / 96 }
      board.cpu.step()
    }
    return .max
  }

  private static var sleeps: [ExceptionCycles] {
    func single(_ name: String, _ expected: UInt64, _ program: [UInt16], after: Int) -> Self {
      let board = board(program)
      for _ in 0..<after { board.cpu.step() }
      return Self(
        name: name, basis: "manual: WFE 2", expected: expected,
        got: count(board) { $0.programCounter == TestBoard.entry + 2 * UInt32(after + 1) })
    }
    return [
      Self(
        name: "wake from WFI: the line's rise to its handler", basis: manual, expected: 16,
        got: wake([0xBF30]) { $0.currentException == 18 && $0.programCounter == handler + 18 * 0x20 }),
      Self(
        name: "wake from WFI with PRIMASK set: the line's rise to the end of the instruction after WFI, a NOP",
        basis: chosen,
        expected: 1, got: wake([0xB672, 0xBF30]) { $0.programCounter == TestBoard.entry + 6 }),
      Self(
        name: "wake from WFE: the line's rise to its handler", basis: manual, expected: 16,
        got: wake([0xBF20]) { $0.currentException == 18 && $0.programCounter == handler + 18 * 0x20 }),
      single("WFE with its event set by SEV: no sleep", 2, [0xBF40, 0xBF20], after: 1),
    ]
  }

  private static var waits: [ExceptionCycles] {
    (1...3).flatMap { waits -> [Self] in
      let board = board(waits: UInt8(waits))
      pend(board, line: 2)
      let entry = entry(board, 18)
      let back = count(board) { $0.currentException == 0 && $0.programCounter == TestBoard.entry }
      let states = waits == 1 ? "1 wait state" : "\(waits) wait states"
      return [
        Self(
          name: "entry, vectors and handler in flash with \(states)", basis: "16, and vector and first fetch",
          expected: 16 + 2 * UInt64(waits), got: entry),
        Self(
          name: "return by BX LR to flash with \(states)", basis: "13, and the first fetch",
          expected: 13 + UInt64(waits), got: back),
      ]
    }
  }
}
