import CortexM0
import SeededRandom

/// A random program of functions with loops, made to come by often: what both engines execute.
///
/// R7 points to RAM, R6 to the `EngineDevice`; R5 counts the rounds of loops; R0 to R4 are anything. Faults go on at the next
/// halfword.
struct EngineProgram {
  static let device: UInt32 = 0x4000_0000
  static let data: UInt32 = TestBoard.ramBase + 0x400
  static let faultHandler: UInt32 = 0x1_0000
  private static let flashCode: UInt32 = 0x400
  private static let ramCode: UInt32 = TestBoard.ramBase + 0x2F00

  private var random: SplitMix
  private var functions: [UInt32] = []
  /// Halfwords that may be MOVS R2 of any number, wherever they are; and words that are only read.
  private(set) var slots: [UInt32] = []
  private(set) var literals: [UInt32] = []
  /// The second of the instructions that a jump by a table may go to.
  private(set) var tableEntries: [UInt32] = []
  private(set) var parts: [(address: UInt32, code: [UInt16])] = []
  private(set) var entry: UInt32 = 0
  private(set) var handlers: [UInt32] = []

  private var code: [UInt16] = []
  private var base: UInt32 = 0
  private var pool: [(place: Int, value: UInt32, isData: Bool)] = []

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    var (flash, ram) = (Self.flashCode + 2 * UInt32(random.below(8)), Self.ramCode + 2 * UInt32(random.below(64)))
    for _ in 0..<5 {
      begin(at: flash)
      handlers.append(base)
      handler(UInt16(handlers.count - 1))
      flash = end()
    }
    for _ in 0..<3 + random.below(8) {
      let isInRAM = random.below(3) == 0
      begin(at: isInRAM ? ram : flash)
      functions.append(base)
      function()
      if isInRAM { ram = end() } else { flash = end() }
    }
    begin(at: flash)
    entry = base
    main()
    _ = end()
  }

  // MARK: Assembly

  private var here: UInt32 { base + UInt32(2 * code.count) }

  private mutating func begin(at address: UInt32) {
    base = address
    code = []
    pool = []
  }

  /// Puts the literals behind the code; returns where there is room again.
  private mutating func end() -> UInt32 {
    if here & 2 != 0 { code.append(0xBF00) }
    for (place, value, isData) in pool {
      let distance = here - ((base + UInt32(2 * place) + 4) & ~3)
      precondition(distance < 1024, "a literal too far away")
      code[place] |= UInt16(distance / 4)
      if isData { literals.append(here) }
      code.append(UInt16(truncatingIfNeeded: value))
      code.append(UInt16(truncatingIfNeeded: value >> 16))
    }
    parts.append((base, code))
    return (here + 3) & ~3
  }

  private mutating func literal(_ register: UInt16, _ value: UInt32, isData: Bool = false) {
    pool.append((code.count, value, isData))
    code.append(0x4800 | register << 8)
  }

  private mutating func call(_ target: UInt32) {
    let distance = target &- (here &+ 4)
    if distance &+ (1 << 24) >= 1 << 25 || random.below(4) == 0 {
      literal(3, target | 1)
      code.append(0x4798)
      return
    }
    let sign = distance >> 31
    let (j1, j2) = (~(distance >> 23 ^ sign) & 1, ~(distance >> 22 ^ sign) & 1)
    code.append(UInt16(truncatingIfNeeded: 0xF000 | sign << 10 | distance >> 12 & 0x3FF))
    code.append(UInt16(truncatingIfNeeded: 0xD000 | j1 << 13 | j2 << 11 | distance >> 1 & 0x7FF))
  }

  // MARK: Pieces

  private mutating func main() {
    literal(6, Self.device)
    literal(7, Self.data)
    let loop = code.count
    for _ in 0..<2 + random.below(6) {
      call(functions[random.below(functions.count)])
      body(random.below(6), depth: 1)
    }
    code.append(0xE000 | UInt16(bitPattern: Int16(loop - code.count - 2)) & 0x7FF)
  }

  private mutating func handler(_ number: UInt16) {
    code += [0x2000 | number, 0x6330]
    for _ in 0..<random.below(6) { code.append(simple()) }
    code.append(0x4770)
  }

  private mutating func function() {
    let isLeaf = random.below(3) == 0
    code.append(isLeaf ? 0xB430 : 0xB530)
    body(4 + random.below(14), depth: 0)
    if random.below(2) == 0 { loop() }
    if isLeaf {
      code += [0xBC30, random.below(4) == 0 ? 0x46F7 : 0x4770]
    } else if random.below(4) == 0 {
      code += [0xBC38, 0x4718]
    } else {
      code.append(0xBD30)
    }
  }

  private mutating func loop() {
    code.append(0x2501 + UInt16(random.below(12)))
    let start = code.count
    body(1 + random.below(8), depth: 1)
    code.append(0x3D01)
    code.append(0xD100 | UInt16(truncatingIfNeeded: start - code.count - 2) & 0xFF)
  }

  private mutating func body(_ count: Int, depth: Int) {
    for _ in 0..<count where code.count < 180 { piece(depth) }
  }

  private mutating func piece(_ depth: Int) {
    switch random.below(100) {
    case 0..<44: code.append(simple())
    case 44..<58: code.append(access())
    case 58..<62: literal(UInt16(random.below(5)), random.word(), isData: true)
    case 62..<68: several()
    case 68..<76: skip()
    case 76..<79: if depth == 0 { loop() }
    case 79..<82:
      if functions.count > 1, depth == 0, random.below(2) == 0 { call(functions[random.below(functions.count - 1)]) }
    case 82..<88: useDevice()
    case 88..<91: changeCode()
    case 91..<94: highRegisters()
    case 94: random.below(2) == 0 ? table() : moveStackPointer()
    case 95, 96: seeFlags()
    default: special()
    }
  }

  private func register(_ value: UInt16) -> UInt16 { value % 5 }

  /// Registers and flags; the result is in R0 to R4.
  private mutating func simple() -> UInt16 {
    let (d, any) = (UInt16(random.below(5)), random.halfword())
    switch random.below(8) {
    case 0:
      // By 0, which is 32 of the right shifts, often enough.
      let amount: UInt16 = random.below(6) == 0 ? 0 : any & 0x07C0
      return UInt16(random.below(3)) << 11 | amount | any & 0x38 | d
    case 1: return 0x1800 | any & 0x07F8 | d
    case 2: return 0x2000 | any & 0x1800 | d << 8 | any & 0xFF
    case 3: return 0x2000 | any & 0x1800 | d << 8 | UInt16(random.below(3))
    case 4, 5: return 0x4000 | any & 0x03F8 | d
    case 6: return 0xB200 | any & 0x00F8 | d
    default: return 0xBA00 | [0x00, 0x40, 0xC0][random.below(3)] | any & 0x38 | d
    }
  }

  private mutating func access() -> UInt16 {
    let (d, any) = (UInt16(random.below(5)), random.halfword())
    switch random.below(6) {
    case 0:
      // Indexed by what a constant holds: misaligned now and then.
      code.append(0x2400 | any & (random.below(4) == 0 ? 0xFF : 0xFC))
      return 0x5000 | random.halfword() & 0x0E00 | 4 << 6 | 7 << 3 | d
    case 1: return 0x9000 | any & 0x0800 | d << 8 | any & 7
    default: return [0x6000, 0x7000, 0x8000][random.below(3)] | any & 0x0FC0 | 7 << 3 | d
    }
  }

  /// LDM, STM, PUSH and POP, now and then across the end of a page.
  private mutating func several() {
    let list = UInt16(1 + random.below(31))
    switch random.below(5) {
    case 0:
      code += [0xB400 | list]
      if random.below(2) == 0 { code.append(simple()) }
      code += [0xBC00 | list]
    case 1:
      literal(3, TestBoard.ramBase + 0x1000 - 4 * UInt32(random.below(6)))
      code.append((random.below(2) == 0 ? 0xC000 : 0xC800) | 3 << 8 | list)
    case 2: code += [0x463C, 0xC000 | 4 << 8 | list & 0xF]
    default: code += [0x463C, 0xC800 | 4 << 8 | list]
    }
  }

  /// A branch over some instructions.
  private mutating func skip() {
    switch random.below(3) {
    case 0: code.append(0x2800 | UInt16(random.below(5)) << 8 | UInt16(random.below(3)))
    case 1: code.append(0x4280 | random.halfword() & 0x3F)
    default: break
    }
    let place = code.count
    code.append(0)
    for _ in 0..<random.below(5) { code.append(simple()) }
    let distance = UInt16(code.count - place - 1)
    let isAlways = random.below(8) == 0
    if isAlways { code.append(simple()) }
    // Over at least one halfword, or straight on by way of a branch.
    let over = distance + (isAlways ? 1 : 0)
    if over == 0 { code.append(simple()) }
    code[place] =
      isAlways ? 0xE000 | (over - 1) & 0x7FF : 0xD000 | UInt16(random.below(14)) << 8 | (max(over, 1) - 1) & 0xFF
  }

  private mutating func useDevice() {
    let offset = UInt16(random.below(16))
    if random.below(3) != 0 { code.append(0x2000 | random.halfword() & 0x03FF) }
    code.append((random.below(2) == 0 ? 0x6000 : 0x6800) | offset << 6 | 6 << 3 | UInt16(random.below(4)))
  }

  /// Something of the present function that is written over by the program, here or elsewhere.
  private mutating func changeCode() {
    if random.below(2) == 0 || slots.isEmpty {
      slots.append(here)
      code.append(0x2200)
    } else {
      literal(3, slots[random.below(slots.count)])
      literal(1, 0x2200 | UInt32(random.below(256)))
      code.append(0x8019)
    }
    if random.below(4) == 0 { changeByList() }
  }

  /// The same by a list of three words, which may begin and end in other pieces of 64 bytes.
  private mutating func changeByList() {
    guard let slot = slots.randomElement(using: &random) else { return }
    let place = random.below(3)
    literal(3, (slot & ~3) &- UInt32(4 * place))
    // LDM R3!, {R0-R2}; SUBS R3, #12; MOVS R4, #n; LSLS R4, #16; EORS Rn, R4; STM R3!, {R0-R2}.
    code += [0xCB07, 0x3B0C, 0x2400 | UInt16(random.byte())]
    if slot & 2 != 0 { code.append(0x0424) }
    code += [0x4060 | UInt16(place), 0xC307]
  }

  private mutating func highRegisters() {
    let (high, low) = (UInt16(8 + random.below(5)), UInt16(random.below(8)))
    switch random.below(7) {
    case 0: code.append(0x4680 | low << 3 | high & 7)
    case 5: code.append((random.below(2) == 0 ? 0x46F8 : 0x44F8) | high & 7)  // MOV and ADD of PC
    case 1: code.append(0x4640 | (high & 7) << 3 | low % 5)
    case 2: code.append(0x4480 | low << 3 | high & 7)
    case 3: code.append(0x4580 | low << 3 | high & 7)
    case 4: code += [0xB082, 0xB002]
    default: code.append((random.below(2) == 0 ? 0xA000 : 0xA800) | (low % 5) << 8 | random.halfword() & 0xFF)
    }
  }

  /// A jump by ADD PC or MOV PC over one of a few instructions.
  private mutating func table() {
    tableEntries.append(here + 8)
    code += [0x2400 | UInt16(2 * random.below(3)), 0x44A7, 0xBF00]
    for _ in 0..<3 { code.append(simple()) }
  }

  /// Sums that are odd, of which the stack pointer drops two bits.
  private mutating func moveStackPointer() {
    code += [0x466B, 0x2104 | random.halfword() & 0x7F, 0x4249, 0x448D, 0x4669]
    if random.below(2) == 0 { code += [0x1C59, 0x468D] }
    code.append(0x469D)
  }

  /// Arithmetic whose flags are read.
  private mutating func seeFlags() {
    code += [[0x4140, 0x4180, 0x1800, 0x1A00, 0x4240, 0x4000][random.below(6)] | random.halfword() & 0x3B]
    code += [0xF3EF, 0x8000 | UInt16(random.below(5)) << 8]
  }

  private mutating func special() {
    switch random.below(13) {
    case 12:
      // To an even address in the midst of what does nothing, which faults.
      code += [0xA301, 0x4718] + [UInt16](repeating: 0xBF00, count: 5)
    case 0: code += [0xB672, simple(), 0xB662]
    case 1: code += [0xF3EF, 0x8000 | UInt16(random.below(5)) << 8]
    case 2: code += [0xF380 | UInt16(random.below(5)), 0x8800]
    case 3: code.append(0xBF40)
    case 4: code += [0xBF40, 0xBF20]
    case 5: code.append(0xDF00)
    case 6: code += [0xF3BF, [0x8F4F, 0x8F5F, 0x8F6F][random.below(3)]]
    case 7: code.append(0xDE00)
    case 8: code.append(random.below(4) == 0 ? 0xBF30 : 0xBF00)
    case 9:
      // A pending supervisor request by way of the system control space.
      literal(3, 0xE000_ED04)
      literal(1, 1 << 28)
      code.append(0x6019)
    case 10: code.append(random.halfword())
    default: code.append(0xBF00)
    }
  }
}
