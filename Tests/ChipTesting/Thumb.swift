/// A few instructions and a literal pool: programs for tests, at an address that is a multiple of 4.
package struct Thumb {
  private var code: [UInt16] = []
  private var literals: [(place: Int, value: UInt32)] = []

  /// An empty program.
  package init() {}

  /// Writes `value` at `address`; uses R0 and R1.
  package mutating func store16(_ address: UInt32, _ value: UInt32) {
    load(0, value)
    load(1, address)
    code.append(0x8008)
  }

  /// Writes a word at `address`; uses R0 and R1. Six cycles: LDR 2, LDR 2, STR 2.
  package mutating func store32(_ address: UInt32, _ value: UInt32) {
    load(0, value)
    load(1, address)
    code.append(0x6008)
  }

  /// Copies a halfword; uses R0 and R1.
  package mutating func copy16(from source: UInt32, to destination: UInt32) {
    load(1, source)
    code.append(0x8808)
    load(1, destination)
    code.append(0x8008)
  }

  /// Copies a word; uses R0 and R1.
  package mutating func copy32(from source: UInt32, to destination: UInt32) {
    load(1, source)
    code.append(0x6808)
    load(1, destination)
    code.append(0x6008)
  }

  /// Adds 1 to the word at `address`; uses R0 and R1.
  package mutating func increment(_ address: UInt32) {
    load(1, address)
    code += [0x6808, 0x3001, 0x6008]
  }

  /// Waits until the word at `address` is not 0; uses R0 and R1.
  package mutating func wait(for address: UInt32) {
    load(1, address)
    code += [0x6808, 0x2800, 0xD0FC]
  }

  /// Calls the function at `address`; uses R4.
  package mutating func call(_ address: UInt32) {
    load(4, address)
    code.append(0x47A0)
  }

  /// Any halfword.
  package mutating func append(_ halfword: UInt16) { code.append(halfword) }

  package mutating func waitForInterrupt() { code.append(0xBF30) }
  package mutating func waitForEvent() { code.append(0xBF20) }
  package mutating func disableInterrupts() { code.append(0xB672) }
  /// Returns from an exception handler that pushed nothing.
  package mutating func leave() { code.append(0x4770) }
  /// Branches to itself.
  package mutating func stop() { code.append(0xE7FE) }
  /// Branches to the instruction at halfword `place`.
  package mutating func branch(to place: Int) {
    code.append(0xE000 | UInt16(truncatingIfNeeded: place - code.count - 2) & 0x7FF)
  }
  /// The halfword that comes next.
  package var place: Int { code.count }

  /// Loads a register, R0 to R7.
  package mutating func load(_ register: UInt16, _ value: UInt32) {
    literals.append((code.count, value))
    code.append(0x4800 | register << 8)
  }

  /// The program, with its literals behind it.
  package var bytes: [UInt8] {
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
  package static func + (first: Thumb, second: Thumb) -> Thumb {
    var joined = first
    joined.literals += second.literals.map { ($0.place + first.code.count, $0.value) }
    joined.code += second.code
    return joined
  }
}
