import CortexM0
import Machine
import SeededRandom

/// Writes random programs while they run: each instruction is chosen when PC first reaches its place, with the
/// registers as they are then, so that most accesses hit memory and every branch lands in code.
struct ProgramWriter {
  static let codeWindow: Range<UInt32> = 0x400..<0x1_FC00
  static let ramWindow: Range<UInt32> = TestBoard.ramBase..<TestBoard.ramBase + 0x2000
  /// R8 to R11 keep pointers: two to RAM, two to code.
  static let pointers: Range<UInt16> = 8..<12

  var random: SplitMix
  /// The halfwords of flash that hold an instruction or are read as data.
  private var written = [Bool](repeating: false, count: 0x2_0000 / 2)

  init(random: SplitMix) { self.random = random }

  private func isFree(_ address: UInt32) -> Bool { !written[Int(address / 2) % written.count] }

  private mutating func take(_ address: UInt32) { written[Int(address / 2) % written.count] = true }

  /// The registers a program begins with: R0 to R14, PC, flags.
  mutating func registers() -> [UInt32] {
    var values = (0..<13).map { _ in random.below(3) == 0 ? UInt32(random.below(64)) : random.word() }
    values[8] = ProgramWriter.ramWindow.lowerBound + 0x200 + UInt32(random.below(0x400)) * 4
    values[9] = ProgramWriter.ramWindow.lowerBound + 0x1000 + UInt32(random.below(0x800))
    values[10] = place() | 1
    values[11] = place() | 1
    values.append(ProgramWriter.ramWindow.lowerBound + 0x1000 + UInt32(random.below(0x100)) * 4)
    values.append(place() | 1)
    return values + [place(), random.word() & 0xF000_0000]
  }

  private mutating func place() -> UInt32 {
    let window = ProgramWriter.codeWindow
    return window.lowerBound + UInt32(random.below(window.count)) & ~1
  }

  /// Puts an instruction at PC unless one is there.
  mutating func writeNext(_ board: TestBoard) {
    let pc = board.cpu.programCounter
    if isFree(pc) {
      take(pc)
      let code = choose(board.cpu, board.ram, isWideFree: isFree(pc + 2))
      if code.count == 2 { take(pc + 2) }
      board.place(code, at: pc)
    }
    keepWhatIsRead(board)
  }

  /// What the instruction at PC reads from flash must not become an instruction later.
  private mutating func keepWhatIsRead(_ board: TestBoard) {
    guard let address = ProgramWriter.accessed(board), address < 0x2_0000 else { return }
    for index: UInt32 in 0..<20 { take(address & ~1 + 2 * index) }
  }

  /// The first address that the load or store at PC accesses.
  static func accessed(_ board: TestBoard) -> UInt32? {
    let cpu = board.cpu
    let decoded = board.nextInstruction
    switch decoded.operation {
    case .loadWord, .loadHalf, .loadByte, .storeWord, .storeHalf, .storeByte:
      return decoded.imm &+ (decoded.b == Instruction.zeroRegister ? 0 : cpu.register(Int(decoded.b)))
    case .loadWordIndexed, .loadHalfIndexed, .loadByteIndexed, .loadSignedHalfIndexed, .loadSignedByteIndexed,
      .storeWordIndexed, .storeHalfIndexed, .storeByteIndexed:
      return cpu.register(Int(decoded.b)) &+ cpu.register(Int(decoded.c))
    case .loadMultiple, .storeMultiple, .pop, .popToPC: return cpu.register(Int(decoded.a))
    case .push: return cpu.register(13) &- 4 &* UInt32(decoded.b)
    default: return nil
    }
  }

  /// Whether the instruction at PC comes near the system control space, which Unicorn here does not have.
  static func reachesSystemSpace(_ board: TestBoard) -> Bool {
    guard let address = accessed(board) else { return false }
    return address &- 0xDFFF_FF00 < 0x10_0200
  }

  /// Puts an instruction that stops the program, or a random load or store, at PC; `false` where the place is taken.
  mutating func writeStop(_ board: TestBoard) -> Bool {
    let pc = board.cpu.programCounter
    guard isFree(pc) else { return false }
    take(pc)
    let number = random.halfword() & 0xFF
    let fatal: [UInt16] = [0xDF00 | number, 0xBE00 | number, 0xDE00, 0xB640, 0xBA80]
    board.place([random.below(2) == 0 ? fatal[random.below(fatal.count)] : randomAccess()], at: pc)
    keepWhatIsRead(board)
    return true
  }

