/// A few instructions and a literal pool: programs for tests, at an address that is a multiple of 4.
struct Thumb {
  private var code: [UInt16] = []
  private var literals: [(place: Int, value: UInt32)] = []

  /// Writes `value` at `address`; uses R0 and R1.
  mutating func store16(_ address: UInt32, _ value: UInt32) {
    load(0, value)
    load(1, address)
    code.append(0x8008)
  }

  /// Writes a word at `address`; uses R0 and R1.
  mutating func store32(_ address: UInt32, _ value: UInt32) {
    load(0, value)
    load(1, address)
    code.append(0x6008)
  }

  /// Copies a halfword; uses R0 and R1.
  mutating func copy16(from source: UInt32, to destination: UInt32) {
    load(1, source)
    code.append(0x8808)
    load(1, destination)
    code.append(0x8008)
  }

  /// Adds 1 to the word at `address`; uses R0 and R1.
  mutating func increment(_ address: UInt32) {
    load(1, address)
    code += [0x6808, 0x3001, 0x6008]
  }

  /// Calls the function at `address`; uses R4.
  mutating func call(_ address: UInt32) {
    load(4, address)
    code.append(0x47A0)
  }

  /// Any halfword.
  mutating func append(_ halfword: UInt16) { code.append(halfword) }

  mutating func waitForInterrupt() { code.append(0xBF30) }
  mutating func disableInterrupts() { code.append(0xB672) }
  /// Branches to itself.
  mutating func stop() { code.append(0xE7FE) }
  /// Branches to the instruction at halfword `place`.
  mutating func branch(to place: Int) {
    code.append(0xE000 | UInt16(truncatingIfNeeded: place - code.count - 2) & 0x7FF)
  }
  /// The halfword that comes next.
  var place: Int { code.count }

  private mutating func load(_ register: UInt16, _ value: UInt32) {
    literals.append((code.count, value))
    code.append(0x4800 | register << 8)
  }

  /// The program, with its literals behind it.
  var bytes: [UInt8] {
    var halfwords = code
    if halfwords.count % 2 != 0 { halfwords.append(0xBF00) }
    for literal in literals {
      let distance = (halfwords.count * 2 - ((literal.place * 2 + 4) & ~3)) / 4
      precondition(distance < 256, "literal out of reach")
      halfwords[literal.place] |= UInt16(distance)
      halfwords += [UInt16(truncatingIfNeeded: literal.value), UInt16(truncatingIfNeeded: literal.value >> 16)]
    }
    return halfwords.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// One program and then another, whose branches stay within it.
  static func + (first: Thumb, second: Thumb) -> Thumb {
    var joined = first
    joined.literals += second.literals.map { ($0.place + first.code.count, $0.value) }
    joined.code += second.code
    return joined
  }
}
