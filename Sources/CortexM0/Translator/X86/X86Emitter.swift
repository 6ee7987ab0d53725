/// Writes x86-64 code. The address is RDX, the place RCX.
struct X86Emitter: Emitter {
  typealias Register = X86Assembler.Register

  /// The address at which the code's first byte is executed.
  let origin: UnsafeRawPointer
  var code: X86Assembler
  /// Flags of the host that are those of the processor, with an inverted carry.
  var valid: FlagSet = []

  init(_ buffer: CodeBuffer) {
    origin = buffer.nextAddress
    code = X86Assembler(buffer.free)
  }

  // MARK: Going elsewhere

  mutating func leave(by way: UnsafeRawPointer, at index: Int) {
    code.move(.rdx, UInt32(index))
    code.jump(to: way, from: origin)
  }

  mutating func goOn(through slot: UnsafeRawPointer) {
    code.moveWide(.rcx, UInt64(UInt(bitPattern: slot)))
    code.jumpIndirect(.rcx)
  }

  mutating func goOnAtAddress(through slots: UnsafeRawPointer) {
    code.moveWide(.rcx, UInt64(UInt(bitPattern: slots)))
    code.address(.rcx, .rcx, index: .rdx, scale: 2, -4, wide: true)
    code.jumpIndirect(.rcx)
  }

  mutating func makeDistance(from base: UInt32, below reach: UInt32) -> Jump {
    code.apply(.subtract, .rdx, Int32(bitPattern: base))
    code.apply(.compare, .rdx, Int32(bitPattern: reach))
    return code.jump(.aboveOrEqual)
  }

  mutating func jumpIfEven() -> Jump {
    code.test(.rdx, UInt32(1))
    return code.jump(.equal)
  }

  mutating func branch(_ operation: Opcode, opposite: Bool) -> Jump {
    let (condition, needs) = Self.condition(operation)
    if !valid.isSuperset(of: needs) { restoreFlags(needs) }
    return code.jump(X86Assembler.Condition(rawValue: condition.rawValue ^ (opposite ? 1 : 0)) ?? condition)
  }

  /// Brings the flags back to the host's.
  private mutating func restoreFlags(_ needs: FlagSet) {
    if needs.contains(.overflow) {
      code.move(.rdx, X86Registers.flags)
      code.overflowFromLowRDX()
      valid = .all
    } else {
      valid = [.result, .carry]
    }
    code.storeFlags()
  }

  /// The host's condition of a branch, with an inverted carry, and the flags that it looks at.
  private static func condition(_ operation: Opcode) -> (condition: X86Assembler.Condition, needs: FlagSet) {
    switch operation {
    case .branchEQ: (.equal, .result)
    case .branchNE: (.notEqual, .result)
    case .branchCS: (.aboveOrEqual, .carry)
    case .branchCC: (.below, .carry)
    case .branchMI: (.sign, .result)
    case .branchPL: (.noSign, .result)
    case .branchVS: (.overflow, .overflow)
    case .branchVC: (.noOverflow, .overflow)
    case .branchHI: (PlantedBug.isPlanted(9) ? .aboveOrEqual : .above, [.carry, .result])
    case .branchLS: (.belowOrEqual, [.carry, .result])
    case .branchGE: (.greaterOrEqual, [.result, .overflow])
    case .branchLT: (.less, [.result, .overflow])
    case .branchGT: (.greater, [.result, .overflow])
    default: (.lessOrEqual, [.result, .overflow])
    }
  }

  // MARK: Time

  mutating func take(_ cycles: Int) -> Jump {
    code.apply(.subtract, X86Registers.left, Int32(cycles), wide: true)
    return code.jump(.lessOrEqual)
  }

  mutating func take(_ cycles: Int, andRepeat place: Int) {
    code.apply(.subtract, X86Registers.left, Int32(cycles), wide: true)
    code.jump(.greater, to: place)
  }

  mutating func addLeft(_ cycles: Int) {
    if cycles != 0 { code.apply(.add, X86Registers.left, Int32(cycles), wide: true) }
  }

  mutating func addExtra(_ cycles: Int) {
    if cycles != 0 { code.apply(.add, X86Registers.extra, Int32(cycles), wide: true) }
  }

  // MARK: Registers

  mutating func forgetHostFlags() { valid = [] }

  mutating func set(_ number: UInt8, to value: UInt32) {
    if number < 8 {
      code.move(low(number), value)
    } else {
      code.store(value, X86Registers.context, X86Registers.place(number))
    }
  }

