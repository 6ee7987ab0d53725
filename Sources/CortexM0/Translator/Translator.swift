import CJIT
import Machine

/// Turns instructions that are executed often into code of the host, exact to the cycle.
///
/// It knows nothing that the interpreter does not: decoded entries, the timing table, the page tables. Nothing of it is state.
final class Translator {
  /// Why the host has none; `nil` where it does.
  static let obstacle: String? =
    if InstructionSet.host == nil {
      "it knows x86-64 and arm64 under Linux only"
    } else if cjit_is_supported() == 0 {
      "the processor has no LAHF in 64-bit mode"
    } else if CodeBuffer() == nil {
      "the host forbids memory for generated code"
    } else {
      nil
    }

  /// Visits of an instruction before it is translated.
  var patience: UInt8 = 3
  private let buffer: CodeBuffer
  /// What blocks are made of.
  let instructionSet: InstructionSet
  let common: CommonCode
  let pages: DirectPages
  /// Bytes of the buffer that are common.
  private let commonSize: Int
  /// Counts blocks that were forgotten, shown or hidden: who has called a helper does not go on in a block after that.
  let changes: UnsafeMutablePointer<Int>
  private let bus: Bus
  /// The cycles of MULS beside one.
  private let multiplyExtra: Int
  private let enter: ForeignCode.Entry
  private let foreign: (any ForeignCode)?
  /// Blocks translated so far, and instructions executed in them.
  private(set) var blocks: UInt64 = 0
  var instructions: UInt64 = 0

  /// Executes what is on a bus by `context`, where MULS takes `multiplyExtra` cycles beside one; `nil` where the host does not allow it.
  /// `foreign` executes code of another instruction set than the host's.
  init?(_ bus: Bus, multiplyExtra: Int, context: UnsafeMutableRawPointer, foreign: (any ForeignCode)? = nil) {
    guard let instructionSet = foreign?.instructionSet ?? InstructionSet.host,
      foreign != nil || cjit_is_supported() != 0, let buffer = CodeBuffer(), let pages = DirectPages()
    else { return nil }
    self.instructionSet = instructionSet
    self.buffer = buffer
    self.pages = pages
    common =
      switch instructionSet {
      case .x86: CommonCode(X86Emitter.self, buffer)
      case .arm64: CommonCode(ARM64Emitter.self, buffer)
      }
    commonSize = buffer.used
    changes = .allocate(capacity: 1)
    changes.initialize(to: 0)
    self.bus = bus
    self.multiplyExtra = multiplyExtra
    self.foreign = foreign
    enter = foreign?.entry(context, wayIn: common.enter) ?? unsafeBitCast(common.enter, to: ForeignCode.Entry.self)
    publish(0..<buffer.used)
    context.storeBytes(
      of: pages.entries, toByteOffset: Int(TranslationContext.pages), as: UnsafeMutablePointer<Int>.self)
    context.storeBytes(
      of: bus.timedPages, toByteOffset: Int(TranslationContext.timedPages), as: UnsafeMutablePointer<TimedPage>.self)
    context.storeBytes(
      of: bus.codePages, toByteOffset: Int(TranslationContext.codePages), as: UnsafeMutablePointer<CodePage>.self)
    for range in bus.mappedPages { _ = pages.update(range, from: bus) }
  }

  deinit { changes.deallocate() }

  /// Executes from a slot on.
  func run(_ context: UnsafeMutableRawPointer, _ table: BlockTable, _ index: Int) {
    context.storeBytes(
      of: table.slots, toByteOffset: Int(TranslationContext.slots), as: UnsafeMutablePointer<UnsafeRawPointer>.self)
    enter(context, UnsafeMutableRawPointer(table.slots + index))
  }

  /// Follows the bus; `true` where blocks lean on what can no longer be read as before.
  func pagesChanged(_ range: ClosedRange<Int>) -> Bool { pages.update(range, from: bus) }

  /// Translates what begins at an entry; `false` where there is no room: all blocks are to be forgotten then.
  func translate(_ region: CodeRegion, _ table: BlockTable, _ index: Int) -> Bool {
    var plan = BlockPlan(region, at: index, multiplyExtra: multiplyExtra)
    guard !plan.steps.isEmpty else {
      if region.decoded(index).operation != .undecoded { table.leaveToInterpreter(index) }
      return true
    }
    plan.findLiterals(region, pages, bus)
    let address = buffer.nextAddress
    let size =
      switch instructionSet {
      case .x86: lower(X86Emitter.self, region, plan, table)
      case .arm64: lower(ARM64Emitter.self, region, plan, table)
      }
    guard let size else { return false }
    let start = buffer.used
    buffer.take(size)
    publish(start..<buffer.used)
    for literal in plan.literals { region.memory.holdsCode(at: literal) }
    table.add(plan, at: index, address)
    blocks &+= 1
    return true
  }

  /// Writes a block, and says how many bytes it has; `nil` where there was no room.
  private func lower<Code: Emitter>(
    _: Code.Type, _ region: CodeRegion, _ plan: BlockPlan, _ table: BlockTable
  ) -> Int? {
    var lowering = Lowering<Code>(region, plan, common, table.slots, buffer)
    return lowering.write() ? lowering.code.count : nil
  }

  /// Has code executed that was written to these bytes of the buffer.
  private func publish(_ bytes: Range<Int>) {
    buffer.publish(bytes)
    foreign?.publish(buffer.executable(bytes))
  }

  /// Has room for all again.
  func forgetCode() { buffer.truncate(to: commonSize) }
}
