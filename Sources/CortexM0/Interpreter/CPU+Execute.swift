import Machine

extension CPU {
  /// Executes instructions of `region` from PC on until `left`, a budget of cycles that ends at cycle `end`, is used up.
  ///
  /// One long switch on purpose: it becomes one jump table, and the flags, the budget and the place in the code stay in
  /// machine registers. Nothing here counts references, calls through an existential or allocates. Each instruction
  /// takes one cycle at the top; what takes more subtracts the rest, and adds it to `extra`, so that the number of
  /// instructions is the cycles without `extra`.
  func execute(_ region: CodeRegion, _ budget: Int) -> Exit {
    let code = region.entries
    let (base, length) = (region.base, region.reach)
    let fetchWait = Int(region.memory.waitStates)
    let taken = Timing.branch &- Timing.simple &+ fetchWait
    let ports = Ports(bus)
    let r = self.r
    let firstCycle = cycles
    self.firstCycle = firstCycle
    toldInstructions = 0
    var ip = code + Int((pc &- base) / 2)
    var left = budget
    var extra = 0
    var (nz, carry, overflow) = (nz, carry, overflow)
    var isDone = true
    var exit = Exit.budget

    loop: while left > 0 {
      let i = ip.pointee
      ip += 1
      left &-= Timing.simple
      switch i.operation {
      case .undecoded:
        ip -= 1
        left &+= 1
        region.decode(ip - code)
      case .regionEnd:
        ip -= 1
        left &+= 1
        exit = .regionEnd
        break loop
      case .undefined, .breakpoint:
        ip -= 1
        extra &+= 1
        exit = .special(i)
        break loop
      case .moveImmediateS:
        r[Int(i.a)] = i.imm
        nz = Int64(i.imm)
      case .moveConstant:
        r[Int(i.a)] = i.imm
      case .moveS:
        let result = r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .move:
        r[Int(i.a)] = r[Int(i.b)]
      case .moveToSP:
        r[13] = (i.b == 15 ? i.imm : r[Int(i.b)]) & ~3
      case .addToSP:
        r[13] = (r[13] &+ (i.b == 15 ? i.imm : r[Int(i.b)])) & ~3
      case .addImmediateS:
        let (x, y) = (r[Int(i.b)], i.imm)
        let (result, wrapped) = x.addingReportingOverflow(y)
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = wrapped ? 1 : 0
        overflow = (x ^ result) & (y ^ result)
      case .subtractImmediateS:
        let (x, y) = (r[Int(i.b)], i.imm)
        let result = x &- y
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = x >= y ? 1 : 0
        overflow = (x ^ y) & (x ^ result)
      case .addImmediate:
        r[Int(i.a)] = r[Int(i.b)] &+ i.imm
      case .addS:
        let (x, y) = (r[Int(i.b)], r[Int(i.c)])
        let (result, wrapped) = x.addingReportingOverflow(y)
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = wrapped ? 1 : 0
        overflow = (x ^ result) & (y ^ result)
      case .subtractS:
        let (x, y) = (r[Int(i.b)], r[Int(i.c)])
        let result = x &- y
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = x >= y ? 1 : 0
        overflow = (x ^ y) & (x ^ result)
      case .add:
        r[Int(i.a)] = r[Int(i.a)] &+ r[Int(i.b)]
      case .compareImmediate:
        let (x, y) = (r[Int(i.a)], i.imm)
        let result = x &- y
        nz = Int64(Int32(bitPattern: result))
        carry = x >= y ? 1 : 0
        overflow = (x ^ y) & (x ^ result)
      case .compare:
        let (x, y) = (r[Int(i.a)], r[Int(i.b)])
        let result = x &- y
        nz = Int64(Int32(bitPattern: result))
        carry = x >= y ? 1 : 0
        overflow = (x ^ y) & (x ^ result)
      case .compareNegative:
        let (x, y) = (r[Int(i.a)], r[Int(i.b)])
        let (result, wrapped) = x.addingReportingOverflow(y)
        nz = Int64(Int32(bitPattern: result))
        carry = wrapped ? 1 : 0
        overflow = (x ^ result) & (y ^ result)
      case .test:
        nz = Int64(Int32(bitPattern: r[Int(i.a)] & r[Int(i.b)]))
      case .shiftLeftImmediateS:
        let x = r[Int(i.b)]
        carry = x &>> (32 &- i.imm) & 1
        let result = x &<< i.imm
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .shiftRightImmediateS:
        let x = r[Int(i.b)]
        carry = x &>> (i.imm &- 1) & 1
        let result = x &>> i.imm
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .shiftRight32S:
        carry = r[Int(i.b)] >> 31
        r[Int(i.a)] = 0
        nz = 0
      case .arithmeticShiftImmediateS:
        let x = r[Int(i.b)]
        carry = x &>> (i.imm &- 1) & 1
        let result = UInt32(bitPattern: Int32(bitPattern: x) &>> Int32(bitPattern: i.imm))
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .arithmeticShift32S:
        let x = r[Int(i.b)]
        carry = x >> 31
        let result = 0 &- (x >> 31)
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .shiftLeftS:
        let (x, amount) = (r[Int(i.a)], r[Int(i.b)] & 0xFF)
        if amount != 0 { carry = amount > 32 ? 0 : (x &<< (amount &- 1)) >> 31 }
        let result = amount > 31 ? 0 : x &<< amount
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .shiftRightS:
        let (x, amount) = (r[Int(i.a)], r[Int(i.b)] & 0xFF)
        if amount != 0 { carry = amount > 32 ? 0 : x &>> (amount &- 1) & 1 }
        let result = amount > 31 ? 0 : x &>> amount
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .arithmeticShiftS:
        let x = Int32(bitPattern: r[Int(i.a)])
        let amount = Int32(bitPattern: r[Int(i.b)] & 0xFF)
        if amount != 0 { carry = UInt32(bitPattern: amount > 31 ? x >> 31 : x &>> (amount &- 1)) & 1 }
        let result = UInt32(bitPattern: amount > 31 ? x >> 31 : x &>> amount)
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .rotateRightS:
        let (x, amount) = (r[Int(i.a)], r[Int(i.b)] & 0xFF)
        let result = x &>> amount | x &<< (0 &- amount)
        if amount != 0 { carry = result >> 31 }
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .andS:
        let result = r[Int(i.a)] & r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .exclusiveOrS:
        let result = r[Int(i.a)] ^ r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .orS:
        let result = r[Int(i.a)] | r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .bitClearS:
        let result = r[Int(i.a)] & ~r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .multiplyS:
        let result = r[Int(i.a)] &* r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        left &-= multiplyExtra
        extra &+= multiplyExtra
      case .moveNotS:
        let result = ~r[Int(i.b)]
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
      case .addWithCarryS:
        let (x, y) = (r[Int(i.a)], r[Int(i.b)])
        let sum = UInt64(x) &+ UInt64(y) &+ UInt64(carry)
        let result = UInt32(truncatingIfNeeded: sum)
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = UInt32(truncatingIfNeeded: sum >> 32)
        overflow = (x ^ result) & (y ^ result)
      case .subtractWithCarryS:
        let (x, y) = (r[Int(i.a)], ~r[Int(i.b)])
        let sum = UInt64(x) &+ UInt64(y) &+ UInt64(carry)
        let result = UInt32(truncatingIfNeeded: sum)
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = UInt32(truncatingIfNeeded: sum >> 32)
        overflow = (x ^ result) & (y ^ result)
      case .negateS:
        let x = r[Int(i.b)]
        let result = 0 &- x
        r[Int(i.a)] = result
        nz = Int64(Int32(bitPattern: result))
        carry = x == 0 ? 1 : 0
        overflow = x & result
      case .signExtendHalf:
        r[Int(i.a)] = UInt32(bitPattern: Int32(Int16(truncatingIfNeeded: r[Int(i.b)])))
      case .signExtendByte:
        r[Int(i.a)] = UInt32(bitPattern: Int32(Int8(truncatingIfNeeded: r[Int(i.b)])))
      case .zeroExtendHalf:
        r[Int(i.a)] = r[Int(i.b)] & 0xFFFF
      case .zeroExtendByte:
        r[Int(i.a)] = r[Int(i.b)] & 0xFF
      case .reverse:
        r[Int(i.a)] = r[Int(i.b)].byteSwapped
      case .reverse16:
        let x = r[Int(i.b)]
        r[Int(i.a)] = (x & 0x00FF_00FF) << 8 | x >> 8 & 0x00FF_00FF
      case .reverseSignedHalf:
        r[Int(i.a)] = UInt32(bitPattern: Int32(Int16(truncatingIfNeeded: r[Int(i.b)]).byteSwapped))
      case .loadWord:
        var value: UInt32 = 0
        isDone = load(UInt32.self, r[Int(i.b)] &+ i.imm, ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = value
      case .storeWord:
        isDone = store(UInt32.self, r[Int(i.b)] &+ i.imm, r[Int(i.a)], ports, ip, &left, &extra)
        if !isDone { break loop }
      case .loadWordIndexed:
        var value: UInt32 = 0
        isDone = load(UInt32.self, r[Int(i.b)] &+ r[Int(i.c)], ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = value
      case .storeWordIndexed:
        isDone = store(UInt32.self, r[Int(i.b)] &+ r[Int(i.c)], r[Int(i.a)], ports, ip, &left, &extra)
        if !isDone { break loop }
      case .loadHalf:
        var value: UInt32 = 0
        isDone = load(UInt16.self, r[Int(i.b)] &+ i.imm, ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = value
      case .storeHalf:
        isDone = store(UInt16.self, r[Int(i.b)] &+ i.imm, r[Int(i.a)], ports, ip, &left, &extra)
        if !isDone { break loop }
      case .loadHalfIndexed:
        var value: UInt32 = 0
        isDone = load(UInt16.self, r[Int(i.b)] &+ r[Int(i.c)], ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = value
      case .storeHalfIndexed:
        isDone = store(UInt16.self, r[Int(i.b)] &+ r[Int(i.c)], r[Int(i.a)], ports, ip, &left, &extra)
        if !isDone { break loop }
      case .loadByte:
        var value: UInt32 = 0
        isDone = load(UInt8.self, r[Int(i.b)] &+ i.imm, ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = value
      case .storeByte:
        isDone = store(UInt8.self, r[Int(i.b)] &+ i.imm, r[Int(i.a)], ports, ip, &left, &extra)
        if !isDone { break loop }
      case .loadByteIndexed:
        var value: UInt32 = 0
        isDone = load(UInt8.self, r[Int(i.b)] &+ r[Int(i.c)], ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = value
      case .storeByteIndexed:
        isDone = store(UInt8.self, r[Int(i.b)] &+ r[Int(i.c)], r[Int(i.a)], ports, ip, &left, &extra)
        if !isDone { break loop }
      case .loadSignedHalfIndexed:
        var value: UInt32 = 0
        isDone = load(UInt16.self, r[Int(i.b)] &+ r[Int(i.c)], ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = UInt32(bitPattern: Int32(Int16(truncatingIfNeeded: value)))
      case .loadSignedByteIndexed:
        var value: UInt32 = 0
        isDone = load(UInt8.self, r[Int(i.b)] &+ r[Int(i.c)], ports, ip, &left, &extra, &value)
        if !isDone { break loop }
        r[Int(i.a)] = UInt32(bitPattern: Int32(Int8(truncatingIfNeeded: value)))
      case .loadMultiple:
        let first = r[Int(i.a)]
        var address = first
        isDone = loadList(i.imm, &address, ports, ip, &left, &extra)
        if !isDone {
          r[Int(i.a)] = first
          break loop
        }
        if i.c != 0 { r[Int(i.a)] = address }
      case .storeMultiple:
        var address = r[Int(i.a)]
        isDone = storeList(i.imm, &address, ports, ip, &left, &extra)
        if !isDone { break loop }
        r[Int(i.a)] = address
      case .push:
        let bottom = r[13] &- UInt32(i.b) &* 4
        var address = bottom
        isDone = storeList(i.imm, &address, ports, ip, &left, &extra)
        if !isDone { break loop }
        r[13] = bottom
      case .pop:
        var address = r[13]
        isDone = loadList(i.imm, &address, ports, ip, &left, &extra)
        if !isDone { break loop }
        r[13] = address
      case .popToPC:
        var address = r[13]
        var target: UInt32 = 0
        isDone = loadList(i.imm, &address, ports, ip, &left, &extra)
        if !isDone { break loop }
        isDone = load(UInt32.self, address, ports, ip, &left, &extra, &target)
        if !isDone { break loop }
        r[13] = address &+ 4
        left &-= Timing.popToPC &- Timing.simple
        extra &+= Timing.popToPC &- Timing.simple
        if target & 1 != 0, target &- base < length {
          ip = code + Int((target &- base) / 2)
          left &-= fetchWait
          extra &+= fetchWait
        } else {
          nextAddress = target
          exit = target >= 0xF000_0000 && exceptionNumber != 0 ? .exceptionReturn : .branch
          break loop
        }
      case .branchExchange:
        let target = r[Int(i.b)]
        left &-= Timing.branchExchange &- Timing.simple
        extra &+= Timing.branchExchange &- Timing.simple
        if target & 1 != 0, target &- base < length {
          ip = code + Int((target &- base) / 2)
          left &-= fetchWait
          extra &+= fetchWait
        } else {
          nextAddress = target
          exit = target >= 0xF000_0000 && exceptionNumber != 0 ? .exceptionReturn : .branch
          break loop
        }
      case .branchLinkExchange:
        let target = r[Int(i.b)]
        r[14] = base &+ UInt32(truncatingIfNeeded: 2 &* (ip - code)) | 1
        left &-= Timing.branchExchange &- Timing.simple
        extra &+= Timing.branchExchange &- Timing.simple
        if target & 1 != 0, target &- base < length {
          ip = code + Int((target &- base) / 2)
          left &-= fetchWait
          extra &+= fetchWait
        } else {
          nextAddress = target
          exit = .branch
          break loop
        }
      case .moveToPC:
        let target = (i.b == 15 ? i.imm : r[Int(i.b)]) | 1
        left &-= Timing.branch &- Timing.simple
        extra &+= Timing.branch &- Timing.simple
        if target & 1 != 0, target &- base < length {
          ip = code + Int((target &- base) / 2)
          left &-= fetchWait
          extra &+= fetchWait
        } else {
          nextAddress = target
          exit = .branch
          break loop
        }
      case .addToPC:
        let target = (i.imm &+ (i.b == 15 ? i.imm : r[Int(i.b)])) | 1
        left &-= Timing.branch &- Timing.simple
        extra &+= Timing.branch &- Timing.simple
        if target & 1 != 0, target &- base < length {
          ip = code + Int((target &- base) / 2)
          left &-= fetchWait
          extra &+= fetchWait
        } else {
          nextAddress = target
          exit = .branch
          break loop
        }
      case .branch:
        left &-= Timing.branch &- Timing.simple
        extra &+= Timing.branch &- Timing.simple
        nextAddress = i.imm | 1
        exit = .branch
        break loop
      case .branchLink:
        ip += 1
        r[14] = base &+ UInt32(truncatingIfNeeded: 2 &* (ip - code)) | 1
        left &-= Timing.branchLink &- Timing.simple
        extra &+= Timing.branchLink &- Timing.simple
        nextAddress = i.imm | 1
        exit = .call
        break loop
      case .branchNear:
        ip += Int(Int32(bitPattern: i.imm))
        left &-= taken
        extra &+= taken
      case .branchLinkNear:
        ip += 1
        r[14] = base &+ UInt32(truncatingIfNeeded: 2 &* (ip - code)) | 1
        ip += Int(Int32(bitPattern: i.imm))
        left &-= taken &+ Timing.branchLink &- Timing.branch
        extra &+= taken &+ Timing.branchLink &- Timing.branch
      case .branchIf:
        if Flags.hold(i.a, nz, carry, overflow) {
          left &-= Timing.branch &- Timing.simple
          extra &+= Timing.branch &- Timing.simple
          nextAddress = i.imm | 1
          exit = .branch
          break loop
        }
      case .branchEQ:
        if UInt32(truncatingIfNeeded: nz) == 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchNE:
        if UInt32(truncatingIfNeeded: nz) != 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchCS:
        if carry != 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchCC:
        if carry == 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchMI:
        if nz < 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchPL:
        if nz >= 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchVS:
        if Int32(bitPattern: overflow) < 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchVC:
        if Int32(bitPattern: overflow) >= 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchHI:
        if carry != 0 && UInt32(truncatingIfNeeded: nz) != 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchLS:
        if carry == 0 || UInt32(truncatingIfNeeded: nz) == 0 {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchGE:
        if (nz < 0) == (Int32(bitPattern: overflow) < 0) {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchLT:
        if (nz < 0) != (Int32(bitPattern: overflow) < 0) {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchGT:
        if UInt32(truncatingIfNeeded: nz) != 0 && (nz < 0) == (Int32(bitPattern: overflow) < 0) {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .branchLE:
        if UInt32(truncatingIfNeeded: nz) == 0 || (nz < 0) != (Int32(bitPattern: overflow) < 0) {
          ip += Int(Int32(bitPattern: i.imm))
          left &-= taken
          extra &+= taken
        }
      case .noOperation:
        break
      case .changeInterrupts:
        if i.a != 0 {
          exit = .special(i)
          break loop
        }
        isMasked = true
      case .sendEvent:
        hasEvent = true
      case .barrier:
        ip += 1
        left &-= Timing.special &- Timing.simple
        extra &+= Timing.special &- Timing.simple
      case .moveFromSpecial, .moveToSpecial:
        ip += 1
        left &-= Timing.special &- Timing.simple
        extra &+= Timing.special &- Timing.simple
        exit = .special(i)
        break loop
      case .supervisorCall:
        exit = .special(i)
        break loop
      case .waitForInterrupt, .waitForEvent:
        left &-= Timing.wait &- Timing.simple
        extra &+= Timing.wait &- Timing.simple
        exit = .special(i)
        break loop
      }
    }

    if !isDone {
      // The instruction did not happen, but its cycle did.
      ip -= 1
      extra &+= 1
      exit = .aborted
    }
    cycles = end &- UInt64(bitPattern: Int64(left))
    let executed = cycles &- firstCycle &- UInt64(bitPattern: Int64(extra))
    instructions &+= executed
    if let count = region.instructions { count.pointee &+= executed &- toldInstructions }
    if !wasRestarted {
      pc = base &+ UInt32(truncatingIfNeeded: 2 &* (ip - code))
      self.nz = nz
      self.carry = carry
      self.overflow = overflow
    }
    return exit
  }
}
