import Machine

/// The translated code of a region: for each entry where to go on.
final class BlockTable {
  private struct Block {
    /// Entries.
    var range: Range<Int>
    /// Byte offsets in the memory of words read when translated.
    var literals: [Int]
    /// The granules of both.
    var granules: [Int]
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
  private let common: CommonCode
  /// `Translator.changes`.
  private let changes: UnsafeMutablePointer<Int>
  /// The words that are at hand, where that matters.
  private let present: UnsafeMutablePointer<UInt8>?
  private var blocks: [Block] = []
  /// Of each granule of entries, blocks with an instruction or literal there.
  private var owners: [[Int]]
  /// Where bytes may have to be waited for: the number of the block that begins at an entry, plus 1, and the granules of which one may
  /// be shown.
  private let numbers: UnsafeMutablePointer<Int32>?
  private let shown: UnsafeMutablePointer<Bool>

  init(_ region: CodeRegion, _ common: CommonCode, _ changes: UnsafeMutablePointer<Int>) {
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
    numbers = present == nil ? nil : .allocate(capacity: count)
    numbers?.initialize(repeating: 0, count: count)
    owners = Array(repeating: [], count: count / Self.granule + 1)
    shown = .allocate(capacity: count / Self.granule + 1)
    shown.initialize(repeating: false, count: count / Self.granule + 1)
  }

  deinit {
    slots.deallocate()
    heat.deallocate()
    numbers?.deallocate()
    shown.deallocate()
  }

  /// Why there is no block to execute at an entry; `nil` where there is one.
  func obstacle(_ index: Int) -> TranslationExit? {
    let slot = slots[index]
    if slot == common.untranslated { return .untranslated }
    if slot == common.interpreted { return .interpreted }
    return slot == common.absent ? .absent : nil
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
    let granules = granules(of: start..<plan.end, plan.literals)
    blocks.append(Block(range: start..<plan.end, literals: plan.literals, granules: granules, code: code))
    for granule in granules { owners[granule].append(number) }
    slots[start] = code
    guard let numbers else { return }
    numbers[start] = Int32(truncatingIfNeeded: number + 1)
    if !reveal(start) { slots[start] = common.absent }
  }

  /// Forgets all blocks.
  func removeAll() {
    changes.pointee &+= 1
    for block in blocks {
      if block.isValid { slots[block.range.lowerBound] = common.untranslated }
      numbers?[block.range.lowerBound] = 0
    }
    blocks.removeAll()
    for granule in owners.indices where !owners[granule].isEmpty { owners[granule] = [] }
  }

  /// Forgets the blocks of changed entries.
  func invalidate(_ entries: Range<Int>) {
    guard !entries.isEmpty, !PlantedBug.isPlanted(23) else { return }
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

  /// Hides the blocks of entries whose bytes are no longer at hand. Those whose bytes have come are shown when they are asked for:
  /// most lines of a cache go again before that.
  func hide(_ entries: Range<Int>) {
    if PlantedBug.isPlanted(22) { return }
    for granule in entries.lowerBound / Self.granule...(entries.upperBound - 1) / Self.granule where shown[granule] {
      shown[granule] = false
      changes.pointee &+= 1
      for number in owners[granule] where blocks[number].isValid {
        slots[blocks[number].range.lowerBound] = common.absent
      }
    }
  }

  /// Shows the block that begins at an entry, where all of it is at hand.
  func reveal(_ index: Int) -> Bool {
    guard let numbers, let present else { return false }
    let number = Int(numbers[index]) - 1
    return number >= 0
      && blocks.withUnsafeBufferPointer {
        let block = $0.baseAddress.unsafelyUnwrapped + number
        guard block.pointee.isValid, isPresent(block, present) else { return false }
        slots[index] = block.pointee.code
        for granule in block.pointee.granules { shown[granule] = true }
        return true
      }
  }

  private func granules(of range: Range<Int>, _ literals: [Int]) -> [Int] {
    var found = Array(range.lowerBound / Self.granule...(range.upperBound - 1) / Self.granule)
    for literal in literals {
      let granule = (literal - offset) / 2 / Self.granule
      if !found.contains(granule) { found.append(granule) }
    }
    return found
  }

  @inline(__always)
  private func isPresent(_ block: UnsafePointer<Block>, _ present: UnsafeMutablePointer<UInt8>) -> Bool {
    let (first, last) = (offset + 2 * block.pointee.range.lowerBound, offset + 2 * block.pointee.range.upperBound - 1)
    for word in first >> 2...last >> 2 where present[word] == AccessTiming.Presence.absent { return false }
    for literal in block.pointee.literals where present[literal >> 2] != AccessTiming.Presence.held { return false }
    return true
  }
}
