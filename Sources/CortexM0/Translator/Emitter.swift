/// Writes code of one instruction set of the host; `Lowering` says what.
///
/// Numbers of registers are the processor's. Beside them generated code has two registers of its own between the steps of an
/// instruction: the address, which is also where a jump goes, and the place, where that address is in the host's memory.
protocol Emitter {
  associatedtype Assembler: HostAssembler
  typealias Jump = Assembler.Jump

  /// What writes its instructions.
  var code: Assembler { get set }

  /// Writes where the buffer is free.
  init(_ buffer: CodeBuffer)

  // MARK: What all blocks share

  /// The way in: a C function of the context and the address of a slot.
  mutating func writeWayIn()
  /// Returns from there.
  mutating func writeReturn()
  /// Leaves the processor's state in the context.
  mutating func writeSpill()
  /// A way out: of a block by `leave`, or of a slot without one, through which the jump went. `spill` leaves the state and returns.
  mutating func writeWayOut(_ exit: TranslationExit, _ spill: UnsafeRawPointer, bySlot: Bool)
  /// Calls a helper, for `load` and `store`; `leave` returns without leaving the state, which is in the context already.
  mutating func writeCall(_ helper: Int32, _ leave: UnsafeRawPointer)
  /// Loads what is at hand of a memory that may have to be waited for, and counts that; goes on to `call` for all else.
  mutating func writeTimedLoad(_ access: AccessKind, _ call: UnsafeRawPointer)
  /// Finds the place of a store, for `findBesideCode`.
  mutating func writeFindBesideCode(alignment: UInt8)

  // MARK: Going elsewhere

  /// Leaves by a common way out, at an entry of the region.
  mutating func leave(by way: UnsafeRawPointer, at index: Int)
  /// Goes on where a slot says.
  mutating func goOn(through slot: UnsafeRawPointer)
  /// Goes on where a slot says; the address is the distance in bytes from the region's beginning, plus 1.
  mutating func goOnAtAddress(through slots: UnsafeRawPointer)
  /// Makes the address a distance from `base`; the jump is taken where it is not below `reach`.
  mutating func makeDistance(from base: UInt32, below reach: UInt32) -> Jump
  /// The jump is taken where the address is even.
  mutating func jumpIfEven() -> Jump
  /// The jump is taken where a branch is, or, the other way round, where it is not.
  mutating func branch(_ operation: Opcode, opposite: Bool) -> Jump

  // MARK: Time

  /// Takes cycles off those left; the jump is taken where none are left.
  mutating func take(_ cycles: Int) -> Jump
  /// Takes cycles off those left, and goes to what was written after `place` bytes where some are left.
  mutating func take(_ cycles: Int, andRepeat place: Int)
  mutating func addLeft(_ cycles: Int)
  mutating func addExtra(_ cycles: Int)

  // MARK: Instructions

  /// Registers and flags only; `live` are the flags that somebody may see.
  mutating func write(_ instruction: Instruction, _ live: FlagSet)
  /// What follows may change the host's flags.
  mutating func forgetHostFlags()

  mutating func set(_ number: UInt8, to value: UInt32)
  /// Adds to one of R0 to R7 or to SP, the flags apart.
  mutating func add(_ value: UInt32, to number: UInt8)
  mutating func setAddress(_ value: UInt32)
  mutating func setAddress(_ base: UInt8, plus offset: UInt32)
  /// Both are of R0 to R7.
  mutating func setAddress(_ base: UInt8, index: UInt8)
  mutating func addToAddress(_ value: UInt32)
  mutating func makeAddressOdd()
  mutating func setStackPointerToAddress()

  // MARK: Accesses

  /// Finds the place of the address's page; the jumps are taken where a helper has to look.
  mutating func findPage(alignment: UInt8, writes: Bool) -> [Jump]
  /// Finds the place in a page from which instructions were decoded, but none where the address is, nor `distance` bytes behind it; the
  /// jump is taken where it is no such page.
  mutating func findBesideCode(by way: UnsafeRawPointer, distance: Int) -> Jump
  /// Loads one of R0 to R7 from the address, the page found.
  mutating func load(_ access: AccessKind, _ number: UInt8)
  mutating func store(_ access: AccessKind, _ number: UInt8)
  /// The same by a helper.
  mutating func load(_ number: UInt8, by helper: UnsafeRawPointer, _ site: UInt64)
  mutating func store(by helper: UnsafeRawPointer, _ site: UInt64)
  /// The jump is taken where the last of `count` words from the address on is in another page than the first.
  mutating func jumpIfListCrosses(_ count: Int) -> Jump
  /// Makes the place that of a list at the address, the page found.
  mutating func findList()
  /// Loads one of R0 to R7 from a word of the list.
  mutating func loadListed(_ number: UInt8, _ index: Int)
  /// Stores any register but PC to a word of the list; the address is lost.
  mutating func storeListed(_ number: UInt8, _ index: Int)
  /// Makes a word of the list the address.
  mutating func loadAddress(_ index: Int)
  /// Adds 1 to a count of 64 bits.
  mutating func increment(_ count: UnsafeRawPointer)
}

extension Emitter {
  /// Bytes written, or that would have been where there was no room.
  var count: Int { code.count }
  /// Whether all that was written had room.
  var isComplete: Bool { code.isComplete }

  func land(_ jump: Jump) { code.land(jump) }
  mutating func jump() -> Jump { code.jump() }
  mutating func jump(to place: Int) { code.jump(to: place) }
}
