/// Loads and stores. `TranslationContext.pages` has for each page what is to be added to an address, or 0 where a helper has to
/// look; first for reads, then for writes. The lowest bits of an address go on top of the number of its page, so that
/// misaligned ones find 0.
extension X86Lowering {
  private static let writePages = Int32(DirectPages.reads * 8)

  /// Puts the address into RDX.
  private mutating func address(_ i: Instruction) {
    switch i.operation {
    case .loadWordIndexed, .loadHalfIndexed, .loadByteIndexed, .loadSignedHalfIndexed, .loadSignedByteIndexed,
      .storeWordIndexed, .storeHalfIndexed, .storeByteIndexed:
      code.address(.rdx, low(i.b), index: low(i.c))
    default:
      if i.b == Instruction.zeroRegister {
        code.move(.rdx, i.imm)
      } else if i.b < 8 {
        code.address(.rdx, low(i.b), Int32(bitPattern: i.imm))
      } else {
        get(.rdx, i.b)
        if i.imm != 0 { code.apply(.add, .rdx, Int32(bitPattern: i.imm)) }
      }
    }
  }

  /// Puts what is to be added to the address in RDX into RCX; the jump is taken where a helper has to look.
  private mutating func page(alignment: UInt8, writes: Bool) -> X86Assembler.Jump {
    code.move(.rcx, .rdx)
    if alignment > 0, !PlantedBug.isPlanted(25) { code.shift(.rotateRight, .rcx, alignment) }
    code.shift(.right, .rcx, PlantedBug.isPlanted(25) ? 12 : 12 - alignment)
    code.loadEntry(.rcx, X86Registers.pages, index: .rcx, writes ? Self.writePages : 0)
    code.test(.rcx, .rcx, wide: true)
    return code.jump(.equal)
  }

  private static func alignment(_ access: X86Assembler.Access) -> UInt8 {
    switch access {
    case .word: 2
    case .half, .signedHalf: 1
    case .byte, .signedByte: 0
    }
  }

  mutating func load(_ access: X86Assembler.Access, _ place: Int) {
    let i = plan.steps[place].instruction
    if i.b == Instruction.zeroRegister, let word = literal(i.imm) {
      // At hand, as all of the block is: counted.
      if let timing = region.memory.timing, !PlantedBug.isPlanted(21) {
        code.moveWide(.rcx, UInt64(UInt(bitPattern: timing.heldLoads)))
        code.incrementWide(at: .rcx)
      }
      code.move(low(i.a), word)
      return
    }
    address(i)
    let helper = page(alignment: Self.alignment(access), writes: false)
    code.load(access, low(i.a), .rcx, index: .rdx)
    detourToLoad(place, helper, back: code.count)
  }

  mutating func store(_ access: X86Assembler.Access, _ place: Int) {
    let i = plan.steps[place].instruction
    address(i)
    let helper = page(alignment: Self.alignment(access), writes: true)
    code.store(access, low(i.a), .rcx, index: .rdx)
    detourToStore(place, helper, back: code.count)
  }

  /// The word of a literal that the plan counts among the block's.
  private func literal(_ address: UInt32) -> UInt32? {
    let offset = region.offset + Int(address &- region.base)
    guard plan.literals.contains(offset) else { return nil }
    return region.memory.bytes.load(fromByteOffset: offset, as: UInt32.self)
  }

  // MARK: Several registers

  /// Makes RCX the host's address of the list at the address in RDX. Lists that cross pages are the interpreter's.
  private mutating func list(_ place: Int, count: Int, writes: Bool) {
    if count > 1, !PlantedBug.isPlanted(26) {
      code.address(.rcx, .rdx, Int32(4 * (count - 1)))
      code.apply(.exclusiveOr, .rcx, .rdx)
      code.test(.rcx, ~0xFFF)
      interpret(place, code.jump(.notEqual))
    }
    interpret(place, page(alignment: 2, writes: writes))
    code.apply(.add, .rcx, .rdx, wide: true)
  }

  private func members(_ list: UInt32) -> [UInt8] { (UInt8(0)..<15).filter { list >> UInt32($0) & 1 != 0 } }

  mutating func loadMultiple(_ place: Int) {
    let i = plan.steps[place].instruction
    let members = members(i.imm)
    code.move(.rdx, low(i.a))
    list(place, count: members.count, writes: false)
    for (index, number) in members.enumerated() { code.load(low(number), .rcx, Int32(4 * index)) }
    if i.c != 0 || PlantedBug.isPlanted(15) && i.imm >> UInt32(i.a) & 1 != 0 {
      code.apply(.add, low(i.a), Int32(4 * members.count))
    }
  }

  mutating func storeMultiple(_ place: Int) {
    let i = plan.steps[place].instruction
    let members = members(i.imm)
    code.move(.rdx, low(i.a))
    list(place, count: members.count, writes: true)
    for (index, number) in members.enumerated() { code.store(low(number), .rcx, Int32(4 * index)) }
    code.apply(.add, low(i.a), Int32(4 * members.count))
  }

  mutating func push(_ place: Int) {
    let i = plan.steps[place].instruction
    let members = members(i.imm)
    get(.rdx, 13)
    code.apply(.subtract, .rdx, Int32(4 * members.count))
    list(place, count: members.count, writes: true)
    put(13, .rdx)
    for (index, number) in members.enumerated() {
      code.store(register(number, spare: .rdx), .rcx, Int32(4 * index))
    }
  }

  mutating func pop(_ place: Int) {
    let step = plan.steps[place]
    let i = step.instruction
    let members = members(i.imm)
    let count = members.count + (i.operation == .popToPC ? 1 : 0)
    get(.rdx, 13)
    list(place, count: count, writes: false)
    if i.operation == .popToPC {
      code.load(.rdx, .rcx, Int32(4 * members.count))
      writeTargetCheck(place)
    }
    for (index, number) in members.enumerated() { code.load(low(number), .rcx, Int32(4 * index)) }
    code.add(Int32(4 * count), X86Registers.context, X86Registers.place(13))
    if i.operation == .popToPC { writeDynamicEdge(step) }
  }
}