  private mutating func randomAccess() -> UInt16 {
    let kinds: [UInt16] = [0x5000, 0x6000, 0x7000, 0x8000]
    return kinds[random.below(4)] | random.halfword() & 0x0FFF
  }

  private mutating func choose(_ cpu: CPU, _ ram: Memory, isWideFree: Bool) -> [UInt16] {
    for _ in 0..<64 {
      let candidate: [UInt16]?
      switch random.below(100) {
      case 0..<40: candidate = [dataProcessing()]
      case 40..<48: candidate = highRegisters()
      case 48..<68: candidate = access(cpu)
      case 68..<76: candidate = multiple(cpu, ram)
      case 76..<80: candidate = [0x4600 | pointerToLow()]
      case 80..<94: candidate = branch(cpu, isWideFree)
      default: candidate = isWideFree ? special(cpu) : nil
      }
      if let candidate { return candidate }
    }
    return [0xBF00]
  }

  private mutating func dataProcessing() -> UInt16 {
    switch random.below(8) {
    case 0, 1: return random.halfword() & 0x1FFF
    case 2, 3: return 0x2000 | random.halfword() & 0x1FFF
    case 4, 5: return 0x4000 | random.halfword() & 0x03FF
    case 6: return 0xB200 | random.halfword() & 0x00FF
    default: return 0xBA00 | [0x00, 0x40, 0xC0][random.below(3)] | random.halfword() & 0x3F
    }
  }

  /// MOV of a pointer to a low register.
  private mutating func pointerToLow() -> UInt16 {
    let pointer = ProgramWriter.pointers.lowerBound + UInt16(random.below(4))
    return pointer << 3 | random.halfword() & 7
  }

  /// ADD, CMP and MOV with high registers, ADR and ADD to a register from SP.
  private mutating func highRegisters() -> [UInt16]? {
    if random.below(4) == 0 { return [0xA000 | random.halfword() & 0x0FFF] }
    let code = 0x4400 | random.halfword() & 0x03FF
    let (d, m) = (code & 7 | code >> 4 & 8, code >> 3 & 15)
    let isCompare = code >> 8 & 3 == 1
    if code >> 8 & 3 == 3 || d == 15 || d == 13 { return nil }
    if isCompare && (m == 15 || (d < 8 && m < 8)) { return nil }
    if !isCompare && ProgramWriter.pointers.contains(d) { return nil }
    return [code]
  }

  private mutating func access(_ cpu: CPU) -> [UInt16]? {
    let code: UInt16
    switch random.below(6) {
    case 0: code = 0x4800 | random.halfword() & 0x07FF
    case 1: code = 0x9000 | random.halfword() & 0x0FFF
    default: code = randomAccess()
    }
    let decoded = InstructionDecoder.decode(code, 0, at: cpu.programCounter)
    let isIndexed = code >> 12 == 5
    let base = decoded.b == Instruction.zeroRegister ? 0 : cpu.register(Int(decoded.b))
    let address = base &+ (isIndexed ? cpu.register(Int(decoded.c)) : decoded.imm)
    return ProgramWriter.allows(decoded.operation, address) ? [code] : nil
  }

  static func allows(_ operation: Opcode, _ address: UInt32) -> Bool {
    switch operation {
    case .loadWord, .loadWordIndexed: address & 3 == 0 && (ramWindow.contains(address) || address < 0x2_0000)
    case .storeWord, .storeWordIndexed: address & 3 == 0 && ramWindow.contains(address)
    case .loadHalf, .loadHalfIndexed, .loadSignedHalfIndexed:
      address & 1 == 0 && (ramWindow.contains(address) || address < 0x2_0000)
    case .storeHalf, .storeHalfIndexed: address & 1 == 0 && ramWindow.contains(address)
    case .storeByte, .storeByteIndexed: ramWindow.contains(address)
    default: ramWindow.contains(address) || address < 0x2_0000
    }
  }