  mutating func add(_ value: UInt32, to number: UInt8) {
    if number < 8 {
      code.apply(.add, low(number), Int32(bitPattern: value))
    } else {
      code.add(Int32(bitPattern: value), X86Registers.context, X86Registers.place(number))
    }
  }

  mutating func setAddress(_ value: UInt32) { code.move(.rdx, value) }

  mutating func setAddress(_ base: UInt8, plus offset: UInt32) {
    if base < 8, offset != 0 {
      code.address(.rdx, low(base), Int32(bitPattern: offset))
    } else {
      get(.rdx, base)
      if offset != 0 { code.apply(.add, .rdx, Int32(bitPattern: offset)) }
    }
  }

  mutating func setAddress(_ base: UInt8, index: UInt8) { code.address(.rdx, low(base), index: low(index)) }
  mutating func addToAddress(_ value: UInt32) { code.apply(.add, .rdx, Int32(bitPattern: value)) }
  mutating func makeAddressOdd() { code.apply(.or, .rdx, 1) }
  mutating func setStackPointerToAddress() { put(13, .rdx) }

  func low(_ number: UInt8) -> Register { X86Registers.low[Int(number & 7)] }

  /// Copies a register of the processor.
  mutating func get(_ to: Register, _ number: UInt8) {
    if number < 8 {
      code.move(to, low(number))
    } else {
      code.load(to, X86Registers.context, X86Registers.place(number))
    }
  }

  mutating func put(_ number: UInt8, _ from: Register) {
    if number < 8 {
      code.move(low(number), from)
    } else {
      code.store(from, X86Registers.context, X86Registers.place(number))
    }
  }

  /// The host register that holds a register of the processor, or `spare`, into which it is copied.
  mutating func register(_ number: UInt8, spare: Register) -> Register {
    if number < 8 { return low(number) }
    get(spare, number)
    return spare
  }

  // MARK: Accesses

  /// The alignment is looked at by itself, and not as on arm64: what is loaded often depends on what was loaded before, and so each
  /// step to a page costs time.
  mutating func findPage(alignment: UInt8, writes: Bool) -> [Jump] {
    var others: [Jump] = []
    code.move(.rcx, .rdx)
    code.shift(.right, .rcx, 12)
    code.loadEntry(.rcx, X86Registers.pages, index: .rcx, writes ? Int32(DirectPages.reads * 8) : 0)
    if alignment > 0, !PlantedBug.isPlanted(25) {
      code.testByte(.rdx, UInt8(1) << alignment - 1)
      others.append(code.jump(.notEqual))
    }
    code.test(.rcx, .rcx, wide: true)
    others.append(code.jump(.equal))
    return others
  }

  mutating func findBesideCode(by way: UnsafeRawPointer, distance: Int) -> Jump {
    code.move(.rcx, UInt32(distance))
    code.call(way, from: origin)
    code.test(.rcx, .rcx, wide: true)
    return code.jump(.equal)
  }

  mutating func load(_ access: AccessKind, _ number: UInt8) { code.load(access, low(number), .rcx, index: .rdx) }
  mutating func store(_ access: AccessKind, _ number: UInt8) { code.store(access, low(number), .rcx, index: .rdx) }

  mutating func load(_ number: UInt8, by helper: UnsafeRawPointer, _ site: UInt64) {
    store(by: helper, site)
    code.move(low(number), .rdx)
  }

  mutating func store(by helper: UnsafeRawPointer, _ site: UInt64) {
    code.moveWide(.rcx, site)
    code.call(helper, from: origin)
  }

  mutating func jumpIfListCrosses(_ count: Int) -> Jump {
    code.address(.rcx, .rdx, Int32(4 * (count - 1)))
    code.apply(.exclusiveOr, .rcx, .rdx)
    code.test(.rcx, ~0xFFF)
    return code.jump(.notEqual)
  }

  mutating func findList() { code.apply(.add, .rcx, .rdx, wide: true) }
  mutating func loadListed(_ number: UInt8, _ index: Int) { code.load(low(number), .rcx, Int32(4 * index)) }

  mutating func storeListed(_ number: UInt8, _ index: Int) {
    code.store(register(number, spare: .rdx), .rcx, Int32(4 * index))
  }

  mutating func loadAddress(_ index: Int) { code.load(.rdx, .rcx, Int32(4 * index)) }

  mutating func increment(_ count: UnsafeRawPointer) {
    code.moveWide(.rcx, UInt64(UInt(bitPattern: count)))
    code.incrementWide(at: .rcx)
  }
}
