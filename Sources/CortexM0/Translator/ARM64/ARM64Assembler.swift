/// Encodes A64 instructions (Arm Architecture Reference Manual for A-profile, chapters C4 and C6). Operations are of 32 bits unless they
/// say otherwise.
struct ARM64Assembler: HostAssembler {
  /// A general register, by its number; 31 is zero or the stack pointer.
  struct Register: Equatable {
    let number: UInt32

    init(_ number: UInt32) { self.number = number }

    static let zero = Register(31)
    static let stackPointer = Register(31)
    static let link = Register(30)
  }

  enum Condition: UInt32 {
    case equal, notEqual, carrySet, carryClear, minus, plus, overflow, noOverflow
    case higher, lowerOrSame, greaterOrEqual, less, greater, lessOrEqual

    var opposite: Condition { Condition(rawValue: rawValue ^ 1) ?? self }
  }

  /// Operations of two registers.
  enum Operation: UInt32 {
    case and = 0x0A00_0000
    case bitClear = 0x0A20_0000
    case or = 0x2A00_0000
    case orNot = 0x2A20_0000
    case exclusiveOr = 0x4A00_0000
    case andSettingFlags = 0x6A00_0000
    case bitClearSettingFlags = 0x6A20_0000
    case add = 0x0B00_0000
    case addSettingFlags = 0x2B00_0000
    case subtract = 0x4B00_0000
    case subtractSettingFlags = 0x6B00_0000
    case addWithCarrySettingFlags = 0x3A00_0000
    case subtractWithCarrySettingFlags = 0x7A00_0000
    case shiftLeft = 0x1AC0_2000
    case shiftRight = 0x1AC0_2400
    case arithmeticShiftRight = 0x1AC0_2800
    case rotateRight = 0x1AC0_2C00
    case multiply = 0x1B00_7C00
  }

  /// Operations of a register and an immediate of twelve bits.
  enum Arithmetic: UInt32 {
    case add = 0x1100_0000
    case addSettingFlags = 0x3100_0000
    case subtract = 0x5100_0000
    case subtractSettingFlags = 0x7100_0000
  }

  /// Operations of a register and a run of ones.
  enum Masking: UInt32 {
    case and = 0x1200_0000
    case or = 0x3200_0000
    case exclusiveOr = 0x5200_0000
    case andSettingFlags = 0x7200_0000
  }

  enum Reversal: UInt32 {
    case bytes = 0x5AC0_0800
    case bytesOfHalves = 0x5AC0_0400
  }

  /// A place to jump to that is not known yet.
  struct Jump {
    fileprivate let place: Int
  }

  private(set) var bytes: CodeBytes

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { bytes = CodeBytes(room) }

  private mutating func put(_ word: UInt32) { bytes.append(word) }

  private static func fields(_ d: Register, _ n: Register, _ m: Register = Register(0)) -> UInt32 {
    m.number << 16 | n.number << 5 | d.number
  }

  private static func size(_ wide: Bool) -> UInt32 { wide ? 1 << 31 : 0 }

  // MARK: Moves

  mutating func move(_ to: Register, _ from: Register, wide: Bool = false) {
    if to != from { apply(.or, to, .zero, from, wide: wide) }
  }

  mutating func move(_ to: Register, _ value: UInt32) {
    if value >= 0xFFFF_0000 {
      put(0x1280_0000 | (~value & 0xFFFF) << 5 | to.number)
    } else {
      moveWide(to, UInt64(value))
    }
  }

  mutating func moveWide(_ to: Register, _ value: UInt64) {
    var operation: UInt32 = 0xD280_0000
    for place: UInt32 in 0..<4 {
      let half = UInt32(truncatingIfNeeded: value >> UInt64(16 * place)) & 0xFFFF
      guard half != 0 || place == 3 && operation == 0xD280_0000 else { continue }
      put(operation | place << 21 | half << 5 | to.number)
      // The others are kept from then on.
      operation = 0xF280_0000
    }
  }

  mutating func readFlags(_ to: Register) { put(0xD53B_4200 | to.number) }
  mutating func writeFlags(_ from: Register) { put(0xD51B_4200 | from.number) }

  // MARK: Arithmetic

