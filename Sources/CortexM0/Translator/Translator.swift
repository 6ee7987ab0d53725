import CJIT
import Machine

/// Turns instructions that are executed often into code of the host, exact to the cycle.
///
/// It knows nothing that the interpreter does not: decoded entries, the timing table, the page tables. Nothing of it is state.
final class Translator {
  /// Why the host has none; `nil` where it does.
  static let obstacle: String? =
    if cjit_is_supported() == 0 {
      "the processor has no LAHF in 64-bit mode"
    } else if CodeBuffer() == nil {
      "the host forbids memory for generated code"
    } else {
      nil
    }

  /// Visits of an instruction before it is translated.
  var patience: UInt8 = 3
  private let buffer: CodeBuffer
  let common: X86CommonCode
  let pages: DirectPages
  /// Bytes of the buffer that are common.
  private let commonSize: Int
  /// Counts blocks that were forgotten, shown or hidden: who has called a helper does not go on in a block after that.
  let changes: UnsafeMutablePointer<Int>
  private let bus: Bus
  /// The cycles of MULS beside one.
  private let multiplyExtra: Int
  private let enter: @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Void
  /// Blocks translated so far, and instructions executed in them.
  private(set) var blocks: UInt64 = 0
  var instructions: UInt64 = 0

  /// Executes what is on a bus by `context`, where MULS takes `multiplyExtra` cycles beside one; `nil` where the host does not allow it.
  init?(_ bus: Bus, multiplyExtra: Int, context: UnsafeMutableRawPointer) {
    guard cjit_is_supported() != 0, let buffer = CodeBuffer(), let pages = DirectPages() else { return nil }
    self.buffer = buffer
    self.pages = pages
    common = X86CommonCode(buffer)
    commonSize = buffer.used
    changes = .allocate(capacity: 1)
    changes.initialize(to: 0)
    self.bus = bus
    self.multiplyExtra = multiplyExtra
    enter = unsafeBitCast(
      common.enter, to: (@convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Void).self)
    context.storeBytes(
      of: pages.entries, toByteOffset: Int(TranslationContext.pages), as: UnsafeMutablePointer<Int>.self)
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
    var lowering = X86Lowering(region, plan, common, table.slots, buffer)
    guard lowering.write() else { return false }
    let address = buffer.nextAddress
    buffer.take(lowering.code.count)
    for literal in plan.literals { region.memory.holdsCode(at: literal) }
    table.add(plan, at: index, address)
    blocks &+= 1
    return true
  }

  /// Has room for all again.
  func forgetCode() { buffer.truncate(to: commonSize) }
}
