/// Writes A64 code. The address is W9, the place X10.
struct ARM64Emitter: Emitter {
  typealias Register = ARM64Assembler.Register
  private typealias A = ARM64Registers

  /// The address at which the code's first byte is executed.
  let origin: UnsafeRawPointer
  var code: ARM64Assembler
  /// Flags of the host that are those of the processor.
  var valid: FlagSet = []

  init(_ buffer: CodeBuffer) {
    origin = buffer.nextAddress
    code = ARM64Assembler(buffer.free)
  }

  // MARK: Going elsewhere

  mutating func leave(by way: UnsafeRawPointer, at index: Int) {
    code.move(A.address, UInt32(index))
    code.jump(to: way, from: origin)
  }

  mutating func goOn(through slot: UnsafeRawPointer) {
    code.moveWide(A.slot, UInt64(UInt(bitPattern: slot)))
    goOnThroughSlot()
  }

  mutating func goOnAtAddress(through slots: UnsafeRawPointer) {
    code.moveWide(A.slot, UInt64(UInt(bitPattern: slots - 4)))
    code.apply(.add, A.slot, A.slot, A.address, wide: true, shiftedBy: 2)
    goOnThroughSlot()
  }

  private mutating func goOnThroughSlot() {
    code.load(A.other, A.slot, 0, wide: true)
    code.jumpIndirect(A.other)
  }

  mutating func makeDistance(from base: UInt32, below reach: UInt32) -> Jump {
    add(A.address, A.address, 0 &- base)
    code.move(A.scratch, reach)
    code.apply(.subtractSettingFlags, .zero, A.address, A.scratch)
    return code.jump(.carrySet)
  }

  mutating func jumpIfEven() -> Jump { code.jump(A.address, bit: 0, is: false) }

  mutating func branch(_ operation: Opcode, opposite: Bool) -> Jump {
    let (condition, needs, bit) = Self.condition(operation)
    if !valid.isSuperset(of: needs) {
      if let bit { return code.jump(A.flags, bit: bit, is: (condition.rawValue & 1 == 0) != opposite) }
      code.writeFlags(A.flags)
      valid = .all
    }
    return code.jump(opposite ? condition.opposite : condition)
  }

  /// The host's condition of a branch, the flags that it looks at, and the bit of NZCV where it is only one.
  private static func condition(
    _ operation: Opcode
  ) -> (condition: ARM64Assembler.Condition, needs: FlagSet, bit: UInt32?) {
    switch operation {
    case .branchEQ: (.equal, .result, 30)
    case .branchNE: (.notEqual, .result, 30)
    case .branchCS: (.carrySet, .carry, 29)
    case .branchCC: (.carryClear, .carry, 29)
    case .branchMI: (.minus, .result, 31)
    case .branchPL: (.plus, .result, 31)
    case .branchVS: (.overflow, .overflow, 28)
    case .branchVC: (.noOverflow, .overflow, 28)
    case .branchHI: (PlantedBug.isPlanted(9) ? .carrySet : .higher, [.carry, .result], nil)
    case .branchLS: (.lowerOrSame, [.carry, .result], nil)
    case .branchGE: (.greaterOrEqual, [.result, .overflow], nil)
    case .branchLT: (.less, [.result, .overflow], nil)
    case .branchGT: (.greater, [.result, .overflow], nil)
    default: (.lessOrEqual, [.result, .overflow], nil)
    }
  }

  // MARK: Time

  mutating func take(_ cycles: Int) -> Jump {
    takeLeft(cycles)
    return code.jump(.lessOrEqual)
  }

  mutating func take(_ cycles: Int, andRepeat place: Int) {
    takeLeft(cycles)
    code.jump(.greater, to: place)
  }

  private mutating func takeLeft(_ cycles: Int) {
    if 0..<4_096 ~= cycles {
      code.apply(.subtractSettingFlags, A.left, A.left, UInt32(cycles), wide: true)
    } else {
      code.moveWide(A.scratch, UInt64(bitPattern: Int64(cycles)))
      code.apply(.subtractSettingFlags, A.left, A.left, A.scratch, wide: true)
    }
  }

  mutating func addLeft(_ cycles: Int) { addWide(A.left, cycles) }
  mutating func addExtra(_ cycles: Int) { addWide(A.extra, cycles) }

  private mutating func addWide(_ to: Register, _ value: Int) {
    switch value {
    case 0: break
    case 1..<4_096: code.apply(.add, to, to, UInt32(value), wide: true)
    case -4_095..<0: code.apply(.subtract, to, to, UInt32(-value), wide: true)
    default:
      code.moveWide(A.scratch, UInt64(bitPattern: Int64(value)))
      code.apply(.add, to, to, A.scratch, wide: true)
    }
  }