  /// LDM, STM, PUSH, POP and changes of SP that stay in RAM.
  private mutating func multiple(_ cpu: CPU, _ ram: Memory) -> [UInt16]? {
    let stackPointer = cpu.register(13)
    let window = ProgramWriter.ramWindow
    switch random.below(5) {
    case 0:
      let code = 0xB000 | random.halfword() & 0xFF
      let change = UInt32(code & 0x7F) * 4
      let next = code & 0x80 != 0 ? stackPointer &- change : stackPointer &+ change
      return next >= window.lowerBound + 0x100 && next < window.upperBound - 0x100 ? [code] : nil
    case 1:
      let code = 0xB400 | random.halfword() & 0x1FF
      return code & 0x1FF != 0 && stackPointer > window.lowerBound + 0x80 ? [code] : nil
    case 2:
      let code = 0xBC00 | random.halfword() & 0xFF
      return code & 0xFF != 0 && stackPointer < window.upperBound - 0x80 ? [code] : nil
    case 3: return popToPC(stackPointer, ram)
    default:
      let code = 0xC000 | random.halfword() & 0x0FFF
      let (base, list, isLoad) = (UInt32(code >> 8 & 7), UInt32(code & 0xFF), code & 0x0800 != 0)
      let address = cpu.register(Int(base))
      // STM with its base in the list, not as the lowest, stores an unknown value.
      let isKnown = isLoad || list >> base & 1 == 0 || list & (1 << base - 1) == 0
      let isInside = address & 3 == 0 && address >= window.lowerBound && address < window.upperBound - 0x40
      return list != 0 && isKnown && isInside ? [code] : nil
    }
  }

  private mutating func popToPC(_ stackPointer: UInt32, _ ram: Memory) -> [UInt16]? {
    let window = ProgramWriter.ramWindow
    guard stackPointer >= window.lowerBound, stackPointer < window.upperBound - 0x80 else { return nil }
    for count in 0..<9 {
      let word = ram.word(at: Int(stackPointer - window.lowerBound) + 4 * count)
      guard word & 1 != 0, ProgramWriter.codeWindow.contains(word) else { continue }
      var list: UInt16 = 0
      while list.nonzeroBitCount < count { list |= 1 << UInt16(random.below(8)) }
      return [0xBD00 | list]
    }
    return nil
  }

  private mutating func branch(_ cpu: CPU, _ isWideFree: Bool) -> [UInt16]? {
    let pc = cpu.programCounter
    let window = ProgramWriter.codeWindow
    switch random.below(8) {
    case 0, 1, 2, 3:
      let code = 0xD000 | UInt16(random.below(14)) << 8 | random.halfword() & 0xFF
      let target = InstructionDecoder.decode(code, 0, at: pc).imm
      return window.contains(target) ? [code] : nil
    case 4:
      let code = 0xE000 | random.halfword() & 0x07FF
      return window.contains(InstructionDecoder.decode(code, 0, at: pc).imm) ? [code] : nil
    case 5:
      guard isWideFree else { return nil }
      // Distances of up to 64 KiB.
      let sign = UInt16(random.below(2))
      let first = 0xF000 | sign << 10 | (sign == 0 ? 0 : 0x3F0) | random.halfword() & 0xF
      let second = 0xF800 | random.halfword() & 0x07FF
      return window.contains(InstructionDecoder.decode(first, second, at: pc).imm) ? [first, second] : nil
    case 6:
      let m = random.below(15)
      guard cpu.register(m) & 1 != 0, window.contains(cpu.register(m)) else { return nil }
      return [(random.below(2) == 0 ? 0x4700 : 0x4780) | UInt16(m) << 3]
    default:
      let m = random.below(13)
      guard window.contains(cpu.register(m)) else { return nil }
      return [0x4687 | UInt16(m) << 3]
    }
  }

  private mutating func special(_ cpu: CPU) -> [UInt16]? {
    // Not APSR: Unicorn keeps a bit 27 there, Q, that ARMv6-M does not have. The flags are compared anyway.
    let numbers: [UInt16] = [5, 6, 7, 8, 9, 16, 20]
    switch random.below(6) {
    case 0:
      let d = UInt16(random.below(8))
      return [0xF3EF, 0x8000 | d << 8 | numbers[random.below(numbers.count)]]
    case 1: return [0xF380 | UInt16(random.below(13)), 0x8800 | UInt16(random.below(4))]
    // From R8 only, which is aligned: Unicorn keeps the two low bits of a stack pointer.
    case 2: return [0xF388, 0x8800 | (random.below(2) == 0 ? 8 : 9)]
    case 3:
      let n = random.below(13)
      let selectsProcess = cpu.register(n) & 2 != 0
      guard !selectsProcess || ProgramWriter.ramWindow.contains(cpu.processStackPointer) else { return nil }
      return [0xF380 | UInt16(n), 0x8814]
    case 4: return [0xF3BF, 0x8F40 | UInt16(random.below(3)) << 4 | 0xF]
    default: return [[0xB662, 0xB672, 0xBF00, 0xBF40][random.below(4)]]
    }
  }
}
