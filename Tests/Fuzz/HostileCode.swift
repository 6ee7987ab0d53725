import Conformance
import DA14681
import Machine
import SeededRandom

/// Firmware that means no good: accesses to registers in bursts, random instructions, sleeps, loops and calls, and
/// handlers that let it go on after faults.
struct HostileCode {
  /// A register by its address.
  struct Place {
    var address: UInt32
    var bytes: Int
    var reset: UInt32
  }

  private let banks: [[Place]]
  private let known: [String: Place]
  private var random: SplitMix
  private var bank: [Place] = []
  private var code: [UInt8] = []

  /// Code that knows the registers of `soc`.
  init(_ soc: DA14681, random: SplitMix) {
    self.random = random
    let named = soc.fabric.banks.map { bank in
      bank.registers.map {
        (name: $0.name, place: Place(address: bank.base &+ $0.offset, bytes: $0.bytes, reset: $0.reset))
      }
    }
    let modelled = soc.fabric.banks.map { bank in bank.registers.contains { $0.coverage == .modelled } }
    // Blocks that do something are worth more than storage.
    banks =
      zip(named, modelled).flatMap { bank, isModelled in
        Array(repeating: bank.map(\.place), count: isModelled ? 6 : 1)
      }.filter { !$0.isEmpty } + [HostileCode.system]
    known = Dictionary(named.joined().map { ($0.name, $0.place) }) { first, _ in first }
  }

  /// SysTick, NVIC and system control.
  private static let system: [Place] = [
    0xE000_E010, 0xE000_E014, 0xE000_E018, 0xE000_E100, 0xE000_E180, 0xE000_E200, 0xE000_E280, 0xE000_E400, 0xE000_E41C,
    0xE000_ED04, 0xE000_ED0C, 0xE000_ED10, 0xE000_ED1C, 0xE000_ED20,
  ].map { Place(address: $0, bytes: 4, reset: 0) }

  /// The vector table and what it leads to, linked to 0, of `size` bytes.
  mutating func image(size: Int, stackPointer: UInt32) -> [UInt8] {
    code = []
    word(random.below(20) == 0 ? random.word() : stackPointer)
    word(0x101)
    for number in 2..<48 { word(vector(number, size)) }
    // 0xC0: LDR R0, [SP, #24]; ADDS R0, #2; LDR R1, mask; ANDS R0, R1; MOVS R1, #1; LSLS R1, #8; ORRS R0, R1;
    // STR R0, [SP, #24]; BX LR: goes on after the instruction at fault, within the code.
    halfwords([0x9806, 0x3002, 0x4903, 0x4008, 0x2101, 0x0209, 0x4308, 0x9006, 0x4770, 0xBF00])
    word(UInt32(size - 2))
    // 0xD8: the same, further on, which ends loops.
    halfwords([0x9806, 0x3024, 0xE7F2, 0xBF00])
    // 0xE0: returns at once.
    halfwords([0x4770, 0xBF00])
    // 0xE4: LDR R0, =NVIC_ICER; MVNS R1, R1; STR R1, [R0]; BX LR: disables half of the lines or so.
    halfwords([0x4801, 0x43C9, 0x6001, 0x4770])
    word(0xE000_E180)
    while code.count < 0x100 { halfwords([0xBF00]) }
    prelude()
    while code.count < size - 32 { snippet() }
    // From the end back to the start, through a register.
    align()
    halfwords([0x4800, 0x4700])
    word(0x101)
    return code
  }

  private mutating func vector(_ number: Int, _ size: Int) -> UInt32 {
    let choice = random.below(8)
    switch number {
    case 3 where choice > 0: return 0xC1
    case 15 where choice > 0: return 0xD9
    default: break
    }
    switch choice {
    case 0, 1, 2: return 0xE1
    case 3, 4, 5: return 0xE5
    case 6: return UInt32(0x101 + 4 * random.below((size - 0x100) / 4))
    default: return random.below(8) == 0 ? random.word() : 0xE1
    }
  }

  /// What real firmware does first, mostly: a SysTick, power and clocks for the blocks, no watchdog.
  private mutating func prelude() {
    access(Place(address: 0xE000_E014, bytes: 4, reset: 0), UInt32(200 + random.below(4_000)))
    access(Place(address: 0xE000_E010, bytes: 4, reset: 0), 7)
    for (name, value) in [
      ("PMU_CTRL_REG", 0x1F00), ("CLK_PER_REG", 0xFFFF), ("CLK_TMR_REG", 0xFFFF), ("SET_FREEZE_REG", 8),
    ] as [(String, UInt32)] {
      if let place = known[name], random.below(8) != 0 { access(place, value) }
    }
  }

