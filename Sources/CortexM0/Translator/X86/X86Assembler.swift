/// Encodes x86-64 instructions (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2). Operations are of 32
/// bits unless they say otherwise.
struct X86Assembler: HostAssembler {
  /// A general register, by its number.
  enum Register: UInt8 {
    case rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15
  }

  /// Two-operand operations: the encoding with an immediate, from which the others follow.
  enum Operation: UInt8 {
    case add, or, addWithCarry, subtractWithBorrow, and, subtract, exclusiveOr, compare
  }

  enum Shift: UInt8 {
    case rotateLeft = 0
    case rotateRight = 1
    case left = 4
    case right = 5
    case arithmeticRight = 7
  }

  /// The condition of a jump.
  enum Condition: UInt8 {
    case overflow, noOverflow, below, aboveOrEqual, equal, notEqual, belowOrEqual, above
    case sign, noSign, parity, noParity, less, greaterOrEqual, lessOrEqual, greater
  }

  /// A place to jump to that is not known yet.
  struct Jump {
    fileprivate let place: Int
  }

  private(set) var bytes: CodeBytes

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { bytes = CodeBytes(room) }

  private mutating func put(_ byte: UInt8) { bytes.append(byte) }
  private mutating func put32(_ value: UInt32) { bytes.append(value) }
  private mutating func put64(_ value: UInt64) { bytes.append(value) }

  private mutating func putOpcode(_ opcode: UInt16) {
    if opcode > 0xFF { put(UInt8(truncatingIfNeeded: opcode >> 8)) }
    put(UInt8(truncatingIfNeeded: opcode))
  }

  // MARK: Encoding

  private mutating func prefix(
    wide: Bool, _ register: UInt8, _ index: UInt8, _ base: UInt8, always: Bool = false
  ) {
    let value: UInt8 = (wide ? 8 : 0) | (register >> 3 & 1) << 2 | (index >> 3 & 1) << 1 | base >> 3 & 1
    if value != 0 || always { put(0x40 | value) }
  }

  /// An operation of a register and another one.
  private mutating func encode(
    _ opcode: UInt16, _ register: UInt8, _ other: UInt8, wide: Bool = false, always: Bool = false
  ) {
    prefix(wide: wide, register, 0, other, always: always)
    putOpcode(opcode)
    put(0xC0 | (register & 7) << 3 | other & 7)
  }

  /// An operation of a register and memory.
  private mutating func encode(
    _ opcode: UInt16, _ register: UInt8, base: UInt8, _ offset: Int32, wide: Bool = false, always: Bool = false
  ) {
    prefix(wide: wide, register, 0, base, always: always)
    putOpcode(opcode)
    let isShort = offset >= -128 && offset < 128
    put((isShort ? 0x40 : 0x80) | (register & 7) << 3 | base & 7)
    if base & 7 == 4 { put(0x24) }
    if isShort {
      put(UInt8(truncatingIfNeeded: offset))
    } else {
      put32(UInt32(bitPattern: offset))
    }
  }

  /// An operation of a register and memory at base + index x scale + offset; the scale as a power of two.
  private mutating func encode(
    _ opcode: UInt16, _ register: UInt8, base: UInt8, index: UInt8, scale: UInt8, _ offset: Int32,
    wide: Bool = false, always: Bool = false
  ) {
    prefix(wide: wide, register, index, base, always: always)
    putOpcode(opcode)
    let isShort = offset >= -128 && offset < 128
    put((isShort ? 0x40 : 0x80) | (register & 7) << 3 | 4)
    put(scale << 6 | (index & 7) << 3 | base & 7)
    if isShort {
      put(UInt8(truncatingIfNeeded: offset))
    } else {
      put32(UInt32(bitPattern: offset))
    }
  }

  // MARK: Moves

  mutating func move(_ to: Register, _ from: Register, wide: Bool = false) {
    if to != from { encode(0x89, from.rawValue, to.rawValue, wide: wide) }
  }

  mutating func move(_ to: Register, _ value: UInt32) {
    prefix(wide: false, 0, 0, to.rawValue)
    put(0xB8 | to.rawValue & 7)
    put32(value)
  }

  mutating func moveWide(_ to: Register, _ value: UInt64) {
    prefix(wide: true, 0, 0, to.rawValue)
    put(0xB8 | to.rawValue & 7)
    put64(value)
  }

  mutating func load(_ to: Register, _ base: Register, _ offset: Int32, wide: Bool = false) {
    encode(0x8B, to.rawValue, base: base.rawValue, offset, wide: wide)
  }

