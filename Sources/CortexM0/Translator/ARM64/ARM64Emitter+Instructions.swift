extension ARM64Emitter {
  private typealias A = ARM64Registers

  /// In the order of `Opcode`.
  mutating func write(_ i: Instruction, _ live: FlagSet) {
    valid = []
    switch i.operation {
    case .moveImmediateS: moveImmediate(i, live)
    case .moveConstant:
      if i.a < 8 || PlantedBug.isPlanted(29) { code.move(Self.low(i.a), i.imm) } else { set(i.a, to: i.imm) }
    case .moveS:
      code.move(Self.low(i.a), Self.low(i.b))
      noteResult(Self.low(i.a), live)
    case .move: put(i.a, register(i.b, spare: A.address))
    case .moveToSP, .addToSP:
      if i.b == 15 { code.move(A.address, i.imm) } else { setAddress(i.b, plus: 0) }
      if i.operation == .addToSP { code.apply(.add, A.address, A.address, register(13, spare: A.place)) }
      if !PlantedBug.isPlanted(5) { code.apply(.and, A.address, A.address, bits: 2..<32) }
      put(13, A.address)
    case .addImmediateS:
      code.apply(.addSettingFlags, Self.low(i.a), Self.low(i.b), i.imm)
      noteAll(live)
      if PlantedBug.isPlanted(10) { code.apply(.exclusiveOr, A.flags, A.flags, bits: 29..<30) }
    case .subtractImmediateS:
      code.apply(.subtractSettingFlags, Self.low(i.a), Self.low(i.b), i.imm)
      noteAll(live)
    case .addImmediate:
      setAddress(i.b, plus: i.imm)
      put(i.a, A.address)
    case .addS: arithmetic(.addSettingFlags, i.a, i.b, i.c, live)
    case .subtractS: arithmetic(.subtractSettingFlags, i.a, i.b, i.c, live)
    case .add:
      code.apply(.add, A.address, register(i.a, spare: A.address), register(i.b, spare: A.place))
      put(i.a, A.address)
    case .compareImmediate:
      code.apply(.subtractSettingFlags, .zero, register(i.a, spare: A.address), i.imm)
      noteAll(live)
    case .compare:
      code.apply(
        .subtractSettingFlags, .zero, register(i.a, spare: A.address), register(i.b, spare: A.place))
      noteAll(live)
    case .compareNegative:
      code.apply(.addSettingFlags, .zero, Self.low(i.a), Self.low(i.b))
      noteAll(live)
    case .test:
      code.apply(.andSettingFlags, .zero, Self.low(i.a), Self.low(i.b))
      noteResult(live)
    case .shiftLeftImmediateS, .shiftRightImmediateS, .shiftRight32S, .arithmeticShiftImmediateS,
      .arithmeticShift32S:
      shiftByConstant(i, live)
    case .shiftLeftS, .shiftRightS, .arithmeticShiftS, .rotateRightS: shiftByRegister(i, live)
    case .andS:
      code.apply(.andSettingFlags, Self.low(i.a), Self.low(i.a), Self.low(i.b))
      noteResult(live)
    case .exclusiveOrS: logic(.exclusiveOr, i, live)
    case .orS: logic(.or, i, live)
    case .bitClearS:
      code.apply(.bitClearSettingFlags, Self.low(i.a), Self.low(i.a), Self.low(i.b))
      noteResult(live)
    case .addWithCarryS:
      code.writeFlags(A.flags)
      arithmetic(.addWithCarrySettingFlags, i.a, i.a, i.b, live)
    case .subtractWithCarryS:
      code.writeFlags(A.flags)
      arithmetic(.subtractWithCarrySettingFlags, i.a, i.a, i.b, live)
      if PlantedBug.isPlanted(6) { code.apply(.and, A.flags, A.flags, bits: 29..<32) }
    case .multiplyS:
      code.apply(.multiply, Self.low(i.a), Self.low(i.a), Self.low(i.b))
      noteResult(Self.low(i.a), live)
    case .negateS:
      code.apply(.subtractSettingFlags, Self.low(i.a), .zero, Self.low(i.b))
      noteAll(live)
    case .moveNotS:
      code.apply(.orNot, Self.low(i.a), .zero, Self.low(i.b))
      noteResult(Self.low(i.a), live)
    case .signExtendHalf: code.extract(Self.low(i.a), Self.low(i.b), bits: 0..<16, signed: true)
    case .signExtendByte: code.extract(Self.low(i.a), Self.low(i.b), bits: 0..<8, signed: true)
    case .zeroExtendHalf: code.extract(Self.low(i.a), Self.low(i.b), bits: 0..<16)
    case .zeroExtendByte: code.extract(Self.low(i.a), Self.low(i.b), bits: 0..<8)
    case .reverse: code.reverse(.bytes, Self.low(i.a), Self.low(i.b))
    case .reverse16: code.reverse(.bytesOfHalves, Self.low(i.a), Self.low(i.b))
    case .reverseSignedHalf:
      code.reverse(.bytesOfHalves, Self.low(i.a), Self.low(i.b))
      code.extract(Self.low(i.a), Self.low(i.a), bits: 0..<16, signed: !PlantedBug.isPlanted(7))
    // What has no effect on registers, and what is no simple instruction.
    default: break
    }
  }

  // MARK: Flags

  /// All flags are the host's.
  private mutating func noteAll(_ live: FlagSet) {
    if !live.isEmpty { code.readFlags(A.flags) }
    valid = .all
  }

  /// N and Z are the host's; C and V stay.
  private mutating func noteResult(_ live: FlagSet) {
    guard live.contains(.result) else { return }
    if live.isDisjoint(with: [.carry, .overflow]) || PlantedBug.isPlanted(11) {
      code.readFlags(A.flags)
    } else {
      code.readFlags(A.scratch)
      code.apply(.and, A.flags, A.flags, bits: 28..<30)
      code.apply(.and, A.scratch, A.scratch, bits: 30..<32)
      code.apply(.or, A.flags, A.flags, A.scratch)
    }
    valid = .result
  }

  /// N and Z of a register; C and V stay.
  private mutating func noteResult(_ register: Register, _ live: FlagSet) {
    guard live.contains(.result) else { return }
    code.apply(.andSettingFlags, .zero, register, register)
    noteResult(live)
  }

  /// Makes C the lowest bit of the scratch register.
  private mutating func setCarry() { code.insertBit(A.flags, at: 29, A.scratch) }

  // MARK: Arithmetic

  private mutating func moveImmediate(_ i: Instruction, _ live: FlagSet) {
    code.move(Self.low(i.a), i.imm)
    guard live.contains(.result) else { return }
    // C and V stay; N is 0.
    code.apply(.and, A.flags, A.flags, bits: 28..<30)
    if i.imm == 0, !PlantedBug.isPlanted(12) { code.apply(.or, A.flags, A.flags, bits: 30..<31) }
  }

  private mutating func arithmetic(
    _ operation: ARM64Assembler.Operation, _ d: UInt8, _ n: UInt8, _ m: UInt8, _ live: FlagSet
  ) {
    code.apply(operation, Self.low(d), Self.low(n), Self.low(m))
    noteAll(live)
  }

  private mutating func logic(_ operation: ARM64Assembler.Operation, _ i: Instruction, _ live: FlagSet) {
    code.apply(operation, Self.low(i.a), Self.low(i.a), Self.low(i.b))
    noteResult(Self.low(i.a), live)
  }

  // MARK: Shifts

  private mutating func shiftByConstant(_ i: Instruction, _ live: FlagSet) {
    let (d, source) = (Self.low(i.a), Self.low(i.b))
    if live.contains(.carry) {
      // The last bit out.
      let bit: UInt32 =
        switch i.operation {
        case .shiftLeftImmediateS: 32 - i.imm
        case .shiftRightImmediateS, .arithmeticShiftImmediateS: i.imm - 1
        default: PlantedBug.isPlanted(13) ? 30 : 31
        }
      code.extract(A.scratch, source, bits: bit..<bit + 1)
      setCarry()
    }
    switch i.operation {
    case .shiftLeftImmediateS: code.shiftLeft(d, source, i.imm)
    case .shiftRightImmediateS: code.shiftRight(d, source, i.imm)
    case .arithmeticShiftImmediateS: code.shiftRight(d, source, i.imm, signed: true)
    case .shiftRight32S: code.move(d, 0)
    default: code.shiftRight(d, source, 31, signed: true)
    }
    noteResult(d, live)
  }

  /// In 64 bits, where the last bit out stays beside the result. The amount is W9, at most 63.
  private mutating func shiftByRegister(_ i: Instruction, _ live: FlagSet) {
    let (d, amount, shifted) = (Self.low(i.a), A.address, A.place)
    code.extract(amount, Self.low(i.b), bits: 0..<8)
    if i.operation == .rotateRightS {
      code.apply(.rotateRight, d, d, amount)
      code.shiftRight(A.scratch, d, 31)
    } else {
      code.move(A.scratch, 63)
      code.apply(.subtractSettingFlags, .zero, amount, A.scratch)
      code.select(amount, amount, A.scratch, if: .lowerOrSame)
      switch i.operation {
      case .shiftLeftS:
        code.apply(.shiftLeft, shifted, d, amount, wide: true)
        code.extract(A.scratch, shifted, bits: 32..<33, wide: true)
        code.move(d, shifted)
      case .shiftRightS:
        code.shiftLeft(shifted, d, 1, wide: true)
        code.apply(.shiftRight, shifted, shifted, amount, wide: true)
        code.extract(A.scratch, shifted, bits: 0..<1)
        code.shiftRight(d, shifted, 1, wide: true)
      default:
        code.extract(shifted, d, bits: 0..<32, signed: true, wide: true)
        code.shiftLeft(shifted, shifted, 1, wide: true)
        code.apply(.arithmeticShiftRight, shifted, shifted, amount, wide: true)
        code.extract(A.scratch, shifted, bits: 0..<1)
        code.extract(d, shifted, bits: 1..<33, wide: true)
      }
    }
    if live.contains(.carry) {
      // By 0 the carry stays.
      if !PlantedBug.isPlanted(14) {
        code.extract(A.other, A.flags, bits: 29..<30)
        code.apply(.subtractSettingFlags, .zero, amount, 0)
        code.select(A.scratch, A.other, A.scratch, if: .equal)
      }
      setCarry()
    }
    noteResult(d, live)
  }
}
