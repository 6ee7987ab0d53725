/// Some of the flags: N with Z, C, V.
struct FlagSet: OptionSet {
  let rawValue: UInt8

  static let result = FlagSet(rawValue: 1)
  static let carry = FlagSet(rawValue: 2)
  static let overflow = FlagSet(rawValue: 4)
  static let all: FlagSet = [.result, .carry, .overflow]

  /// Those that an instruction sets whatever its operands are.
  static func set(by operation: Opcode) -> FlagSet {
    switch operation {
    case .addImmediateS, .subtractImmediateS, .addS, .subtractS, .compareImmediate, .compare, .compareNegative,
      .addWithCarryS, .subtractWithCarryS, .negateS:
      .all
    case .shiftLeftImmediateS, .shiftRightImmediateS, .shiftRight32S, .arithmeticShiftImmediateS, .arithmeticShift32S:
      [.result, .carry]
    case .moveImmediateS, .moveS, .test, .shiftLeftS, .shiftRightS, .arithmeticShiftS, .rotateRightS, .andS,
      .exclusiveOrS, .orS, .bitClearS, .multiplyS, .moveNotS:
      .result
    default: []
    }
  }

  /// Those that an instruction reads.
  static func read(by operation: Opcode) -> FlagSet {
    operation == .addWithCarryS || operation == .subtractWithCarryS ? .carry : []
  }
}