  mutating func store(_ from: Register, _ base: Register, _ offset: Int32, wide: Bool = false) {
    encode(0x89, from.rawValue, base: base.rawValue, offset, wide: wide)
  }

  mutating func store(_ value: UInt32, _ base: Register, _ offset: Int32) {
    encode(0xC7, 0, base: base.rawValue, offset)
    put32(value)
  }

  /// A 64-bit load from base + index x 8 + offset.
  mutating func loadEntry(_ to: Register, _ base: Register, index: Register, _ offset: Int32) {
    encode(0x8B, to.rawValue, base: base.rawValue, index: index.rawValue, scale: 3, offset, wide: true)
  }

  mutating func load(_ access: AccessKind, _ to: Register, _ base: Register, index: Register) {
    let opcode: UInt16 =
      switch access {
      case .word: 0x8B
      case .half: 0x0FB7
      case .byte: 0x0FB6
      case .signedHalf: 0x0FBF
      case .signedByte: 0x0FBE
      }
    encode(opcode, to.rawValue, base: base.rawValue, index: index.rawValue, scale: 0, 0)
  }

  mutating func store(_ access: AccessKind, _ from: Register, _ base: Register, index: Register) {
    switch access {
    case .word: encode(0x89, from.rawValue, base: base.rawValue, index: index.rawValue, scale: 0, 0)
    case .half, .signedHalf:
      put(0x66)
      encode(0x89, from.rawValue, base: base.rawValue, index: index.rawValue, scale: 0, 0)
    case .byte, .signedByte:
      encode(0x88, from.rawValue, base: base.rawValue, index: index.rawValue, scale: 0, 0, always: true)
    }
  }

  mutating func extend(_ access: AccessKind, _ to: Register, _ from: Register) {
    switch access {
    case .word: move(to, from)
    case .half: encode(0x0FB7, to.rawValue, from.rawValue)
    case .byte: encode(0x0FB6, to.rawValue, from.rawValue, always: true)
    case .signedHalf: encode(0x0FBF, to.rawValue, from.rawValue)
    case .signedByte: encode(0x0FBE, to.rawValue, from.rawValue, always: true)
    }
  }

  /// Sign-extends to 64 bits.
  mutating func extendWide(_ to: Register, _ from: Register) { encode(0x63, to.rawValue, from.rawValue, wide: true) }

  mutating func address(_ to: Register, _ base: Register, _ offset: Int32) {
    encode(0x8D, to.rawValue, base: base.rawValue, offset)
  }

  /// base + index x scale + offset, the scale as a power of two.
  mutating func address(
    _ to: Register, _ base: Register, index: Register, scale: UInt8 = 0, _ offset: Int32 = 0, wide: Bool = false
  ) {
    encode(0x8D, to.rawValue, base: base.rawValue, index: index.rawValue, scale: scale, offset, wide: wide)
  }

  // MARK: Arithmetic

  mutating func apply(_ operation: Operation, _ to: Register, _ from: Register, wide: Bool = false) {
    encode(UInt16(operation.rawValue) << 3 | 1, from.rawValue, to.rawValue, wide: wide)
  }

  mutating func apply(_ operation: Operation, _ to: Register, _ value: Int32, wide: Bool = false) {
    let isShort = value >= -128 && value < 128
    encode(isShort ? 0x83 : 0x81, operation.rawValue, to.rawValue, wide: wide)
    if isShort { put(UInt8(truncatingIfNeeded: value)) } else { put32(UInt32(bitPattern: value)) }
  }

  /// Adds to a word of memory.
  mutating func add(_ value: Int32, _ base: Register, _ offset: Int32) {
    encode(0x81, Operation.add.rawValue, base: base.rawValue, offset)
    put32(UInt32(bitPattern: value))
  }

  /// Adds 1 to the 64 bits at a register's address.
  mutating func incrementWide(at base: Register) { encode(0xFF, 0, base: base.rawValue, 0, wide: true) }

  /// Adds 64 bits of memory.
  mutating func addWide(_ to: Register, _ base: Register, _ offset: Int32) {
    encode(0x03, to.rawValue, base: base.rawValue, offset, wide: true)
  }

  /// Compares a byte of memory with a constant.
  mutating func compareByte(at base: Register, _ value: UInt8) {
    encode(0x80, Operation.compare.rawValue, base: base.rawValue, 0)
    put(value)
  }

