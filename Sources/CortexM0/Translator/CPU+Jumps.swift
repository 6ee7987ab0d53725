import Machine

/// Jumps that are told: where generated code comes to one, it is executed and told here, which is much less than to leave the
/// run's loop, have the interpreter execute one instruction and begin again.
extension CPU {
  /// Executes the jump at an entry and notes it; `false`, and nothing done, where that is the interpreter's: what is no jump,
  /// is not always told, goes elsewhere than to Thumb code of the region, or takes an address from what is not plain memory.
  func jump(_ region: CodeRegion, _ index: Int) -> Bool {
    // As shown: what has to be waited for is the interpreter's.
    let i = region.entries[index]
    let place = region.base &+ UInt32(truncatingIfNeeded: 2 &* index)
    let target: UInt32
    var cost = PlantedBug.isPlanted(30) ? 0 : Int(region.memory.waitStates)
    var kind = ControlTransfer.Kind.indirect
    switch i.operation {
    case .branch:
      target = i.imm | 1
      cost &+= Timing.branch
      kind = .branch
    case .branchLink:
      target = i.imm | 1
      cost &+= Timing.branchLink
      kind = .call
    case .branchExchange:
      target = r[Int(i.b)]
      cost &+= Timing.branchExchange
    case .branchLinkExchange:
      target = r[Int(i.b)]
      cost &+= Timing.branchExchange
      kind = .call
    case .moveToPC:
      target = (i.b == 15 ? i.imm : r[Int(i.b)]) | 1
      cost &+= Timing.branch
    case .popToPC:
      return pop(region, i, from: place, cost)
    default: return false
    }
    guard target & 1 != 0, region.contains(target) else { return false }
    if kind == .call { r[14] = (place &+ (i.operation == .branchLink ? 4 : 2)) | 1 }
    arrive(region, target, cost, kind, from: place)
    return true
  }

  /// POP with PC, where all words are in one page of plain memory.
  private func pop(_ region: CodeRegion, _ i: Instruction, from place: UInt32, _ wait: Int) -> Bool {
    var rest = i.imm & 0x7FFF
    let (bottom, count) = (r[13], rest.nonzeroBitCount)
    let last = bottom &+ UInt32(truncatingIfNeeded: 4 &* count)
    let page = Int(bottom >> 12)
    guard (bottom ^ last) & ~0xFFF == 0, let bytes = bus.readPages[page] else { return false }
    var word = bytes + Int(bottom & 0xFFF)
    let target = (word + 4 * count).load(as: UInt32.self)
    guard target & 1 != 0, region.contains(target) else { return false }
    while rest != 0 {
      r[rest.trailingZeroBitCount] = word.load(as: UInt32.self)
      rest &= rest &- 1
      word += 4
    }
    r[13] = last &+ 4
    let access = Timing.access &- Timing.simple &+ Int(bus.waitStates[page])
    arrive(region, target, wait &+ Timing.popToPC &+ (count &+ 1) &* access, .indirect, from: place)
    return true
  }

  @inline(__always)
  private func arrive(
    _ region: CodeRegion, _ target: UInt32, _ cost: Int, _ kind: ControlTransfer.Kind, from place: UInt32
  ) {
    cycles &+= UInt64(truncatingIfNeeded: cost)
    instructions &+= 1
    region.instructions?.pointee &+= 1
    pc = target & ~1
    noteTransfer(kind, from: place)
  }

  /// Tells the jump that was executed last; `false` where the run's loop has to look first, and tells it then, or where those
  /// who were told may have changed what comes next. Nothing that belongs to the region is there for certain then.
  func tellJump(_ region: CodeRegion) -> Bool {
    guard Int64(bitPattern: end &- cycles) > 0 else { return false }
    if region.present != nil, region.absentByte(of: Int((pc &- region.base) / 2)) != nil, !PlantedBug.isPlanted(31) {
      return false
    }
    isExecuting = false
    scheduler.advance(to: time)
    isTransferUntold = false
    let (start, cycle) = (pc, cycles)
    transferWatchers.tell(transfer)
    isExecuting = true
    return pc == start && cycles == cycle && isThumb && condition == .running && ready == 0 && !mustLeave
      && !isTransferUntold && bus.generation == generation && scheduler.nextDeadline == deadlineSeen
  }
}
