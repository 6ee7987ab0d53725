extension X86Emitter {
  // MARK: Flags

  /// After a subtraction: the host's carry is the inverted one.
  mutating func noteBorrow(_ live: FlagSet) {
    if !live.isEmpty { code.loadFlags() }
    if live.contains(.overflow) { code.setOverflow() }
    valid = .all
  }

  /// After an addition.
  mutating func noteCarry(_ live: FlagSet) {
    if live.contains(.carry), !PlantedBug.isPlanted(10) { code.complementCarry() }
    if !live.isEmpty { code.loadFlags() }
    if live.contains(.overflow) { code.setOverflow() }
    valid = live.contains(.carry) ? .all : [.result, .overflow]
  }

  /// N and Z of a register; C and V stay.
  mutating func noteResult(_ register: Register, _ live: FlagSet) {
    guard live.contains(.result) else { return }
    if live.contains(.carry), !PlantedBug.isPlanted(11) {
      code.testBit(X86Registers.flags, 8)
      setResult(register)
    } else {
      code.test(register, register)
      code.loadFlags()
      valid = .result
    }
  }

  /// The same, with a carry that is the host's.
  mutating func setResult(_ register: Register) {
    // INC leaves the carry.
    code.address(.rdx, register, -1)
    code.increment(.rdx)
    code.loadFlags()
    valid = [.result, .carry]
  }

  /// The same after AND, OR and XOR, which set the host's.
  mutating func noteLogic(_ register: Register, _ live: FlagSet) {
    guard live.contains(.result) else { return }
    if live.contains(.carry) {
      noteResult(register, live)
    } else {
      code.loadFlags()
      valid = .result
    }
  }

  // MARK: Instructions

  mutating func moveImmediate(_ i: Instruction, _ live: FlagSet) {
    code.move(low(i.a), i.imm)
    guard live.contains(.result) else { return }
    // C and V stay; N is 0.
    code.apply(.and, X86Registers.flags, 0x0101)
    if i.imm == 0, !PlantedBug.isPlanted(12) { code.apply(.or, X86Registers.flags, 0x4000) }
  }

  mutating func addImmediate(_ i: Instruction, _ live: FlagSet) {
    code.move(low(i.a), low(i.b))
    code.apply(.add, low(i.a), Int32(bitPattern: i.imm))
    noteCarry(live)
  }

  mutating func addRegisters(_ i: Instruction, _ live: FlagSet) {
    let (d, x, y) = (low(i.a), low(i.b), low(i.c))
    if d == y {
      code.apply(.add, d, x)
    } else {
      code.move(d, x)
      code.apply(.add, d, y)
    }
    noteCarry(live)
  }

  mutating func subtractRegisters(_ i: Instruction, _ live: FlagSet) {
    let (d, x, y) = (low(i.a), low(i.b), low(i.c))
    if d == y, d != x {
      code.move(.rdx, x)
      code.apply(.subtract, .rdx, y)
      // MOV leaves the flags.
      code.move(d, .rdx)
    } else {
      code.move(d, x)
      code.apply(.subtract, d, y)
    }
    noteBorrow(live)
  }

  mutating func logic(_ operation: X86Assembler.Operation, _ i: Instruction, _ live: FlagSet) {
    code.apply(operation, low(i.a), low(i.b))
    noteLogic(low(i.a), live)
  }

  // MARK: Shifts

  mutating func shiftByConstant(_ i: Instruction, _ live: FlagSet) {
    let d = low(i.a)
    code.move(d, low(i.b))
    let amount = UInt8(truncatingIfNeeded: i.imm)
    switch i.operation {
    case .shiftLeftImmediateS: code.shift(.left, d, amount)
    case .shiftRightImmediateS: code.shift(.right, d, amount)
    case .arithmeticShiftImmediateS: code.shift(.arithmeticRight, d, amount)
    case .shiftRight32S:
      // The last bit out is bit 31.
      code.shift(.right, d, 31)
      code.shift(.right, d, 1)
    default:
      code.shift(.arithmeticRight, d, PlantedBug.isPlanted(13) ? 30 : 31)
      code.shift(.arithmeticRight, d, 1)
    }
    if live.contains(.carry) { code.complementCarry() }
    if live.contains(.carry) || live.contains(.result) { code.loadFlags() }
    valid = live.contains(.carry) ? [.result, .carry] : .result
  }

  /// In 64 bits, where the last bit out stays beside the result. The amount is in RCX, at most 63.
  mutating func shiftByRegister(_ i: Instruction, _ live: FlagSet) {
    let d = low(i.a)
    code.extend(.byte, .rcx, low(i.b))
    // Moves leave the flags, so that the zero can be asked for later.
    if i.operation == .rotateRightS {
      shiftWithCarry(d, live) { emitter in
        emitter.code.shift(.rotateRight, d)
        emitter.code.testBit(d, 31)
      }
      return
    }
    code.apply(.compare, .rcx, 63)
    let fits = code.jump(.belowOrEqual)
    code.move(.rcx, UInt32(63))
    code.land(fits)
    switch i.operation {
    case .shiftLeftS:
      shiftWithCarry(d, live) { emitter in
        emitter.code.move(.rdx, d)
        emitter.code.shift(.left, .rdx, wide: true)
        emitter.code.move(d, .rdx)
        emitter.code.testBit(.rdx, 32, wide: true)
      }
    case .shiftRightS:
      shiftWithCarry(d, live) { emitter in
        emitter.code.move(.rdx, d)
        emitter.code.shift(.left, .rdx, 1, wide: true)
        emitter.code.shift(.right, .rdx, wide: true)
        // The last bit out is the carry of the last place.
        emitter.code.shift(.right, .rdx, 1, wide: true)
        emitter.code.move(d, .rdx)
      }
    default:
      shiftWithCarry(d, live) { emitter in
        emitter.code.extendWide(.rdx, d)
        emitter.code.shift(.left, .rdx, 1, wide: true)
        emitter.code.shift(.arithmeticRight, .rdx, wide: true)
        emitter.code.shift(.arithmeticRight, .rdx, 1, wide: true)
        emitter.code.move(d, .rdx)
      }
    }
  }

  /// `body` shifts and leaves the last bit out in the host's carry. By 0 the processor's carry stays.
  private mutating func shiftWithCarry(_ d: Register, _ live: FlagSet, _ body: (inout X86Emitter) -> Void) {
    guard live.contains(.carry) else {
      body(&self)
      noteResult(d, live)
      return
    }
    code.test(.rcx, .rcx)
    let isZero = code.jump(.equal)
    body(&self)
    code.complementCarry()
    let done = code.jump()
    code.land(isZero)
    if !PlantedBug.isPlanted(14) { code.testBit(X86Registers.flags, 8) }
    code.land(done)
    setResult(d)
  }
}