  /// Subtracts 64 bits of memory.
  mutating func subtractWide(_ from: Register, _ base: Register, _ offset: Int32) {
    encode(0x2B, from.rawValue, base: base.rawValue, offset, wide: true)
  }

  mutating func test(_ first: Register, _ second: Register, wide: Bool = false) {
    encode(0x85, second.rawValue, first.rawValue, wide: wide)
  }

  mutating func test(_ register: Register, _ value: UInt32) {
    encode(0xF7, 0, register.rawValue)
    put32(value)
  }

  /// Of the lowest eight bits of RAX to RBX.
  mutating func testByte(_ register: Register, _ value: UInt8) {
    encode(0xF6, 0, register.rawValue)
    put(value)
  }

  mutating func multiply(_ to: Register, _ from: Register) { encode(0x0FAF, to.rawValue, from.rawValue) }
  mutating func negate(_ register: Register) { encode(0xF7, 3, register.rawValue) }
  mutating func invert(_ register: Register) { encode(0xF7, 2, register.rawValue) }
  mutating func increment(_ register: Register) { encode(0xFF, 0, register.rawValue) }

  mutating func swapBytes(_ register: Register) {
    prefix(wide: false, 0, 0, register.rawValue)
    put(0x0F)
    put(0xC8 | register.rawValue & 7)
  }

  mutating func shift(_ kind: Shift, _ register: Register, _ amount: UInt8, wide: Bool = false) {
    encode(0xC1, kind.rawValue, register.rawValue, wide: wide)
    put(amount)
  }

  /// By CL.
  mutating func shift(_ kind: Shift, _ register: Register, wide: Bool = false) {
    encode(0xD3, kind.rawValue, register.rawValue, wide: wide)
  }

  // MARK: Flags

  /// Moves a bit to the carry flag, and leaves zero as it is.
  mutating func testBit(_ register: Register, _ bit: UInt8, wide: Bool = false) {
    encode(0x0FBA, 4, register.rawValue, wide: wide)
    put(bit)
  }

  mutating func complementCarry() { put(0xF5) }
  /// Sign, zero and carry to bits 15, 14 and 8 of RAX.
  mutating func loadFlags() { put(0x9F) }
  /// And back.
  mutating func storeFlags() { put(0x9E) }
  /// Overflow to AL.
  mutating func setOverflow() {
    put(0x0F)
    put(0x90)
    put(0xC0)
  }

  /// Adds 127 to the lowest byte of RDX: overflows where it was 1.
  mutating func overflowFromLowRDX() {
    put(0x80)
    put(0xC2)
    put(0x7F)
  }

  // MARK: Jumps

  mutating func jump(_ condition: Condition) -> Jump {
    put(0x0F)
    put(0x80 | condition.rawValue)
    put32(0)
    return Jump(place: count)
  }

  mutating func jump() -> Jump {
    put(0xE9)
    put32(0)
    return Jump(place: count)
  }

  /// Has a jump end here.
  func land(_ jump: Jump) { write(jump, to: count) }

  private func write(_ jump: Jump, to target: Int) {
    bytes.set(UInt32(bitPattern: Int32(truncatingIfNeeded: target &- jump.place)), at: jump.place - 4)
  }

  /// Jumps to what was written after `target` bytes.
  mutating func jump(to target: Int) { write(jump(), to: target) }
  mutating func jump(_ condition: Condition, to target: Int) { write(jump(condition), to: target) }

  /// Jumps to an address, where what is written first is executed at `origin`.
  mutating func jump(to address: UnsafeRawPointer, from origin: UnsafeRawPointer) {
    let jump = jump()
    write(jump, to: address - origin)
  }

  mutating func call(_ address: UnsafeRawPointer, from origin: UnsafeRawPointer) {
    put(0xE8)
    put32(0)
    write(Jump(place: count), to: address - origin)
  }

  /// Jumps to what the 64 bits at a register's address say.
  mutating func jumpIndirect(_ base: Register) { encode(0xFF, 4, base: base.rawValue, 0) }
  mutating func callIndirect(_ base: Register, _ offset: Int32) { encode(0xFF, 2, base: base.rawValue, offset) }

  mutating func push(_ register: Register) {
    prefix(wide: false, 0, 0, register.rawValue)
    put(0x50 | register.rawValue & 7)
  }

  mutating func pop(_ register: Register) {
    prefix(wide: false, 0, 0, register.rawValue)
    put(0x58 | register.rawValue & 7)
  }

  mutating func `return`() { put(0xC3) }
}
