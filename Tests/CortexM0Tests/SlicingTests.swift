import Conformance
import Machine
import SeededRandom
import Testing

@testable import CortexM0

/// The same machine in other slices does the same: random programs with SysTick and interrupts at random times.
@Suite struct SlicingTests {
  private struct Outcome: Equatable {
    var registers: [UInt32]
    var cycles: UInt64
    var instructions: UInt64
    var now: Tick
    var memory: UInt32
  }

  /// A busy machine: SysTick every 251 cycles, a line that toggles, a handler that counts in R4 and touches RAM.
  private func machine(_ seed: UInt64, clock: ClockRate) -> TestBoard {
    var random = SplitMix(seed: seed)
    // LDR/STR/ADDS/MULS over RAM at R1, PUSH and POP, a WFI now and then.
    let body: [[UInt16]] = [
      [0x6808], [0x1900], [0x4360], [0x6048], [0xB403, 0xBC03], [0x3001], [0x8848], [0x7088], [0x0840], [0x4148],
    ]
    var program: [UInt16] = []
    for _ in 0..<40 { program += body[random.below(body.count)] }
    program.append(0xBF30)
    for _ in 0..<20 { program += body[random.below(body.count)] }
    program.append(0xE000 | UInt16(bitPattern: Int16(-2 - program.count)) & 0x7FF)
    let board = TestBoard(program, flashWaits: 1)
    board.cpu.clock = clock
    for number in [15, 16, 17] { board.setVector(number, 0x801) }
    // ADDS R4, #1; STR R4, [R1, #12]; BX LR
    board.place([0x3401, 0x60CC, 0x4770], at: 0x800)
    board.cpu.setRegister(1, to: TestBoard.ramBase)
    board.bus.write(0xE000_E100, width: 4, value: 3)
    board.bus.write(0xE000_E400, width: 4, value: 0x40C0)
    board.bus.write(0xE000_E014, width: 4, value: 250)
    board.bus.write(0xE000_E010, width: 4, value: 7)
    toggle(board, line: 0, every: 9_973)
    toggle(board, line: 1, every: 31_337)
    return board
  }

  private func toggle(_ board: TestBoard, line: Int, every period: Tick) {
    let driver = board.cpu.interrupts[line].driver("test")
    var again: Alarm?
    again = board.emulation.alarm("toggle \(line)") { deadline in
      driver.value = driver.value != true
      again?.set(at: deadline + (driver.value == true ? period / 10 : period))
    }
    again?.set(at: period)
  }

  private func outcome(_ board: TestBoard) -> Outcome {
    let ram = UnsafeRawBufferPointer(start: board.ram.bytes, count: board.ram.size)
    return Outcome(
      registers: (0..<15).map { board.cpu.register($0) } + [board.cpu.programCounter, board.cpu.xPSR],
      cycles: board.cpu.cycles, instructions: board.cpu.instructions, now: board.emulation.now,
      memory: Checksum.of(ram))
  }

  @Test(
    arguments: [ClockRate(hertz: 16_000_000), ClockRate(edges: 32_770_001, per: 3_000_000_000)],
    1...6 as ClosedRange<UInt64>)
  func slicesAreUnobservable(_ clock: ClockRate, _ seed: UInt64) {
    let end: Tick = 3_000_000
    let whole = machine(seed, clock: clock)
    whole.run(until: end)
    let sliced = machine(seed, clock: clock)
    var random = SplitMix(seed: seed &* 77)
    while sliced.emulation.now < end, sliced.cpu.condition != .lockedUp {
      sliced.run(until: min(end, sliced.emulation.now + 1 + Tick(random.below(random.below(8) == 0 ? 20_000 : 300))))
    }
    #expect(outcome(whole) == outcome(sliced))
    #expect(whole.cpu.lastFault == nil)
    #expect(whole.cpu.instructions > 5_000)
    #expect(whole.cpu.register(4) > 50)
  }

  @Test func tracingChangesNothing() {
    let plain = machine(9, clock: ClockRate(hertz: 16_000_000))
    plain.run(until: 2_000_000)
    let traced = machine(9, clock: ClockRate(hertz: 16_000_000))
    var count: UInt64 = 0
    let watching = traced.cpu.watchInstructions { _ in count += 1 }
    defer { watching.end() }
    traced.run(until: 2_000_000)
    #expect(outcome(plain) == outcome(traced))
    #expect(count == traced.cpu.instructions)
  }

