/// Loads and stores. `TranslationContext.pages` has for each page what is to be added to an address, or 0 where a helper has to
/// look, as for misaligned ones; first for reads, then for writes.
extension Lowering {
  /// One instruction that loads or stores and does not jump.
  mutating func writeAccess(_ place: Int) {
    switch plan.steps[place].instruction.operation {
    case .loadWord, .loadWordIndexed: load(.word, place)
    case .loadHalf, .loadHalfIndexed: load(.half, place)
    case .loadByte, .loadByteIndexed: load(.byte, place)
    case .loadSignedHalfIndexed: load(.signedHalf, place)
    case .loadSignedByteIndexed: load(PlantedBug.isPlanted(8) ? .byte : .signedByte, place)
    case .storeWord, .storeWordIndexed: store(.word, place)
    case .storeHalf, .storeHalfIndexed: store(.half, place)
    case .storeByte, .storeByteIndexed: store(.byte, place)
    case .loadMultiple: loadMultiple(place)
    case .storeMultiple: storeMultiple(place)
    case .push: push(place)
    default: pop(place)
    }
  }

  // MARK: One register

  private mutating func setAddress(_ i: Instruction) {
    switch i.operation {
    case .loadWordIndexed, .loadHalfIndexed, .loadByteIndexed, .loadSignedHalfIndexed, .loadSignedByteIndexed,
      .storeWordIndexed, .storeHalfIndexed, .storeByteIndexed:
      code.setAddress(i.b, index: i.c)
    default:
      if i.b == Instruction.zeroRegister { code.setAddress(i.imm) } else { code.setAddress(i.b, plus: i.imm) }
    }
  }

  private mutating func load(_ access: AccessKind, _ place: Int) {
    let i = plan.steps[place].instruction
    if i.b == Instruction.zeroRegister, let word = literal(i.imm) {
      // At hand, as all of the block is: counted.
      if let timing = region.memory.timing, !PlantedBug.isPlanted(21) {
        code.increment(UnsafeRawPointer(timing.heldLoads))
      }
      code.set(i.a, to: word)
      return
    }
    setAddress(i)
    let helper = code.findPage(alignment: access.alignment, writes: false)
    code.load(access, i.a)
    detourToLoad(access, place, helper)
  }

  private mutating func store(_ access: AccessKind, _ place: Int) {
    let i = plan.steps[place].instruction
    setAddress(i)
    let helper = code.findPage(alignment: access.alignment, writes: true)
    code.store(access, i.a)
    detourToStore(access, place, helper)
  }

  /// The word of a literal that the plan counts among the block's.
  private func literal(_ address: UInt32) -> UInt32? {
    let offset = region.offset + Int(address &- region.base)
    guard plan.literals.contains(offset) else { return nil }
    return region.memory.bytes.load(fromByteOffset: offset, as: UInt32.self)
  }

  // MARK: Several registers

  /// Finds the list at the address. Lists that cross pages are the interpreter's.
  private mutating func findList(_ place: Int, count: Int, writes: Bool) {
    if count > 1, !PlantedBug.isPlanted(26) { interpret(place, code.jumpIfListCrosses(count)) }
    let none = code.findPage(alignment: AccessKind.word.alignment, writes: writes)
    if writes {
      detourToStoreList(place, none, distance: 4 * (count - 1))
    } else {
      for jump in none { interpret(place, jump) }
    }
    code.findList()
  }

  private func members(_ list: UInt32) -> [UInt8] { (UInt8(0)..<15).filter { list >> UInt32($0) & 1 != 0 } }

  private mutating func loadMultiple(_ place: Int) {
    let i = plan.steps[place].instruction
    let members = members(i.imm)
    code.setAddress(i.a, plus: 0)
    findList(place, count: members.count, writes: false)
    for (index, number) in members.enumerated() { code.loadListed(number, index) }
    if i.c != 0 || PlantedBug.isPlanted(15) && i.imm >> UInt32(i.a) & 1 != 0 {
      code.add(UInt32(4 * members.count), to: i.a)
    }
  }

  private mutating func storeMultiple(_ place: Int) {
    let i = plan.steps[place].instruction
    let members = members(i.imm)
    code.setAddress(i.a, plus: 0)
    findList(place, count: members.count, writes: true)
    for (index, number) in members.enumerated() { code.storeListed(number, index) }
    code.add(UInt32(4 * members.count), to: i.a)
  }

  private mutating func push(_ place: Int) {
    let members = members(plan.steps[place].instruction.imm)
    code.setAddress(13, plus: 0 &- UInt32(4 * members.count))
    findList(place, count: members.count, writes: true)
    code.setStackPointerToAddress()
    for (index, number) in members.enumerated() { code.storeListed(number, index) }
  }

  mutating func pop(_ place: Int) {
    let step = plan.steps[place]
    let members = members(step.instruction.imm)
    let jumps = step.instruction.operation == .popToPC
    let count = members.count + (jumps ? 1 : 0)
    code.setAddress(13, plus: 0)
    findList(place, count: count, writes: false)
    if jumps {
      code.loadAddress(members.count)
      writeTargetCheck(place)
    }
    for (index, number) in members.enumerated() { code.loadListed(number, index) }
    code.add(UInt32(4 * count), to: 13)
    if jumps { writeDynamicEdge(step) }
  }
}