  /// `amount` shifts the second operand to the left; not of shifts, products and what uses the carry.
  mutating func apply(
    _ operation: Operation, _ d: Register, _ n: Register, _ m: Register, wide: Bool = false,
    shiftedBy amount: UInt32 = 0
  ) {
    put(operation.rawValue | Self.size(wide) | amount << 10 | Self.fields(d, n, m))
  }

  /// `value` is below 4,096.
  mutating func apply(_ operation: Arithmetic, _ d: Register, _ n: Register, _ value: UInt32, wide: Bool = false) {
    put(operation.rawValue | Self.size(wide) | (value & 0xFFF) << 10 | Self.fields(d, n))
  }

  /// With a mask of ones in these bits of 32.
  mutating func apply(_ operation: Masking, _ d: Register, _ n: Register, bits: Range<UInt32>) {
    let rotation = (32 - bits.lowerBound) & 31
    put(operation.rawValue | rotation << 16 | UInt32(bits.count - 1) << 10 | Self.fields(d, n))
  }

  mutating func reverse(_ kind: Reversal, _ d: Register, _ n: Register) { put(kind.rawValue | Self.fields(d, n)) }

  /// The first of two where a condition holds, or else the second.
  mutating func select(_ d: Register, _ n: Register, _ m: Register, if condition: Condition) {
    put(0x1A80_0000 | condition.rawValue << 12 | Self.fields(d, n, m))
  }

  // MARK: Bits

  /// Some bits of a register, without or with their sign.
  mutating func extract(_ d: Register, _ n: Register, bits: Range<UInt32>, signed: Bool = false, wide: Bool = false) {
    let operation: UInt32 = signed ? 0x1300_0000 : 0x5300_0000
    put(operation | Self.bitfield(bits.lowerBound, bits.upperBound - 1, wide: wide) | Self.fields(d, n))
  }

  /// Copies the lowest bit of a register to a bit of another.
  mutating func insertBit(_ d: Register, at bit: UInt32, _ n: Register) {
    put(0x3300_0000 | Self.bitfield((32 - bit) & 31, 0, wide: false) | Self.fields(d, n))
  }

  /// Shifts by 1 to 31, or 63.
  mutating func shiftLeft(_ d: Register, _ n: Register, _ amount: UInt32, wide: Bool = false) {
    let width: UInt32 = wide ? 64 : 32
    put(0x5300_0000 | Self.bitfield(width - amount, width - 1 - amount, wide: wide) | Self.fields(d, n))
  }

  mutating func shiftRight(_ d: Register, _ n: Register, _ amount: UInt32, signed: Bool = false, wide: Bool = false) {
    extract(d, n, bits: amount..<(wide ? 64 : 32), signed: signed, wide: wide)
  }

  mutating func rotateRight(_ d: Register, _ n: Register, _ amount: UInt32) {
    put(0x1380_0000 | amount << 10 | Self.fields(d, n, n))
  }

  private static func bitfield(_ rotation: UInt32, _ last: UInt32, wide: Bool) -> UInt32 {
    (wide ? 0x8040_0000 : 0) | rotation << 16 | last << 10
  }

  // MARK: Memory

  /// `offset` is a multiple of the size, at most 4,095 times it.
  mutating func load(_ to: Register, _ base: Register, _ offset: Int32, wide: Bool = false) {
    put((wide ? 0xF940_0000 : 0xB940_0000) | Self.scaled(offset, wide: wide) | Self.fields(to, base))
  }

  mutating func store(_ from: Register, _ base: Register, _ offset: Int32, wide: Bool = false) {
    put((wide ? 0xF900_0000 : 0xB900_0000) | Self.scaled(offset, wide: wide) | Self.fields(from, base))
  }

  private static func scaled(_ offset: Int32, wide: Bool) -> UInt32 {
    (UInt32(bitPattern: offset) >> (wide ? 3 : 2)) << 10
  }

  /// Two registers beside each other; `offset` is a multiple of the size, at most 63 times it.
  mutating func loadPair(_ first: Register, _ second: Register, _ base: Register, _ offset: Int32, wide: Bool = false) {
    put((wide ? 0xA940_0000 : 0x2940_0000) | Self.pair(second, offset, wide: wide) | Self.fields(first, base))
  }

  mutating func storePair(_ first: Register, _ second: Register, _ base: Register, _ offset: Int32, wide: Bool = false)
  {
    put((wide ? 0xA900_0000 : 0x2900_0000) | Self.pair(second, offset, wide: wide) | Self.fields(first, base))
  }

