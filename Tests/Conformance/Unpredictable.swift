import CortexM0

/// What is not compared: what the architecture leaves open, and where Unicorn is known not to follow it. That those
/// encodings are decoded as the manual says is tested by itself, in DecoderTests.
package enum Unpredictable {
  /// Whether the instruction at PC is such a one.
  static func contains(_ board: TestBoard) -> Bool {
    let (first, second) = board.nextHalfwords
    let instruction = board.nextInstruction
    switch instruction.operation {
    case .undefined:
      // BX and BLX of PC (A6.7.14, A6.7.15).
      return first & 0xFF78 == 0x4778 || isExecutedByUnicornOnly(first)
    case .compare, .compareImmediate:
      // CMP of high registers with PC, or without a high register (A6.7.17).
      let (d, m) = (first & 7 | first >> 4 & 8, first >> 3 & 15)
      return first & 0xFF00 == 0x4500 && (d == 15 || m == 15 || (d < 8 && m < 8))
    case .storeMultiple:
      // The base in the list and not its lowest register: an unknown value is stored (A6.7.58).
      let base = UInt32(instruction.a)
      return instruction.imm >> base & 1 != 0 && instruction.imm & (1 << base - 1) != 0
    // Other registers than R0 to R12 and LR, and bits that should be as they are not (A6.7.35, A6.7.42, B4.2).
    case .moveFromSpecial:
      return first != 0xF3EF || second & 0xF000 != 0x8000 || instruction.a == 13 || instruction.a == 15
    case .moveToSpecial:
      return first & 0xFFF0 != 0xF380 || second & 0xFF00 != 0x8800 || instruction.b == 13 || instruction.b == 15
    case .barrier: return first != 0xF3BF || second & 0xFF00 != 0x8F00
    // These stop Unicorn.
    case .waitForInterrupt, .waitForEvent: return true
    case .noOperation: return first == 0xBF10
    default: return false
    }
  }

  /// CBZ, CBNZ and IT, SETEND, and CPS with other masks, which ARMv6-M does not define.
  package static func isExecutedByUnicornOnly(_ halfword: UInt16) -> Bool {
    halfword & 0xF500 == 0xB100 || (halfword & 0xFF00 == 0xBF00 && halfword & 15 != 0)
      || halfword & 0xFFF7 == 0xB650 || halfword & 0xFFEC == 0xB660
  }
}