  /// With pieces of code everywhere, and all accesses watched; and where instructions say that something was to be told, it was.
  @Test(arguments: 11...14 as ClosedRange<UInt64>) func watchingCodeAndDataChangesNothing(_ seed: UInt64) {
    let pieces = Array(stride(from: UInt32(0x100), to: 0x900, by: 0x1A))
    let (plain, watched, both) = (
      machine(seed, clock: ClockRate(hertz: 16_000_000)), machine(seed, clock: ClockRate(hertz: 16_000_000)),
      machine(seed, clock: ClockRate(hertz: 16_000_000))
    )
    var (alone, told): ([ControlTransfer], [ControlTransfer]) = ([], [])
    var accesses = 0
    var watching = [
      watched.cpu.watchTransfers(between: pieces) { alone.append($0) },
      watched.bus.watchAccesses(0...0x2F_FFFF, [.read, .write]) { _ in accesses += 1 },
      watched.bus.watchAccesses(0x140...0x15F, [.fetch]) { _ in accesses += 1 },
      both.cpu.watchTransfers(between: pieces) { told.append($0) },
    ]
    var last: (place: UInt32, exception: Int)?
    var missed = 0
    watching.append(
      both.cpu.watchInstructions { cpu in
        let place = cpu.programCounter
        if let last {
          let isElsewhere = pieces.last { $0 <= place } != pieces.last { $0 <= last.place } || pieces.contains(place)
          let isTold = told.last.map { $0.to == place } ?? false
          if isElsewhere || last.exception != cpu.currentException, !isTold { missed += 1 }
        }
        last = (place, cpu.currentException)
      })
    for board in [plain, watched, both] { board.run(until: 2_000_000) }
    #expect(outcome(plain) == outcome(watched) && outcome(plain) == outcome(both))
    #expect(alone == told && told.count > 1_000 && accesses > 1_000 && missed == 0)
    for subscription in watching { subscription.end() }
    for board in [plain, watched, both] { board.run(until: 3_000_000) }
    #expect(outcome(plain) == outcome(watched) && outcome(plain) == outcome(both) && alone == told)
  }

  @Test func cyclesFallOnEdgesOfARationalClock() {
    let rate = ClockRate(edges: 1_000_003, per: 96_000_000)
    let board = TestBoard([0xE7FE])
    board.cpu.clock = rate
    board.cpu.run(until: .perSecond)
    #expect(board.emulation.now == rate.time(ofEdge: board.cpu.cycles))
    #expect(board.cpu.cycles % 3 == 0)
    #expect(board.emulation.now >= .perSecond)
    #expect(rate.time(ofEdge: board.cpu.cycles - 3) < .perSecond)
  }

  @Test func aDeviceThatTakesTimeStalls() {
    // LDR R0, [R1]; MOVS R2, #1
    let board = TestBoard([0x6808, 0x2201])
    board.bus.map(Staller(board.emulation.scheduler), at: 0x5000_0000...0x5000_00FF)
    board.cpu.setRegister(1, to: 0x5000_0000)
    board.cpu.step()
    // The access is at cycle 1 (96 ticks) and ends at 1096; the next edge is the twelfth, and one cycle is left.
    #expect(board.cpu.register(0) == 7)
    #expect(board.emulation.now == 13 * 96)
    #expect(board.cpu.cycles == 2)
    board.cpu.step()
    #expect(board.emulation.now == 14 * 96)
  }

  /// A frame in a device that takes time of its own: the run may be cut anywhere around its exceptions.
  @Test func aFrameThatStallsIsCutAnywhere() {
    func machine() -> TestBoard {
      // ADDS R0, #1; B .-2; and a handler that counts.
      let board = TestBoard([0x3001, 0xE7FD])
      board.setVector(15, 0x801)
      board.place([0x3401, 0x4770], at: 0x800)
      board.bus.map(StallingStack(board.emulation.scheduler), at: 0x5000_0000...0x5000_00FF)
      board.cpu.setRegister(13, to: 0x5000_0100)
      board.bus.write(0xE000_E014, width: 4, value: 250)
      board.bus.write(0xE000_E010, width: 4, value: 7)
      return board
    }
    let end: Tick = 1_000 * 96
    let whole = machine()
    whole.run(until: end)
    #expect(whole.cpu.register(4) == 3)
    for cut in stride(from: Tick(0), to: end, by: 48) {
      let sliced = machine()
      sliced.run(until: cut)
      sliced.run(until: end)
      #expect(outcome(sliced) == outcome(whole), "cut at \(cut)")
    }
  }

  @Test func clockChangesAtTheAccess() {
    // STR R0, [R1] to a device that doubles the clock; B .
    let board = TestBoard([0x6008, 0xE7FE])
    let device = ClockSwitch(board.cpu)
    board.bus.map(device, at: 0x5000_0000...0x5000_00FF)
    board.cpu.setRegister(1, to: 0x5000_0000)
    board.cpu.run(until: 96 + 48 + 48 * 3)
    // One cycle at 16 MHz up to the access, then one and the branch's three at 32 MHz.
    #expect(device.times == [96])
    #expect(board.emulation.now == 96 + 48 + 3 * 48)
    #expect(board.cpu.cycles == 2 + 3)
  }
}

/// Stalls the processor for 1000 ticks at each read.
private final class Staller: BusTarget {
  private let scheduler: Scheduler

  init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  override func read(_ address: UInt32, width: Int) -> UInt32 {
    scheduler.advance(to: scheduler.now + 1000)
    return 7
  }
}

/// 256 bytes of memory, each read of which stalls the processor for 1000 ticks.
private final class StallingStack: BusTarget {
  private let scheduler: Scheduler
  private var words = [UInt32](repeating: 0, count: 64)

  init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  override func read(_ address: UInt32, width: Int) -> UInt32 {
    scheduler.advance(to: scheduler.now + 1000)
    return words[Int(address & 0xFF) / 4]
  }

  override func write(_ address: UInt32, width: Int, value: UInt32) { words[Int(address & 0xFF) / 4] = value }
}

/// Doubles a processor's clock when written to.
private final class ClockSwitch: BusTarget {
  private unowned let cpu: CPU
  private(set) var times: [Tick] = []

  init(_ cpu: CPU) { self.cpu = cpu }

  override func write(_ address: UInt32, width: Int, value: UInt32) {
    times.append(cpu.scheduler.now)
    cpu.clock = ClockRate(hertz: 32_000_000)
  }
}
