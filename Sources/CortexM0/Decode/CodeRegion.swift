import Glibc
import Machine

/// Decoded instructions of consecutive addresses that one memory answers: one entry a halfword, filled when executed.
///
/// After the last entry stands a `.regionEnd`, so sequential execution needs no check of bounds. Addresses are resolved
/// in the entries; a memory that answers at two places has two regions.
final class CodeRegion {
  let memory: Memory
  /// The address of the first entry.
  let base: UInt32
  /// The memory's byte at `base`.
  let offset: Int
  /// Bytes of code, even.
  let length: UInt32
  /// `length / 2` entries, then two that end the region (the last one for a 32-bit instruction across it).
  let entries: UnsafeMutablePointer<Instruction>

  /// The bytes of which a jump by register or stack may stay in the interpreter's loop: all, or none where transfers are told.
  let reach: UInt32
  /// Where its bytes may have to be waited for: the memory's timing, not counted, and which are at hand.
  let timing: Unmanaged<AccessTiming>?
  let present: UnsafeMutablePointer<UInt8>?
  private let watch: CodeWatch?
  /// Who is told of instructions that are reached; `nil` for nobody.
  private let reached: Watchers<ReachedInstruction>?
  /// The operations of instructions that are to be executed by themselves, for which `operations` has `.regionEnd`.
  private var stops: [Int: Opcode] = [:]
  /// The entries' operations, where an entry shows `.regionEnd` instead while its bytes are not all at hand.
  private let operations: UnsafeMutablePointer<Opcode>?
  /// The timing's count of instructions.
  let instructions: UnsafeMutablePointer<UInt64>?

  /// What of it is translated.
  var blocks: BlockTable? { didSet { table = blocks.map(Unmanaged.passUnretained) } }
  /// The same, not counted.
  private(set) var table: Unmanaged<BlockTable>?

  private var count: Int { Int(length / 2) }

  /// Code as a mapping shows it, decoded for those who watch.
  init(_ mapping: Mapping, watch: CodeWatch? = nil, reached: Watchers<ReachedInstruction>? = nil) {
    self.watch = watch
    self.reached = reached
    memory = mapping.memory
    base = mapping.base
    offset = mapping.offset
    length = UInt32(mapping.length) & ~1
    reach = watch?.tellsTransfers == true ? 0 : length
    let count = Int(length / 2)
    entries = CodeRegion.undecoded(count + 2)
    (entries + count).update(repeating: Instruction(.regionEnd), count: 2)
    timing = memory.timing.map(Unmanaged.passUnretained)
    present = memory.timing?.words
    instructions = memory.timing?.instructions
    operations = present == nil && watch == nil ? nil : CodeRegion.undecoded(count)
  }

  deinit {
    free(entries)
    free(operations)
  }