  private static func pair(_ second: Register, _ offset: Int32, wide: Bool) -> UInt32 {
    UInt32(bitPattern: offset >> (wide ? 3 : 2)) << 15 & 0x3F_8000 | second.number << 10
  }

  /// Two registers of 64 bits to the stack and back.
  mutating func push(_ first: Register, _ second: Register) {
    put(0xA980_0000 | Self.pair(second, -16, wide: true) | Self.fields(first, .stackPointer))
  }

  mutating func pop(_ first: Register, _ second: Register) {
    put(0xA8C0_0000 | Self.pair(second, 16, wide: true) | Self.fields(first, .stackPointer))
  }

  /// 64 bits at base + index x 8.
  mutating func loadEntry(_ to: Register, _ base: Register, index: Register) {
    put(0xF860_7800 | Self.fields(to, base, index))
  }

  mutating func load(_ access: AccessKind, _ to: Register, _ base: Register, index: Register) {
    let operation: UInt32 =
      switch access {
      case .word: 0xB860_6800
      case .half: 0x7860_6800
      case .byte: 0x3860_6800
      case .signedHalf: 0x78E0_6800
      case .signedByte: 0x38E0_6800
      }
    put(operation | Self.fields(to, base, index))
  }

  mutating func store(_ access: AccessKind, _ from: Register, _ base: Register, index: Register) {
    let operation: UInt32 =
      switch access {
      case .word: 0xB820_6800
      case .half, .signedHalf: 0x7820_6800
      case .byte, .signedByte: 0x3820_6800
      }
    put(operation | Self.fields(from, base, index))
  }

  // MARK: Going elsewhere

  mutating func jump() -> Jump { jump(0x1400_0000) }
  mutating func jump(_ condition: Condition) -> Jump { jump(0x5400_0000 | condition.rawValue) }
  mutating func jumpIfZero(_ register: Register, wide: Bool = false) -> Jump {
    jump(0x3400_0000 | Self.size(wide) | register.number)
  }
  mutating func jumpIfNotZero(_ register: Register) -> Jump { jump(0x3500_0000 | register.number) }

  /// Where a bit of the lower 32 is 1, or 0; not farther than 32 KiB.
  mutating func jump(_ register: Register, bit: UInt32, is value: Bool) -> Jump {
    jump((value ? 0x3700_0000 : 0x3600_0000) | bit << 19 | register.number)
  }

  private mutating func jump(_ word: UInt32) -> Jump {
    put(word)
    return Jump(place: count - 4)
  }

  func land(_ jump: Jump) { write(jump, to: count) }
  mutating func jump(to target: Int) { write(jump(), to: target) }
  mutating func jump(_ condition: Condition, to target: Int) { write(jump(condition), to: target) }
  mutating func jumpIfNotZero(_ register: Register, to address: UnsafeRawPointer, from origin: UnsafeRawPointer) {
    write(jumpIfNotZero(register), to: address - origin)
  }

  /// To code elsewhere in the buffer, `origin` being where this code is executed.
  mutating func jump(to address: UnsafeRawPointer, from origin: UnsafeRawPointer) { jump(to: address - origin) }

  mutating func call(_ address: UnsafeRawPointer, from origin: UnsafeRawPointer) {
    write(jump(0x9400_0000), to: address - origin)
  }

  private func write(_ jump: Jump, to target: Int) {
    let word = bytes.word(at: jump.place)
    let distance = UInt32(truncatingIfNeeded: (target - jump.place) >> 2)
    // By how many bits the distance has: B and BL, TBZ and TBNZ, the others.
    switch word >> 24 & 0x7E {
    case 0x14, 0x16: bytes.set(word | distance & 0x3FF_FFFF, at: jump.place)
    case 0x36: bytes.set(word | (distance & 0x3FFF) << 5, at: jump.place)
    default: bytes.set(word | (distance & 0x7_FFFF) << 5, at: jump.place)
    }
  }

  mutating func jumpIndirect(_ register: Register) { put(0xD61F_0000 | register.number << 5) }
  mutating func callIndirect(_ register: Register) { put(0xD63F_0000 | register.number << 5) }
  mutating func `return`() { put(0xD65F_03C0) }
}
