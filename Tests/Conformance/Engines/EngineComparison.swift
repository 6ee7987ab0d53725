import CortexM0
import Machine
import SeededRandom

/// The same random program by the interpreter and by the translator, compared after every burst of random length.
package struct EngineComparison {
  /// One of the two machines.
  private struct Side {
    let board: TestBoard
    let device: EngineDevice
    let cache: EngineCache?
    let lines: [LineDriver]
    let transfers = TransferSum()
    var watching: [Subscription] = []
  }

  /// What has to be equal.
  private struct Outcome: Equatable {
    var registers: [UInt32]
    var counts: [UInt64]
    var history: UInt64
    var memory: UInt32
    var presence: UInt32
  }

  /// What came of a comparison.
  package struct Result {
    /// What differed, for people; `nil` where nothing did.
    package var difference: String?
    package var instructions: UInt64 = 0
    package var translated: UInt64 = 0
  }

  private let seed: UInt64
  private var random: SplitMix
  private let program: EngineProgram
  private var sides: [Side] = []

  /// `foreign` executes the translator's code where it is not the host's.
  package init(seed: UInt64, foreign: (any ForeignCode)? = nil) {
    self.seed = seed
    random = SplitMix(seed: seed ^ 0xB0A2_D5)
    program = EngineProgram(seed: seed)
    let waits = random.below(4) == 0 ? UInt8(1 + random.below(2)) : 0
    let hasTiming = random.below(3) == 0
    let options = CoreOptions(multiplier: random.below(4) == 0 ? .small : .fast)
    let lineSize = 8 << random.below(3)
    let (capacity, limit) = (8 + random.below(120), random.below(3) == 0 ? 0x400 + random.below(0x800) & ~31 : 0x2_0000)
    for engine in [Engine.interpreter, .translator] {
      let board = TestBoard(flashWaits: waits, hasTiming: hasTiming, options: options)
      board.cpu.use(engine, patience: 1, foreign: foreign)
      let device = EngineDevice(board, program, seed: seed)
      board.bus.map(device, at: EngineProgram.device...EngineProgram.device + 0xFFF)
      let cache = board.flash.timing.map {
        EngineCache($0, lineSize: lineSize, capacity: capacity, limit: limit)
      }
      let lines = board.cpu.interrupts[3...4].map { $0.driver("test") } + [board.cpu.nmi.driver("test")]
      sides.append(Side(board: board, device: device, cache: cache, lines: Array(lines)))
      place(on: board)
    }
  }

  private func place(on board: TestBoard) {
    for part in program.parts { board.place(part.code, at: part.address) }
    // Faults go on behind, in Thumb state: LDR R0, [SP, #24]; ADDS R0, #2; LDR R1, mask; ANDS R0, R1; STR R0, [SP, #24];
    // LDR R0, [SP, #28]; LDR R1, thumb; ORRS R0, R1; STR R0, [SP, #28]; BX LR.
    board.place(
      [
        0x9806, 0x3002, 0x4903, 0x4008, 0x9006, 0x9807, 0x4902, 0x4308, 0x9007, 0x4770, 0xFFFE, 0x003F, 0x0000, 0x0100,
      ], at: EngineProgram.faultHandler)
    var random = SplitMix(seed: seed)
    board.place((0..<0x200).map { _ in random.halfword() }, at: EngineProgram.data)
    board.setVector(1, program.entry | 1)
    for number in 2..<48 { board.setVector(number, program.handlers[number % program.handlers.count] | 1) }
    for line in 0..<3 { board.setVector(16 + line, program.handlers[line] | 1) }
    board.setVector(3, EngineProgram.faultHandler | 1)
    begin(board)
  }

  private func begin(_ board: TestBoard) {
    board.cpu.reset()
    board.bus.write(0xE000_E100, width: 4, value: 0x1F)
    board.bus.write(0xE000_E400, width: 4, value: 0x40C0_8000)
    board.bus.write(0xE000_E014, width: 4, value: 331)
    board.bus.write(0xE000_E010, width: 4, value: 7)
  }

  /// Compares for so many instructions.
  package mutating func run(instructions: UInt64) -> Result {
    var result = Result()
    var burst = 0
    while sides[0].board.cpu.instructions < instructions, burst < 40_000 {
      burst += 1
      actOutside()
      let (old, length) = (sides[0].board.emulation.now, burstLength())
      for side in sides { side.board.run(until: old + length) }
      let outcomes = sides.map { outcome($0, withMemory: burst % 16 == 0 || length > 10_000) }
      if outcomes[0] != outcomes[1] {
        result.difference = "seed \(seed), burst \(burst): \(difference(outcomes[0], outcomes[1]))"
        break
      }
      if sides[0].board.cpu.condition == .lockedUp || sides[0].board.emulation.now <= old {
        for side in sides {
          side.board.emulation.scheduler.advance(to: old + 1_000)
          begin(side.board)
        }
      }
    }
    result.instructions = sides[1].board.cpu.instructions
    result.translated = sides[1].board.cpu.translatedInstructions
    for side in sides { for subscription in side.watching { subscription.end() } }
    return result
  }

  /// From one tick to many cycles of 96 ticks.
  private mutating func burstLength() -> Tick {
    switch random.below(8) {
    case 0: 1 + Tick(random.below(300))
    case 1...5: 1 + Tick(random.below(300 * 96))
    default: 1 + Tick(random.below(4_000 * 96))
    }
  }

  /// What happens between two runs, to both.
  private mutating func actOutside() {
    let (what, which, number) = (random.below(40), random.below(3), random.halfword())
    for place in sides.indices {
      let side = sides[place]
      switch what {
      case 0: side.lines[which].value = number & 1 != 0
      case 1: side.board.cpu.clock = EngineDevice.clocks[which]
      case 2: side.device.changeSlot()
      case 3: side.device.changeLiteral()
      case 4: side.cache?.empty()
      case 5: side.board.cpu.setRegister(8 + which, to: UInt32(number) &* 0x1_0003)
      case 6:
        sides[place].watching = [
          side.board.bus.watchAccesses(
            which == 0 ? 0x400...0x1FFF : EngineProgram.data...EngineProgram.data + 64, [.read, .write]
          ) { _ in }
        ]
      case 7:
        // Parts begin functions; other pieces begin anywhere, within the second half of an instruction too.
        let pieces =
          program.parts.map(\.address) + [UInt32(number) & 0xFFE, UInt32(number >> 4) & 0xFFE]
          + (which == 2 ? program.tableEntries : [])
        sides[place].watching = [side.transfers.watch(side.board.cpu, pieces: which == 0 ? [] : pieces)]
      case 8, 9:
        for subscription in side.watching { subscription.end() }
        sides[place].watching = []
      case 10:
        let state = side.board.emulation.checkpoint()
        side.board.emulation.restore(state)
      default: break
      }
    }
  }

  private func outcome(_ side: Side, withMemory: Bool) -> Outcome {
    let (board, cpu) = (side.board, side.board.cpu)
    let timing = board.flash.timing
    timing?.settle?()
    return Outcome(
      registers: (0..<15).map { cpu.register($0) } + [
        cpu.programCounter, cpu.xPSR, cpu.mainStackPointer, cpu.processStackPointer, cpu.isPrimaskSet ? 1 : 0,
      ],
      counts: [
        cpu.cycles, cpu.instructions, board.emulation.now, cpu.faults, side.transfers.sum,
        timing?.heldLoads.pointee ?? 0, timing?.instructions.pointee ?? 0, board.bus.toldAccesses,
      ],
      history: side.device.history,
      memory: withMemory ? Checksum.of(UnsafeRawBufferPointer(start: board.ram.bytes, count: board.ram.size)) : 0,
      presence: withMemory
        ? timing.map { Checksum.of(UnsafeRawBufferPointer(start: $0.words, count: $0.count)) } ?? 0 : 0)
  }

  private func difference(_ ours: Outcome, _ theirs: Outcome) -> String {
    let names =
      (0..<15).map { "R\($0)" } + [
        "PC", "xPSR", "MSP", "PSP", "PRIMASK", "cycles", "instructions", "now", "faults", "transfers", "held loads",
        "fetched instructions", "told accesses", "device", "RAM", "cache",
      ]
    let first =
      ours.registers.map(UInt64.init) + ours.counts + [ours.history, UInt64(ours.memory), UInt64(ours.presence)]
    let second =
      theirs.registers.map(UInt64.init) + theirs.counts + [
        theirs.history, UInt64(theirs.memory), UInt64(theirs.presence),
      ]
    return zip(names, zip(first, second)).filter { $0.1.0 != $0.1.1 }
      .map { "\($0.0) \(String($0.1.0, radix: 16)) by the interpreter, \(String($0.1.1, radix: 16)) by the translator" }
      .joined(separator: "; ")
  }
}