  /// Deep sleep with all domains down, from which some do not wake.
  private mutating func sleep() {
    guard let power = known["PMU_CTRL_REG"] else { return }
    let retained: UInt32 = [0, 0x1F00, 0x1F00, 0x5F00][random.below(4)]
    access(power, retained | 0xF | (random.below(4) == 0 ? 0x20 : 0))
    access(Place(address: 0xE000_ED10, bytes: 4, reset: 0), random.below(4) == 0 ? 6 : 4)
    halfwords([random.below(4) == 0 ? 0xBF20 : 0xBF30, 0xBF00])
    access(power, retained)
  }

  private mutating func halfwords(_ values: [UInt16]) {
    for value in values { code += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
  }

  private mutating func word(_ value: UInt32) {
    halfwords([UInt16(truncatingIfNeeded: value), UInt16(truncatingIfNeeded: value >> 16)])
  }

  /// A place to access, mostly in the same bank as before.
  mutating func place() -> Place {
    if random.below(4) == 0 || bank.isEmpty { bank = banks[random.below(banks.count)] }
    var place = bank[random.below(bank.count)]
    switch random.below(64) {
    case 0: place.address = random.word()
    case 1: place.address = 0x4000_0000 | random.word() & 0x1001_FFFF
    case 2: place.address &+= UInt32(random.below(4))
    default: break
    }
    return place
  }

  /// A value for it.
  mutating func value(_ place: Place) -> UInt32 {
    switch random.below(10) {
    case 0: 0
    case 1: .max
    case 2: 1 << UInt32(random.below(32))
    case 3: place.reset
    case 4: place.reset ^ 1 << UInt32(random.below(8 * place.bytes))
    case 5: UInt32(random.below(16))
    case 6: 0x07FC_0000 + UInt32(random.below(0x2_0000))
    case 7: 0x0800_0000 + UInt32(random.below(0x10_0000))
    default: random.word()
    }
  }

  mutating func width(_ place: Place) -> Int {
    random.below(8) == 0 ? [1, 2, 4][random.below(3)] : place.bytes
  }

  private mutating func align() { while code.count % 4 != 0 { halfwords([0xBF00]) } }

  private mutating func snippet() {
    align()
    switch random.below(24) {
    case 0..<12:
      let place = place()
      access(place, value(place))
    case 12: loop()
    case 13: halfwords([[0xBF30, 0xBF20, 0xBF40, 0xB662, 0xB672, 0xDF00, 0xBE00][random.below(7)]])
    // A conditional branch back by some snippets.
    case 14: halfwords([0xD100 | UInt16(random.below(13)) << 8 | UInt16(0x100 - 8 * (1 + random.below(12)))])
    case 15: halfwords([0xF380 | UInt16(random.below(8)), 0x8800 | UInt16([8, 9, 16, 20][random.below(4)])])
    case 16: if random.below(4) == 0 { sleep() }
    default: for _ in 0..<4 { halfwords([random.halfword()]) }
    }
  }

  /// LDR R0, value; LDR R1, address; a load, or a store, or a change of what is there.
  private mutating func access(_ place: Place, _ value: UInt32) {
    align()
    let (load, store): (UInt16, UInt16) =
      switch width(place) {
      case 1: (0x780A, 0x7008)
      case 2: (0x880A, 0x8008)
      default: (0x680A, 0x6008)
      }
    switch random.below(4) {
    // The load's result goes to R2.
    case 0: halfwords([0x4801, 0x4902, load, 0xE003])
    // LDR R0; LDR R1; load R2; EORS R0, R2; store; B
    case 1: halfwords([0x4802, 0x4903, load, 0x4050, store, 0xE003])
    default: halfwords([0x4801, 0x4902, store, 0xE003])
    }
    word(value)
    word(place.address)
  }

  /// MOVS R3, #n; LSLS R3, #k; SUBS R3, #1; BNE
  private mutating func loop() {
    halfwords([0x2300 | UInt16(random.below(256)), 0x001B | UInt16(random.below(10)) << 6, 0x3B01, 0xD1FD])
  }
}
