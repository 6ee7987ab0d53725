import Machine

/// The translated code of a region: for each entry where to go on.
final class BlockTable {
  private struct Block {
    /// Entries.
    var range: Range<Int>
    /// Byte offsets in the memory of words read when translated.
    var literals: [Int]
    var code: UnsafeRawPointer
    var isValid = true
  }

  /// Entries that are looked up together when something changes.
  private static let granule = 32

  /// The code of the block that begins at each entry, or one of the shared ways out.
  let slots: UnsafeMutablePointer<UnsafeRawPointer>
  private let heat: UnsafeMutablePointer<UInt8>
  private let count: Int
  private let offset: Int
  private let common: X86CommonCode
  /// `Translator.changes`.
  private let changes: UnsafeMutablePointer<Int>
  /// The words that are at hand, where that matters.
  private let present: UnsafeMutablePointer<UInt8>?
  private var blocks: [Block] = []
  /// Of each granule of entries, blocks with an instruction or literal there.
  private var owners: [[Int]]

  init(_ region: CodeRegion, _ common: X86CommonCode, _ changes: UnsafeMutablePointer<Int>) {
    self.changes = changes
    count = Int(region.length / 2)
    offset = region.offset
    present = region.present
    self.common = common
    slots = .allocate(capacity: count + 2)
    slots.initialize(repeating: common.untranslated, count: count)
    (slots + count).initialize(repeating: common.interpreted, count: 2)
    heat = .allocate(capacity: count + 2)
    heat.initialize(repeating: 0, count: count + 2)
    owners = Array(repeating: [], count: count / Self.granule + 1)
  }

  deinit {
    slots.deallocate()
    heat.deallocate()
  }

  /// Whether an entry was visited often enough to be worth it.
  func isHot(_ index: Int, patience: UInt8) -> Bool {
    if heat[index] < patience { heat[index] &+= 1 }
    return heat[index] >= patience
  }

  /// Leaves an entry to the interpreter, until its bytes change.
  func leaveToInterpreter(_ index: Int) { slots[index] = common.interpreted }

  func add(_ plan: BlockPlan, at start: Int, _ code: UnsafeRawPointer) {
    let number = blocks.count
    blocks.append(Block(range: start..<plan.end, literals: plan.literals, code: code))
    var granules = Set((start / Self.granule...(plan.end - 1) / Self.granule))
    for literal in plan.literals { granules.insert((literal - offset) / 2 / Self.granule) }
    for granule in granules { owners[granule].append(number) }
    show(number)
  }

  /// Forgets all blocks.
  func removeAll() {
    changes.pointee &+= 1
    for block in blocks where block.isValid { slots[block.range.lowerBound] = common.untranslated }
    blocks.removeAll()
    for granule in owners.indices where !owners[granule].isEmpty { owners[granule] = [] }
  }

  /// Forgets the blocks of changed entries.
  func invalidate(_ entries: Range<Int>) {
    guard !entries.isEmpty else { return }
    var index = entries.lowerBound
    // What was left to the interpreter may be another instruction.
    while index < entries.upperBound {
      if slots[index] == common.interpreted { slots[index] = common.untranslated }
      index += 1
    }
    for granule in entries.lowerBound / Self.granule...(entries.upperBound - 1) / Self.granule {
      guard !owners[granule].isEmpty else { continue }
      var place = 0
      while place < owners[granule].count {
        let number = owners[granule][place]
        if blocks[number].isValid, needs(number, entries) {
          blocks[number].isValid = false
          slots[blocks[number].range.lowerBound] = common.untranslated
          heat[blocks[number].range.lowerBound] = 0
          changes.pointee &+= 1
        }
        if blocks[number].isValid { place += 1 } else { owners[granule].remove(at: place) }
      }
    }
  }

  private func needs(_ number: Int, _ entries: Range<Int>) -> Bool {
    blocks[number].range.overlaps(entries)
      || blocks[number].literals.contains { entries.overlaps(($0 - offset) / 2..<($0 - offset) / 2 + 2) }
  }

  /// Shows the blocks of entries as what is at hand says.
  func presenceChanged(_ entries: Range<Int>) {
    guard !entries.isEmpty else { return }
    changes.pointee &+= 1
    for granule in entries.lowerBound / Self.granule...(entries.upperBound - 1) / Self.granule {
      for number in owners[granule] where blocks[number].isValid { show(number) }
    }
  }

  private func show(_ number: Int) {
    slots[blocks[number].range.lowerBound] = isPresent(number) ? blocks[number].code : common.absent
  }

  private func isPresent(_ number: Int) -> Bool {
    guard let present else { return true }
    let block = blocks[number]
    let (first, last) = (offset + 2 * block.range.lowerBound, offset + 2 * block.range.upperBound - 1)
    for word in first >> 2...last >> 2 where present[word] == AccessTiming.Presence.absent { return false }
    return block.literals.allSatisfy { present[$0 >> 2] == AccessTiming.Presence.held }
  }
}
