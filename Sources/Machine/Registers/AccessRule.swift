/// What an access to one register needs to know of it, flat.
struct AccessRule {
  let offset: UInt32
  let bytes: Int
  let reset: UInt32
  /// Whether accesses are noted: it is neither modelled nor without consequence.
  let isUnmodelled: Bool
  /// Whether reads are; of a register with fields without consequence only where hardware would set others.
  let notesReads: Bool
  /// Bits whose change is noted; all where every write is.
  let noted: UInt32
  let stored: UInt32
  let writable: UInt32
  let readable: UInt32

  init(_ register: Register) {
    offset = register.offset
    bytes = register.bytes
    reset = register.reset
    isUnmodelled = register.coverage == .storage || register.coverage == .cost
    notesReads = isUnmodelled && (!register.hasInertFields || register.hasReadOnlyFields)
    noted = register.hasInertFields ? register.notedMask : .max
    stored = register.storedMask
    writable = register.writableMask
    readable = register.readableMask & (.max >> UInt32(32 - register.bits))
  }

  /// Whether a write that leaves `written` where `old` was is noted. What is only written is an event, where it is 1.
  func notesWrite(_ written: UInt32, over old: UInt32) -> Bool {
    noted == .max || (written ^ (old & stored)) & noted != 0
  }
}
