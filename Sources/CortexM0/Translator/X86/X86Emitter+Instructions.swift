extension X86Emitter {
  /// In the order of `Opcode`.
  mutating func write(_ i: Instruction, _ live: FlagSet) {
    valid = []
    switch i.operation {
    case .moveImmediateS: moveImmediate(i, live)
    case .moveConstant:
      let to = i.a < 8 || PlantedBug.isPlanted(29) ? low(i.a) : .rdx
      code.move(to, i.imm)
      if i.a >= 8 { put(i.a, to) }
    case .moveS:
      code.move(low(i.a), low(i.b))
      noteResult(low(i.a), live)
    case .move: put(i.a, register(i.b, spare: .rdx))
    case .moveToSP, .addToSP:
      if i.b == 15 { code.move(.rdx, i.imm) } else { get(.rdx, i.b) }
      if i.operation == .addToSP {
        get(.rcx, 13)
        code.apply(.add, .rdx, .rcx)
      }
      if !PlantedBug.isPlanted(5) { code.apply(.and, .rdx, ~3) }
      put(13, .rdx)
    case .addImmediateS: addImmediate(i, live)
    case .subtractImmediateS:
      code.move(low(i.a), low(i.b))
      code.apply(.subtract, low(i.a), Int32(bitPattern: i.imm))
      noteBorrow(live)
    case .addImmediate:
      get(.rdx, i.b)
      code.apply(.add, .rdx, Int32(bitPattern: i.imm))
      put(i.a, .rdx)
    case .addS: addRegisters(i, live)
    case .subtractS: subtractRegisters(i, live)
    case .add:
      get(.rdx, i.a)
      code.apply(.add, .rdx, register(i.b, spare: .rcx))
      put(i.a, .rdx)
    case .compareImmediate:
      code.apply(.compare, register(i.a, spare: .rdx), Int32(bitPattern: i.imm))
      noteBorrow(live)
    case .compare:
      let first = register(i.a, spare: .rdx)
      code.apply(.compare, first, register(i.b, spare: .rcx))
      noteBorrow(live)
    case .compareNegative:
      get(.rdx, i.a)
      code.apply(.add, .rdx, low(i.b))
      noteCarry(live)
    case .test:
      code.move(.rdx, low(i.a))
      code.apply(.and, .rdx, low(i.b))
      noteLogic(.rdx, live)
    case .shiftLeftImmediateS, .shiftRightImmediateS, .shiftRight32S, .arithmeticShiftImmediateS,
      .arithmeticShift32S:
      shiftByConstant(i, live)
    case .shiftLeftS, .shiftRightS, .arithmeticShiftS, .rotateRightS: shiftByRegister(i, live)
    case .andS: logic(.and, i, live)
    case .exclusiveOrS: logic(.exclusiveOr, i, live)
    case .orS: logic(.or, i, live)
    case .bitClearS:
      code.move(.rdx, low(i.b))
      code.invert(.rdx)
      code.apply(.and, low(i.a), .rdx)
      noteLogic(low(i.a), live)
    case .addWithCarryS:
      code.testBit(X86Registers.flags, 8)
      code.complementCarry()
      code.apply(.addWithCarry, low(i.a), low(i.b))
      noteCarry(live)
    case .subtractWithCarryS:
      code.testBit(X86Registers.flags, 8)
      code.apply(.subtractWithBorrow, low(i.a), low(i.b))
      noteBorrow(PlantedBug.isPlanted(6) ? live.subtracting(.overflow) : live)
    case .multiplyS:
      code.multiply(low(i.a), low(i.b))
      noteResult(low(i.a), live)
    case .negateS:
      code.move(low(i.a), low(i.b))
      code.negate(low(i.a))
      noteBorrow(live)
    case .moveNotS:
      code.move(low(i.a), low(i.b))
      code.invert(low(i.a))
      noteResult(low(i.a), live)
    case .signExtendHalf: code.extend(.signedHalf, low(i.a), low(i.b))
    case .signExtendByte: code.extend(.signedByte, low(i.a), low(i.b))
    case .zeroExtendHalf: code.extend(.half, low(i.a), low(i.b))
    case .zeroExtendByte: code.extend(.byte, low(i.a), low(i.b))
    case .reverse:
      code.move(low(i.a), low(i.b))
      code.swapBytes(low(i.a))
    case .reverse16:
      code.move(low(i.a), low(i.b))
      code.swapBytes(low(i.a))
      code.shift(.rotateRight, low(i.a), 16)
    case .reverseSignedHalf:
      code.move(low(i.a), low(i.b))
      code.swapBytes(low(i.a))
      code.shift(PlantedBug.isPlanted(7) ? .right : .arithmeticRight, low(i.a), 16)
    // What has no effect on registers, and what is no simple instruction.
    default: break
    }
  }
}