  // MARK: Registers

  mutating func forgetHostFlags() { valid = [] }

  mutating func set(_ number: UInt8, to value: UInt32) {
    let to = number < 8 ? Self.low(number) : A.scratch
    code.move(to, value)
    put(number, to)
  }

  mutating func add(_ value: UInt32, to number: UInt8) {
    let register = register(number, spare: A.other)
    add(register, register, value)
    put(number, register)
  }

  mutating func setAddress(_ value: UInt32) { code.move(A.address, value) }

  mutating func setAddress(_ base: UInt8, plus offset: UInt32) {
    add(A.address, register(base, spare: A.address), offset)
  }

  mutating func setAddress(_ base: UInt8, index: UInt8) {
    code.apply(.add, A.address, Self.low(base), Self.low(index))
  }

  mutating func addToAddress(_ value: UInt32) { add(A.address, A.address, value) }
  mutating func makeAddressOdd() { code.apply(.or, A.address, A.address, bits: 0..<1) }
  mutating func setStackPointerToAddress() { put(13, A.address) }

  static func low(_ number: UInt8) -> Register { A.low[Int(number & 7)] }

  /// Adds a constant of 32 bits, the flags apart.
  mutating func add(_ to: Register, _ from: Register, _ value: UInt32) {
    switch Int32(bitPattern: value) {
    case 0: code.move(to, from)
    case 1..<4_096: code.apply(.add, to, from, value)
    case -4_095..<0: code.apply(.subtract, to, from, 0 &- value)
    default:
      code.move(A.scratch, value)
      code.apply(.add, to, from, A.scratch)
    }
  }

  /// The host register that holds a register of the processor, or `spare`, into which it is copied.
  mutating func register(_ number: UInt8, spare: Register) -> Register {
    if number < 8 { return Self.low(number) }
    code.load(spare, A.context, A.place(number))
    return spare
  }

  mutating func put(_ number: UInt8, _ from: Register) {
    if number < 8 {
      code.move(Self.low(number), from)
    } else {
      code.store(from, A.context, A.place(number))
    }
  }

  // MARK: Accesses

  mutating func findPage(alignment: UInt8, writes: Bool) -> [Jump] {
    let isRotated = alignment > 0 && !PlantedBug.isPlanted(25)
    if isRotated { code.rotateRight(A.place, A.address, UInt32(alignment)) }
    code.shiftRight(A.place, isRotated ? A.place : A.address, isRotated ? 12 - UInt32(alignment) : 12)
    code.loadEntry(A.place, writes ? A.writePages : A.pages, index: A.place)
    return [code.jumpIfZero(A.place, wide: true)]
  }

  mutating func findBesideCode(by way: UnsafeRawPointer, distance: Int) -> Jump {
    code.move(A.place, UInt32(distance))
    code.call(way, from: origin)
    return code.jumpIfZero(A.place, wide: true)
  }

  mutating func load(_ access: AccessKind, _ number: UInt8) {
    code.load(access, Self.low(number), A.place, index: A.address)
  }

  mutating func store(_ access: AccessKind, _ number: UInt8) {
    code.store(access, Self.low(number), A.place, index: A.address)
  }

  mutating func load(_ number: UInt8, by helper: UnsafeRawPointer, _ site: UInt64) {
    store(by: helper, site)
    code.move(Self.low(number), A.address)
  }

  mutating func store(by helper: UnsafeRawPointer, _ site: UInt64) {
    code.moveWide(A.place, site)
    code.call(helper, from: origin)
  }

  mutating func jumpIfListCrosses(_ count: Int) -> Jump {
    add(A.place, A.address, UInt32(4 * (count - 1)))
    code.apply(.exclusiveOr, A.place, A.place, A.address)
    code.shiftRight(A.place, A.place, 12)
    return code.jumpIfNotZero(A.place)
  }

  mutating func findList() { code.apply(.add, A.place, A.place, A.address, wide: true) }
  mutating func loadListed(_ number: UInt8, _ index: Int) { code.load(Self.low(number), A.place, Int32(4 * index)) }

  mutating func storeListed(_ number: UInt8, _ index: Int) {
    code.store(register(number, spare: A.address), A.place, Int32(4 * index))
  }

  mutating func loadAddress(_ index: Int) { code.load(A.address, A.place, Int32(4 * index)) }

  mutating func increment(_ count: UnsafeRawPointer) {
    code.moveWide(A.scratch, UInt64(UInt(bitPattern: count)))
    code.load(A.other, A.scratch, 0, wide: true)
    code.apply(.add, A.other, A.other, 1, wide: true)
    code.store(A.other, A.scratch, 0, wide: true)
  }
}
