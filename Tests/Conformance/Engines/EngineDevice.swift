import CortexM0
import Machine
import SeededRandom

/// A peripheral that does whatever may come between two instructions: interrupts, alarms that move, other clocks, stalls,
/// memory and maps that change. What it does is a function of what it was asked, when, so that two machines compare.
final class EngineDevice: BusTarget {
  private unowned let board: TestBoard
  private let program: EngineProgram
  private let lines: [LineDriver]
  private var random: SplitMix
  private var alarms: [Alarm] = []
  /// A sum of all that was read and written, with the time.
  private(set) var history: UInt64 = 0

  init(_ board: TestBoard, _ program: EngineProgram, seed: UInt64) {
    self.board = board
    self.program = program
    random = SplitMix(seed: seed)
    lines = (0..<3).map { board.cpu.interrupts[$0].driver("device") }
    super.init()
    for index in 0..<2 {
      alarms.append(board.emulation.alarm("device \(index)") { [unowned self] _ in self.ring(index) })
    }
  }

  private var now: Tick { board.emulation.now }

  private func note(_ value: UInt64) { history = (history ^ value) &* 0x9E37_79B9_7F4A_7C15 ^ now }

  override func read(_ address: UInt32, width: Int) -> UInt32 {
    note(UInt64(address) << 8 | UInt64(width))
    switch address & 0x3C {
    case 0x04: return 0
    case 0x18:
      board.emulation.scheduler.advance(to: now + Tick(random.below(1_000)))
      return UInt32(truncatingIfNeeded: now)
    case 0x1C: lines[random.below(3)].value = true
    default: break
    }
    return UInt32(truncatingIfNeeded: history)
  }

  override func write(_ address: UInt32, width: Int, value: UInt32) {
    note(UInt64(address) << 32 | UInt64(value))
    switch address & 0x3C {
    case 0x08: alarms[Int(value & 1)].set(at: now + Tick(value & 0x3FF) * 7)
    case 0x0C: alarms[Int(value & 1)].cancel()
    case 0x10: board.cpu.clock = EngineDevice.clocks[Int(value) % EngineDevice.clocks.count]
    case 0x14: lines[Int(value) % 3].value = true
    case 0x1C: changeSlot()
    case 0x20: changeLiteral()
    case 0x24: board.bus.setOverlays(value & 1 == 0 ? [] : [Mapping(board.ram, at: 0x30_0000, length: 0x1000)])
    case 0x2C: alarms[1].set(at: now + 1)
    case 0x30: lines[Int(value) % 3].value = false
    default: break
    }
  }

  static let clocks = [
    ClockRate(hertz: 16_000_000), ClockRate(hertz: 32_000_000), ClockRate(hertz: 96_000_000),
    ClockRate(edges: 32_770_001, per: 3_000_000_000), ClockRate(hertz: 2_000_000),
  ]

  private func ring(_ index: Int) {
    note(UInt64(index))
    switch random.below(7) {
    case 0: lines[random.below(3)].value = true
    case 1: board.cpu.clock = EngineDevice.clocks[random.below(EngineDevice.clocks.count)]
    case 2: changeSlot()
    case 3: changeLiteral()
    case 4: alarms[1 - index].set(at: now + Tick(random.below(3_000)))
    default: lines[random.below(3)].value = random.below(2) == 0
    }
    if random.below(3) != 0 { alarms[index].set(at: now + 1 + Tick(random.below(6_000))) }
  }

  /// Another number in a MOVS R2, as a DMA or a flash controller would write it.
  func changeSlot() {
    guard !program.slots.isEmpty else { return }
    board.place([0x2200 | random.halfword() & 0xFF], at: program.slots[random.below(program.slots.count)])
  }

  func changeLiteral() {
    guard !program.literals.isEmpty else { return }
    board.place([random.halfword()], at: program.literals[random.below(program.literals.count)])
  }
}