  /// Entries, or operations, that nobody has looked at: of zeroes, which take RAM only where some are written. A flash of a
  /// megabyte has half a million, of which a program executes a few thousand.
  private static func undecoded<Entry: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let bytes = calloc(count, MemoryLayout<Entry>.stride)
    guard let bytes else { fatalError("no memory for \(count) instructions") }
    return bytes.bindMemory(to: Entry.self, capacity: count)
  }

  func contains(_ address: UInt32) -> Bool { address &- base < length }

  /// Whether it stands for exactly this mapping.
  func matches(_ mapping: Mapping) -> Bool {
    mapping.memory === memory && mapping.base == base && mapping.offset == offset
      && UInt32(mapping.length) & ~1 == length
  }

  /// The halfword at a place of the region; past its end 0, with which no 32-bit instruction is defined.
  private func halfword(_ index: Int) -> UInt16 {
    guard index < count else { return 0 }
    return memory.bytes.loadUnaligned(fromByteOffset: offset + 2 * index, as: UInt16.self)
  }

  /// Fills the entry `index`, and has the memory tell of changes to its bytes.
  ///
  /// A 32-bit instruction whose second half is in another region becomes undefined: no memory ends within code. An entry
  /// whose bytes have to be waited for is hidden until they are at hand.
  func decode(_ index: Int) {
    guard absentByte(of: index) == nil else { return show(index) }
    let first = halfword(index)
    let address = base &+ UInt32(truncatingIfNeeded: 2 * index)
    memory.holdsCode(at: offset + 2 * index)
    if Instruction.isWide(first) { memory.holdsCode(at: min(offset + 2 * index + 2, memory.size - 1)) }
    entries[index] = near(InstructionDecoder.decode(first, halfword(index + 1), at: address), index)
    if let operations {
      operations[index] = entries[index].operation
      if let watch, watch.stops(at: address, size: size(of: index), isJump: entries[index].operation.isJump) {
        stops[index] = entries[index].operation
        operations[index] = .regionEnd
      }
      show(index)
    }
    reached?.tell(ReachedInstruction(address: address, bytes: bytes(of: index), size: size(of: index)))
  }

  /// Turns a branch within the region into its form without checks.
  private func near(_ instruction: Instruction, _ index: Int) -> Instruction {
    let size: Int
    switch instruction.operation {
    case .branch, .branchIf: size = 1
    case .branchLink: size = 2
    default: return instruction
    }
    guard contains(instruction.imm), !isTold(instruction, index) else { return instruction }
    var result = instruction
    let distance = Int((instruction.imm &- base) / 2) - (index + size)
    result.imm = UInt32(bitPattern: Int32(distance))
    switch instruction.operation {
    case .branch: result.operation = .branchNear
    case .branchLink: result.operation = .branchLinkNear
    default:
      let conditional = Opcode(rawValue: Opcode.branchEQ.rawValue + instruction.a)
      result.operation = conditional ?? instruction.operation
    }
    return result
  }

  /// Whether somebody is told of a branch, which therefore leaves the loop.
  private func isTold(_ instruction: Instruction, _ index: Int) -> Bool {
    guard let watch, watch.tellsTransfers else { return false }
    let address = base &+ UInt32(truncatingIfNeeded: 2 * index)
    return instruction.operation == .branchLink || watch.tellsBranch(from: address, to: instruction.imm)
  }

  /// Forgets what was decoded from the memory's bytes `changed`, and the halfword before them, which may be the first
  /// half of a 32-bit instruction.
  func invalidate(_ changed: Range<Int>) {
    let low = max((changed.lowerBound - offset) / 2 - 1, 0)
    let high = min((changed.upperBound - offset + 1) / 2, count)
    if low < high { blocks?.invalidate(low..<high) }
    var index = low
    while index < high {
      entries[index].operation = .undecoded
      if let operations {
        operations[index] = .undecoded
        show(index)
      }
      index += 1
    }
  }

  /// What was decoded at an entry, at hand or not.
  func decoded(_ index: Int) -> Instruction {
    var result = entries[index]
    if let operations, index < count { result.operation = operations[index] }
    return result
  }

  // MARK: Watching

  /// Forgets what was decoded at some addresses: those who watch it have changed.
  func forget(_ addresses: ClosedRange<UInt32>) {
    let last = base &+ length &- 1
    guard length > 0, addresses.lowerBound <= last, addresses.upperBound >= base else { return }
    let (low, high) = (max(addresses.lowerBound, base) - base, min(addresses.upperBound, last) - base)
    invalidate(offset + Int(low)..<offset + Int(high) + 1)
  }

  /// Bytes of the instruction of an entry.
  func size(of index: Int) -> UInt32 { Instruction.isWide(halfword(index)) ? 4 : 2 }

  /// Those bytes, little-endian.
  func bytes(of index: Int) -> UInt32 {
    let first = halfword(index)
    return UInt32(first) | (Instruction.isWide(first) ? UInt32(halfword(index + 1)) << 16 : 0)
  }

  /// Whether an instruction that was decoded is to be executed by itself.
  func isStop(_ index: Int) -> Bool { operations?[index] == .regionEnd }

  /// Shows the operation of such an instruction, to execute it.
  func release(_ index: Int) { if let operation = stops[index] { entries[index].operation = operation } }

  /// Hides it again.
  func retain(_ index: Int) { show(index) }

  /// What the 16-bit jump at an address is; `nil` for ADD to PC within a piece, which nobody is told of.
  func transferKind(at address: UInt32, to target: UInt32) -> ControlTransfer.Kind? {
    let index = Int((address &- base) / 2)
    guard contains(address) else { return .branch }
    let operation = operations?[index] ?? entries[index].operation
    switch operation == .regionEnd ? stops[index] ?? operation : operation {
    case .branchLinkExchange: return .call
    case .branchExchange, .popToPC, .moveToPC: return .indirect
    case .addToPC: return tellsBranch(from: address, to: target) ? .branch : nil
    default: return .branch
    }
  }

  /// Whether somebody is told of a branch.
  func tellsBranch(from address: UInt32, to target: UInt32) -> Bool {
    watch?.tellsBranch(from: address, to: target) ?? false
  }

  /// Where the jump by register or stack of an entry may go without being told: the first address, and bytes.
  func reach(of operation: Opcode, at index: Int) -> (first: UInt32, length: UInt32) {
    guard reach == 0, let watch, operation == .addToPC else { return (base, reach) }
    if PlantedBug.isPlanted(32) { return (base, length) }
    let untold = watch.untoldTargets(from: base &+ UInt32(truncatingIfNeeded: 2 * index)).clamped(
      to: base..<base &+ length)
    return (untold.lowerBound, UInt32(untold.count))
  }

  // MARK: Presence

  /// Shows or hides the entries of the memory's bytes `changed`, which are alike now, and the halfword before them.
  func presenceChanged(_ changed: Range<Int>) {
    let low = max((changed.lowerBound - offset) / 2 - 1, 0)
    let high = min((changed.upperBound - offset + 1) / 2, count)
    guard low < high, let present, let operations else { return }
    let presence = present[(offset + 2 * high - 2) >> 2]
    // The first begins before the change, the last may need what comes behind it.
    show(low)
    var index = low + 1
    if presence == AccessTiming.Presence.absent {
      while index < high {
        entries[index].operation = .regionEnd
        index += 1
      }
    } else {
      while index < high - 1 {
        entries[index].operation = operations[index]
        index += 1
      }
      if index < high { show(index) }
    }
    if presence != AccessTiming.Presence.held { table?._withUnsafeGuaranteedRef { $0.hide(low..<high) } }
  }

  private func show(_ index: Int) {
    guard let operations else { return }
    entries[index].operation = absentByte(of: index) == nil ? operations[index] : .regionEnd
  }

  /// The memory's byte that has to be waited for before the entry can be executed: the first of the instruction, or that of
  /// its second half.
  func absentByte(of index: Int) -> Int? {
    guard let present else { return nil }
    let place = offset + 2 * index
    if present[place >> 2] == AccessTiming.Presence.absent { return place }
    guard place & 2 != 0, index + 1 < count, Instruction.isWide(halfword(index)),
      present[(place + 2) >> 2] == AccessTiming.Presence.absent
    else { return nil }
    return place + 2
  }
}
